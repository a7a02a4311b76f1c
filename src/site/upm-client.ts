import type { Clock, Fetch } from '../core/context.ts';
import { EnvironmentError, messageOf, NotFineError, rootCodeOf } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { adviceFor } from './install-advice.ts';
import { InstallRefusedError } from './site-failure.ts';

/** A product of a site, and who administers it. */
export interface SiteAccess {
  /** `https://example.atlassian.net`, or `…/wiki` for Confluence. */
  readonly baseUrl: string;
  readonly username: string;
  /** Password or API token. */
  readonly password: string;
}

export interface InstalledAddon {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly enabled: boolean;
}

/** The Universal Plugin Manager of a site: the same REST contract for the dev instance and for the cloud. */
export interface UpmClient {
  list(): Promise<readonly InstalledAddon[]>;
  /**
   * Installs, or updates, the add-on whose descriptor is at the URL, and waits for it.
   * @throws {NotFineError} `install-refused` when the site refuses it
   */
  install(descriptorUrl: string): Promise<InstalledAddon>;
  uninstall(key: string): Promise<void>;
}

export interface UpmClientDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const UPM = '/rest/plugins/1.0';
const INSTALL_TIMEOUT_MS = 60_000;
const DEFAULT_PING_MS = 200;
const MAX_PING_MS = 2_000;

export function createUpmClient(site: SiteAccess, { fetch, clock, signal }: UpmClientDeps): UpmClient {
  const authorization = `Basic ${Buffer.from(`${site.username}:${site.password}`).toString('base64')}`;
  return { list, install, uninstall };

  async function list(): Promise<readonly InstalledAddon[]> {
    const response = await call('GET', `${UPM}/`);
    const body = await readJson(response);
    const plugins = isRecord(body) ? body['plugins'] : undefined;
    if (!response.ok || !Array.isArray(plugins)) throw unexpected(response, 'the list of apps', site);
    return plugins.flatMap((plugin) => toAddon(plugin) ?? []);
  }

  async function install(descriptorUrl: string): Promise<InstalledAddon> {
    const started = await call('POST', `${UPM}/?token=${encodeURIComponent(await fetchToken())}`, {
      type: 'application/vnd.atl.plugins.remote.install+json',
      body: JSON.stringify({ pluginUri: descriptorUrl }),
    });
    const task = await readJson(started);
    const self = isRecord(task) ? stringAt(task['links'], 'self') : undefined;
    if (started.status !== 202 || self === undefined) throw unexpected(started, 'an install task', site);
    return poll(upmPath(self), task);
  }

  async function uninstall(key: string): Promise<void> {
    const response = await call('DELETE', `${UPM}/${encodeURIComponent(key)}-key`);
    await response.body?.cancel();
    if (!response.ok && response.status !== 404) throw unexpected(response, 'the removal', site);
  }

  async function poll(path: string, task: unknown): Promise<InstalledAddon> {
    const deadline = clock.now() + INSTALL_TIMEOUT_MS;
    let pingAfter = readPing(task);
    while (clock.now() < deadline) {
      await clock.sleep(pingAfter, signal);
      let response = await call('GET', path);
      if (response.status === 303) {
        await response.body?.cancel();
        response = await call('GET', upmPath(response.headers.get('location') ?? ''));
      }
      const body = await readJson(response);
      if (!response.ok) throw unexpected(response, 'the state of the install', site);
      const addon = toAddon(body);
      if (addon !== undefined) return addon;
      const status = isRecord(body) ? body['status'] : undefined;
      if (isRecord(status) && status['done'] === true) throw refused(status, site);
      pingAfter = readPing(body);
    }
    throw new EnvironmentError('install-timeout', 'The site did not finish the install within a minute.', {
      where: site.baseUrl,
    });
  }

  /** Every install needs a token of its own; the list of plug-ins carries it. */
  async function fetchToken(): Promise<string> {
    const response = await call('GET', `${UPM}/`);
    await response.body?.cancel();
    const token = response.headers.get('upm-token');
    if (token === null) throw unexpected(response, 'a upm-token', site);
    return token;
  }

  async function call(
    method: string,
    path: string,
    content?: { readonly type: string; readonly body: string },
  ): Promise<Response> {
    const url = `${site.baseUrl}${path}`;
    let response: Response;
    try {
      response = await fetch(url, {
        method,
        redirect: 'manual',
        signal,
        headers: {
          Authorization: authorization,
          Accept: 'application/json',
          ...(content === undefined ? {} : { 'Content-Type': content.type }),
        },
        ...(content === undefined ? {} : { body: content.body }),
      });
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new EnvironmentError(
        'site-unreachable',
        `The site cannot be reached: ${rootCodeOf(cause) ?? messageOf(cause)}.`,
        {
          where: site.baseUrl,
          cause,
        },
      );
    }
    if (response.status !== 401 && response.status !== 403) return response;
    await response.body?.cancel();
    throw new NotFineError('site-forbidden', `The site answered ${response.status} to ${site.username}.`, {
      where: url,
      nextSteps: ['Use the e-mail address and an API token of a site administrator.'],
    });
  }
}

/** The part of an address that is below the product: sites behind other names answer with theirs. */
function upmPath(address: string): string {
  const start = address.indexOf(UPM);
  return start === -1 ? `${UPM}/` : address.slice(start);
}

function refused(status: Readonly<Record<string, unknown>>, site: SiteAccess): NotFineError {
  const given = stringAt(status, 'subCode');
  const code = given ?? 'unknown';
  const message = stringAt(status, 'errorMessage') ?? `The site refused the add-on (${code}).`;
  return new InstallRefusedError(given, message, {
    where: `${site.baseUrl} (${code})`,
    nextSteps: adviceFor(code),
  });
}

function unexpected(response: Response, wanted: string, site: SiteAccess): EnvironmentError {
  return new EnvironmentError(
    'site-unexpected',
    `The site answered ${response.status} instead of ${wanted}.`,
    {
      where: response.url === '' ? site.baseUrl : response.url.replace(/\?.*$/s, ''),
      nextSteps: ['Check that the address is that of a Jira or Confluence site.'],
    },
  );
}

function toAddon(value: unknown): InstalledAddon | undefined {
  const key = stringAt(value, 'key');
  if (!isRecord(value) || key === undefined) return undefined;
  return {
    key,
    name: stringAt(value, 'name') ?? key,
    version: stringAt(value, 'version') ?? '',
    enabled: value['enabled'] === true,
  };
}

function readPing(task: unknown): number {
  const pingAfter = isRecord(task) ? task['pingAfter'] : undefined;
  return typeof pingAfter === 'number' && pingAfter > 0 ? Math.min(pingAfter, MAX_PING_MS) : DEFAULT_PING_MS;
}

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}
