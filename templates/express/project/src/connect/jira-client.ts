import {
  createQueryStringHash,
  encodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import { HttpError } from '../http-error.ts';
import { listAt, textAt } from '../json.ts';
import type { Tenant } from '../storage/tenant-store.ts';

const TIMEOUT_MS = 10_000;
/** Atlassian advises three minutes. */
const TOKEN_LIFETIME_S = 180;
const FIELDS = 'summary,status,assignee';

export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly summary: string;
  readonly status: { readonly name: string; readonly category: StatusCategory };
  readonly assignee: string | undefined;
}
type StatusCategory = 'new' | 'indeterminate' | 'done';

export interface JiraClientOptions {
  readonly addonKey: string;
  readonly tenant: Tenant;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/**
 * Calls the REST API of one site, as the add-on. The add-on may see more than the person who is looking:
 * show people only what they are known to be allowed to see.
 */
export class JiraClient {
  readonly #options: JiraClientOptions;

  constructor(options: JiraClientOptions) {
    this.#options = options;
  }

  async issue(idOrKey: string): Promise<Issue> {
    const query = new URLSearchParams({ fields: FIELDS });
    return readIssue(await this.#get(`/rest/api/3/issue/${encodeURIComponent(idOrKey)}?${query}`));
  }

  /** The issues that are not done, last changed first. */
  async openIssues(limit: number): Promise<readonly Issue[]> {
    const query = new URLSearchParams({
      jql: 'statusCategory != Done ORDER BY updated DESC',
      fields: FIELDS,
      maxResults: String(limit),
    });
    return listAt(await this.#get(`/rest/api/3/search/jql?${query}`), 'issues').map(readIssue);
  }

  /** @param path below the base URL of the site, which is also what gets signed */
  async #get(path: string): Promise<unknown> {
    const response = await this.#request(path);
    if (response.status === 404) throw new HttpError(404, 'Jira has no such issue, or does not show it.');
    if (!response.ok) throw new HttpError(502, `Jira answered ${response.status}.`);
    return response.json();
  }

  async #request(path: string): Promise<Response> {
    try {
      return await this.#options.fetch(this.#options.tenant.baseUrl + path, {
        headers: { Accept: 'application/json', Authorization: `JWT ${this.#sign('GET', path)}` },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new HttpError(502, 'Jira cannot be reached.', { cause });
    }
  }

  #sign(method: string, path: string): string {
    const issuedAt = Math.floor(this.#options.now() / 1000);
    const claims = {
      iss: this.#options.addonKey,
      iat: issuedAt,
      exp: issuedAt + TOKEN_LIFETIME_S,
      qsh: createQueryStringHash(fromMethodAndUrl(method, path)),
    };
    return encodeSymmetric(claims, this.#options.tenant.sharedSecret, SymmetricAlgorithm.HS256);
  }
}

function readIssue(value: unknown): Issue {
  const id = textAt(value, 'id');
  const key = textAt(value, 'key');
  if (id === undefined || key === undefined)
    throw new HttpError(502, 'Jira answered with something unexpected.');
  return {
    id,
    key,
    summary: textAt(value, 'fields', 'summary') ?? '',
    status: {
      name: textAt(value, 'fields', 'status', 'name') ?? 'Unknown',
      category: readCategory(textAt(value, 'fields', 'status', 'statusCategory', 'key')),
    },
    assignee: textAt(value, 'fields', 'assignee', 'displayName'),
  };
}

function readCategory(key: string | undefined): StatusCategory {
  return key === 'indeterminate' || key === 'done' ? key : 'new';
}
