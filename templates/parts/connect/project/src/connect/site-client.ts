import { HttpError } from '../http-error.ts';
import { listAt, textAt } from '../json.ts';

const TIMEOUT_MS = 10_000;
const MAX_TRIES = 3;
/** Whoever is looking at the page waits as well. */
const MAX_WAIT_MS = 10_000;

export interface SiteClientOptions {
  /** For messages: `Jira`. */
  readonly productName: string;
  /** Of the site, without a trailing slash; that of Confluence ends in `/wiki`. */
  readonly baseUrl: string;
  /** What the header `Authorization` of a request says. Its path is below the base URL. */
  readonly authorize: (method: string, path: string) => Promise<string>;
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Why a site did not do what it was asked. */
export class SiteError extends HttpError {
  /** What the site answered; undefined when it could not be reached. */
  readonly siteStatus: number | undefined;

  constructor(message: string, siteStatus?: number, options?: ErrorOptions) {
    super(siteStatus === 404 ? 404 : 502, message, options);
    this.name = 'SiteError';
    this.siteStatus = siteStatus;
  }
}

/** The REST API of one site. Paths are below its base URL: `/rest/api/3/issue/DEMO-1`. */
export class SiteClient {
  readonly #options: SiteClientOptions;

  constructor(options: SiteClientOptions) {
    this.#options = options;
  }

  /** @throws SiteError unless the site answers with JSON and a status of success */
  get(path: string): Promise<unknown> {
    return this.#request('GET', path, undefined);
  }

  /** @returns the answer; undefined when it is empty */
  post(path: string, body: unknown): Promise<unknown> {
    return this.#request('POST', path, body);
  }

  /** @returns the answer; undefined when it is empty */
  put(path: string, body: unknown): Promise<unknown> {
    return this.#request('PUT', path, body);
  }

  /** @returns the answer; undefined when it is empty */
  delete(path: string): Promise<unknown> {
    return this.#request('DELETE', path, undefined);
  }

  async #request(method: string, path: string, body: unknown): Promise<unknown> {
    const what = `${method} ${path.split('?', 1)[0]}`;
    for (let tries = 1; ; tries += 1) {
      const response = await this.#send(method, path, body, what);
      if (response.ok) return readJson(response, what);
      const wait = this.#waitAdvised(response);
      if (wait === undefined || tries === MAX_TRIES) throw await this.#errorOf(response, what);
      await response.body?.cancel();
      await this.#options.sleep(wait);
    }
  }

  async #send(method: string, path: string, body: unknown, what: string): Promise<Response> {
    const { baseUrl, authorize, productName } = this.#options;
    const authorization = await authorize(method, path);
    try {
      return await this.#options.fetch(baseUrl + path, {
        method,
        headers: {
          Accept: 'application/json',
          Authorization: authorization,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // A token must not follow a redirect to somebody else.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new SiteError(`${productName} cannot be reached for ${what}.`, undefined, { cause });
    }
  }

  /** Sites say by `Retry-After` when to come again: in seconds, or at a date. */
  #waitAdvised({ status, headers }: Response): number | undefined {
    const advice = headers.get('Retry-After');
    if ((status !== 429 && status !== 503) || advice === null) return undefined;
    const seconds = Number(advice);
    const wait = Number.isNaN(seconds) ? Date.parse(advice) - this.#options.now() : seconds * 1000;
    return wait <= MAX_WAIT_MS ? Math.max(wait, 0) : undefined;
  }

  async #errorOf(response: Response, what: string): Promise<SiteError> {
    const reason = reasonOf(await response.text());
    const detail = reason === undefined ? '.' : `: ${reason}`;
    const { productName } = this.#options;
    return new SiteError(`${productName} answered ${response.status} to ${what}${detail}`, response.status);
  }
}

async function readJson(response: Response, what: string): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SiteError(`The answer to ${what} is no JSON.`, response.status, { cause });
  }
}

/** Jira and Confluence each have several ways of saying what is wrong. */
function reasonOf(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const [message] = listAt(body, 'errorMessages');
    return typeof message === 'string' ? message : (textAt(body, 'message') ?? textAt(body, 'errorMessage'));
  } catch {
    return undefined;
  }
}
