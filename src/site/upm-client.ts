import type { Clock, Environment, Fetch } from '../core/context.ts';
import { EnvironmentError, NotFineError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { adviceFor } from './install-advice.ts';
import { describeUnreachable } from './reach.ts';
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
  /** Brought in by an administrator; what comes with the product is not. */
  readonly userInstalled: boolean;
}

/** The Universal Plugin Manager of a site: the same REST contract for the dev instance and for the cloud. */
export interface UpmClient {
  list(): Promise<readonly InstalledAddon[]>;
  /**
   * Installs, or updates, the add-on whose descriptor is at the URL, and waits for it.
   * @throws {InstallRefusedError} `install-refused` when the site refuses it
   */
  install(descriptorUrl: string): Promise<InstalledAddon>;
  uninstall(key: string): Promise<void>;
  /** Whether private add-ons may be installed; undefined when the site does not say. */
  isDevelopmentModeOn(): Promise<boolean | undefined>;
}

export interface UpmClientDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Where a proxy may be named, for messages. */
  readonly env?: Environment;
  /** How long one request may take. */
  readonly requestTimeoutMs?: number;
}

const UPM = '/rest/plugins/1.0';
const INSTALL_TIMEOUT_MS = 60_000;
const REQUEST_TIMEOUT_MS = 30_000;
const DEFAULT_PING_MS = 200;
const MAX_PING_MS = 2_000;
const INVALID_TOKEN = 'upm.error.invalid.token';

export function createUpmClient(site: SiteAccess, deps: UpmClientDeps): UpmClient {
  const { clock, signal } = deps;
  return { list, install, uninstall, isDevelopmentModeOn };

  async function list(): Promise<readonly InstalledAddon[]> {
    const response = await call('GET', `${UPM}/`);
    const body = await readJson(response);
    const plugins = isRecord(body) ? body['plugins'] : undefined;
    if (response.status === 404) throw isMissing(site);
    if (!response.ok || !Array.isArray(plugins)) throw unexpected(response, 'the list of apps', site);
    return plugins.flatMap((plugin) => toAddon(plugin) ?? []);
  }

  async function install(descriptorUrl: string): Promise<InstalledAddon> {
    let { response, body } = await requestInstall(descriptorUrl);
    // A token is spent by whichever client uses it first; that the other one came too late is no refusal.
    if (response.status === 403 && stringAt(body, 'subCode') === INVALID_TOKEN) {
      ({ response, body } = await requestInstall(descriptorUrl));
    }
    const self = isRecord(body) ? stringAt(body['links'], 'self') : undefined;
    if (response.status === 202 && self !== undefined) return poll(upmPath(self), body);
    if (isRefusal(response, body)) throw refused(isRecord(body) ? body : {}, site, response.status);
    throw unexpected(response, 'an install task', site);
  }

  async function requestInstall(descriptorUrl: string) {
    const token = encodeURIComponent(await fetchToken());
    const response = await send(site, deps, 'POST', `${UPM}/?token=${token}`, {
      type: 'application/vnd.atl.plugins.remote.install+json',
      body: JSON.stringify({ pluginUri: descriptorUrl }),
    });
    return { response, body: await readJson(response) };
  }

  async function uninstall(key: string): Promise<void> {
    const response = await call('DELETE', `${UPM}/${encodeURIComponent(key)}-key`);
    await response.body?.cancel();
    if (!response.ok && response.status !== 404) throw unexpected(response, 'the removal', site);
  }

  async function isDevelopmentModeOn(): Promise<boolean | undefined> {
    const body = await readJson(await call('GET', `${UPM}/settings`));
    const settings = isRecord(body) && Array.isArray(body['settings']) ? body['settings'] : [];
    const setting: unknown = settings.find(
      (one) => stringAt(one, 'key') === 'connectDeveloperListingsEnabled',
    );
    const value = isRecord(setting) ? setting['value'] : undefined;
    return typeof value === 'boolean' ? value : undefined;
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
      nextSteps: ['It may still do so: connect-kit installed shows what is there.'],
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

  async function call(method: string, path: string): Promise<Response> {
    const response = await send(site, deps, method, path);
    if (response.status !== 401 && response.status !== 403) return response;
    await response.body?.cancel();
    throw new NotFineError('site-forbidden', `The site answered ${response.status} to ${site.username}.`, {
      where: withoutQuery(`${site.baseUrl}${path}`),
      nextSteps: [
        'Use the e-mail address and an API token of a site administrator; the token must be one without scopes.',
        'connect-kit site test tells which of them is wrong.',
      ],
    });
  }
}

/**
 * One request to a product, signed in. Redirects are not followed: they may lead to where the credentials must not go.
 * @throws {EnvironmentError} `site-unreachable`
 */
export async function send(
  site: SiteAccess,
  { fetch, signal, env, requestTimeoutMs = REQUEST_TIMEOUT_MS }: UpmClientDeps,
  method: string,
  path: string,
  content?: { readonly type: string; readonly body: string },
): Promise<Response> {
  const url = `${site.baseUrl}${path}`;
  try {
    return await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
      headers: {
        Authorization: `Basic ${Buffer.from(`${site.username}:${site.password}`).toString('base64')}`,
        Accept: 'application/json',
        ...(content === undefined ? {} : { 'Content-Type': content.type }),
      },
      ...(content === undefined ? {} : { body: content.body }),
    });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw describeUnreachable(cause, url, env);
  }
}

/** The part of an address that is below the product: sites behind other names answer with theirs. */
function upmPath(address: string): string {
  const start = address.indexOf(UPM);
  return start === -1 ? `${UPM}/` : address.slice(start);
}

/** A site that has shown its apps to somebody, and takes no new one from them, refuses the app and not the person. */
function isRefusal({ status }: Response, body: unknown): boolean {
  const isTold = stringAt(body, 'subCode') !== undefined || stringAt(body, 'errorMessage') !== undefined;
  return status === 403 || (status >= 400 && status < 500 && isTold);
}

function refused(
  status: Readonly<Record<string, unknown>>,
  site: SiteAccess,
  httpStatus?: number,
): InstallRefusedError {
  const given = stringAt(status, 'subCode');
  const code = given ?? (httpStatus === undefined ? 'unknown' : `status ${httpStatus}`);
  const message = stringAt(status, 'errorMessage') ?? `The site refused the add-on (${code}).`;
  return new InstallRefusedError(given, message, {
    where: `${site.baseUrl} (${code})`,
    nextSteps: adviceFor(given ?? ''),
  });
}

/** UPM comes with every Jira and every Confluence. */
function isMissing({ baseUrl }: SiteAccess): NotFineError {
  return new NotFineError('product-missing', `There is no Jira or Confluence at ${baseUrl} (404).`, {
    where: baseUrl,
    nextSteps: [
      'Check the address, and which products the site has: connect-kit site test tells.',
      'Name the product with --product.',
    ],
  });
}

function unexpected(response: Response, wanted: string, site: SiteAccess): EnvironmentError {
  const moved = movedTo(response, site);
  return new EnvironmentError(
    'site-unexpected',
    `The site answered ${response.status} instead of ${wanted}.`,
    {
      where: response.url === '' ? site.baseUrl : withoutQuery(response.url),
      nextSteps:
        moved === undefined
          ? ['Check that the address is that of a Jira or Confluence site.']
          : [`It leads to ${moved}: if the site has moved there, take that address.`],
    },
  );
}

/** The origin that a redirect leads to, when it is another one. */
export function movedTo(response: Response, { baseUrl }: SiteAccess): string | undefined {
  const location = response.headers.get('location');
  if (response.status < 300 || response.status > 399 || location === null) return undefined;
  const { origin } = URL.canParse(location, baseUrl) ? new URL(location, baseUrl) : new URL(baseUrl);
  return origin === new URL(baseUrl).origin ? undefined : origin;
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, '');
}

function toAddon(value: unknown): InstalledAddon | undefined {
  const key = stringAt(value, 'key');
  if (!isRecord(value) || key === undefined) return undefined;
  return {
    key,
    name: stringAt(value, 'name') ?? key,
    version: stringAt(value, 'version') ?? '',
    enabled: value['enabled'] === true,
    userInstalled: value['userInstalled'] !== false,
  };
}

function readPing(task: unknown): number {
  const pingAfter = isRecord(task) ? task['pingAfter'] : undefined;
  return typeof pingAfter === 'number' && pingAfter > 0 ? Math.min(pingAfter, MAX_PING_MS) : DEFAULT_PING_MS;
}

async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => undefined);
}
