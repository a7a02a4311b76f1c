import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  AsymmetricAlgorithm,
  createQueryStringHash,
  encodeAsymmetric,
  encodeSymmetric,
  fromMethodAndUrl,
} from '@atlassian/atlassian-jwt';
import { onTestFinished } from 'vitest';
import type { Fetch } from '../../src/core/context.ts';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import type { TestCertificate } from './throw-away-ca.ts';

/**
 * A stand-in for a site in the cloud: it speaks the contract of the Universal Plugin Manager, and its errors, and installs
 * add-ons as far as that contract shows. Written from that contract and by itself: nothing here comes from the dev
 * instance, so that what works with both can be expected to work with a site.
 */
export interface StandInSite {
  readonly origin: string;
  /** What was asked, in order: method, path without its query, and whether credentials came along. */
  readonly requests: readonly SiteRequest[];
  readonly keysUrl: string;
  /** What it does from now on that sites do when something is the matter. */
  set(behaviour: Partial<SiteBehaviour>): void;
}

interface SiteRequest {
  readonly method: string;
  readonly path: string;
  readonly hasCredentials: boolean;
}

interface SiteBehaviour {
  /** `connectDeveloperListingsEnabled`; undefined for a site that does not tell it. */
  readonly developmentMode: boolean | undefined;
  /** It takes no private add-ons any more, whatever its development mode is. */
  readonly refusesPrivate: boolean;
  /** It refuses every add-on so. */
  readonly refusal: { readonly subCode?: string; readonly errorMessage?: string } | undefined;
  /** Products that are not there. */
  readonly without: readonly ('jira' | 'confluence')[];
  /** Products that answer 500. */
  readonly failing: readonly ('jira' | 'confluence')[];
  /** Everything answers this status. */
  readonly answers: { readonly status: number; readonly location?: string } | undefined;
  /** The next tokens against forged requests are spent before they come back. */
  readonly spendsTokens: number;
}

type ProductName = 'jira' | 'confluence';

interface App {
  readonly key: string;
  readonly name: string;
  readonly version: string;
  readonly baseUrl: string;
  readonly secret: string;
  readonly lifecycle: Readonly<Record<string, unknown>>;
}

type Task =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly key: string }
  | {
      readonly state: 'failed';
      readonly subCode: string | undefined;
      readonly errorMessage: string | undefined;
    };

/** The same people as the dev instance has, so that the same commands can be tried with both. */
const PEOPLE: Readonly<Record<string, { readonly token: string; readonly isAdmin: boolean }>> = {
  'admin@example.com': { token: 'admin-api-token', isAdmin: true },
  'mia@example.com': { token: 'mia-api-token', isAdmin: false },
};

const UPM = '/rest/plugins/1.0';

/**
 * @param certificate makes it answer https
 * @param reach how it reaches add-ons
 */
export async function startStandInSite(
  certificate?: TestCertificate,
  reach: Fetch = (url, init) => fetch(url, init),
): Promise<StandInSite> {
  let behaviour: SiteBehaviour = {
    ...{ developmentMode: true, refusesPrivate: false, refusal: undefined },
    ...{ without: [], failing: [], answers: undefined, spendsTokens: 0 },
  };
  const requests: SiteRequest[] = [];
  const apps: Readonly<Record<ProductName, Map<string, App>>> = { jira: new Map(), confluence: new Map() };
  const tasks = new Map<string, Task>();
  const tokens = new Map<string, string>();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID();
  let origin = '';

  const listener: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  };
  const server = await listenOnLoopback(
    () => (certificate === undefined ? createServer(listener) : createTlsServer(certificate, listener)),
    0,
  );
  onTestFinished(() => server.close());
  origin = `${certificate === undefined ? 'http' : 'https'}://localhost:${server.port}`;
  return {
    ...{ origin, requests, keysUrl: `${origin}/install-keys` },
    set: (change) => {
      behaviour = { ...behaviour, ...change };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const path = url.split('?')[0] ?? '';
    requests.push({ method, path, hasCredentials: headers.authorization !== undefined });
    const body = await readBody(request);
    const reply = await replyTo({ method, path, query: new URL(url, origin).searchParams, body, headers });
    const { status, json, text } = reply;
    response.writeHead(status, { ...(json === undefined ? {} : JSON_TYPE), ...reply.headers });
    response.end(json === undefined ? text : JSON.stringify(json));
  }

  function replyTo(request: ReadRequest): Reply | Promise<Reply> {
    const { path } = request;
    if (path === `/install-keys/${kid}`) {
      return { status: 200, text: publicKey.export({ type: 'spki', format: 'pem' }).toString() };
    }
    if (behaviour.answers !== undefined) {
      const { status, location } = behaviour.answers;
      return { status, text: '<html>', headers: location === undefined ? {} : { Location: location } };
    }
    const product: ProductName = path.startsWith('/wiki/') ? 'confluence' : 'jira';
    if (behaviour.failing.includes(product)) return { status: 500, text: '<html>' };
    return behaviour.without.includes(product) ? NOTHING_THERE : replyAsProduct(request, product);
  }

  function replyAsProduct(request: ReadRequest, product: ProductName): Reply | Promise<Reply> {
    const { path, headers } = request;
    const person = personOf(headers.authorization);
    const local = product === 'confluence' ? path.slice('/wiki'.length) : path;
    if (local === (product === 'jira' ? '/rest/api/3/myself' : '/rest/api/user/current')) {
      return describePerson(product, person);
    }
    if (!local.startsWith(UPM)) return NOTHING_THERE;
    if (person === undefined || PEOPLE[person]?.isAdmin !== true) {
      return { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="protected-area"' } };
    }
    return replyAsUpm({ ...request, path: local.slice(UPM.length) }, product);
  }

  async function replyAsUpm(request: ReadRequest, product: ProductName): Promise<Reply> {
    const { method, path } = request;
    const what = `${method} ${path}`;
    if (what === 'GET /' || what === 'HEAD /') {
      const token = tokens.get(product) ?? randomBytes(8).toString('hex');
      tokens.set(product, token);
      const plugins = [...BUNDLED, ...[...apps[product].values()].map(pluginOf)];
      return { status: 200, json: { plugins, links: {} }, headers: { 'upm-token': token } };
    }
    if (what === 'GET /settings') {
      const value = behaviour.developmentMode;
      const settings = value === undefined ? [] : [{ key: 'connectDeveloperListingsEnabled', value }];
      return { status: 200, json: { settings } };
    }
    if (what === 'POST /') return startInstall(request, product);
    const task = /^GET \/pending\/(.+)$/.exec(what)?.[1];
    if (task !== undefined) return describeTask(product, task);
    const key = /^(?:GET|DELETE) \/(.+)-key$/.exec(what)?.[1];
    const app = key === undefined ? undefined : apps[product].get(decodeURIComponent(key));
    if (app === undefined) return { status: 404, json: { errorMessage: 'There is no such app.' } };
    if (method === 'GET') return { status: 200, json: pluginOf(app) };
    apps[product].delete(app.key);
    await tell(app, 'uninstalled', product);
    return { status: 204 };
  }

  function startInstall({ query, body, headers }: ReadRequest, product: ProductName): Reply {
    const type = headers['content-type'] ?? '';
    if (!/^application\/vnd\.atl\.plugins\.(?:remote\.install|install\.uri)\+json/.test(type)) {
      return { status: 415 };
    }
    if (behaviour.spendsTokens > 0) {
      behaviour = { ...behaviour, spendsTokens: behaviour.spendsTokens - 1 };
      tokens.delete(product);
    }
    if (query.get('token') !== tokens.get(product)) {
      return { status: 403, json: { errorMessage: 'invalid token', subCode: 'upm.error.invalid.token' } };
    }
    tokens.delete(product);
    const id = randomUUID();
    tasks.set(id, { state: 'running' });
    void install(product, stringAt(body, 'pluginUri') ?? '').then((end) => tasks.set(id, end));
    const self = `${product === 'confluence' ? '/wiki' : ''}${UPM}/pending/${id}`;
    return {
      status: 202,
      json: { links: { self }, pingAfter: 1, status: { done: false, statusCode: 200 } },
    };
  }

  function describeTask(product: ProductName, id: string): Reply {
    const task = tasks.get(id);
    if (task === undefined) return { status: 404, json: { errorMessage: 'There is no such task.' } };
    if (task.state === 'running') return { status: 200, json: { pingAfter: 1, status: { done: false } } };
    if (task.state === 'done') {
      const prefix = product === 'confluence' ? '/wiki' : '';
      const location = `https://internal.example${prefix}${UPM}/${encodeURIComponent(task.key)}-key`;
      return { status: 303, headers: { Location: location } };
    }
    const { subCode, errorMessage } = task;
    return {
      status: 200,
      headers: { 'Content-Type': 'application/vnd.atl.plugins.task.install.err+json' },
      json: { status: { done: true, statusCode: 200, subCode, errorMessage } },
    };
  }

  async function install(product: ProductName, url: string): Promise<Task> {
    const { refusal, refusesPrivate, developmentMode } = behaviour;
    if (refusal !== undefined) return failed(refusal.subCode, refusal.errorMessage);
    if (refusesPrivate || developmentMode === false) {
      return failed(
        'upm.pluginInstall.error.descriptor.not.from.marketplace',
        'The app is not from the Marketplace.',
      );
    }
    const app = await fetchApp(url, apps[product], reach);
    return 'state' in app ? app : accept(app, product);
  }

  async function accept(app: App, product: ProductName): Promise<Task> {
    const status = await tell(app, 'installed', product);
    if (status === undefined) {
      return failed('connect.remote.upm.install.exception', 'The app host did not answer.');
    }
    if (status !== 200 && status !== 204) {
      const code = `connect.install.error.remote.host.bad.response.${status}`;
      return failed(code, `The app host returned HTTP response code ${status}.`);
    }
    apps[product].set(app.key, app);
    await tell(app, 'enabled', product);
    return { state: 'done', key: app.key };
  }

  /** A lifecycle event, signed as sites sign it: with their own key what is about the install, else with the secret. */
  async function tell(app: App, eventType: string, product: ProductName): Promise<number | undefined> {
    const path = app.lifecycle[eventType];
    if (typeof path !== 'string') return 204;
    const clientKey = createHash('sha256').update(`${origin}${product}`).digest('hex');
    const now = Math.floor(Date.now() / 1000);
    const qsh = createQueryStringHash(fromMethodAndUrl('POST', path), false);
    const claims = { iss: clientKey, aud: [app.baseUrl], iat: now, exp: now + 180, qsh };
    const isAsymmetric = eventType === 'installed' || eventType === 'uninstalled';
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const token = isAsymmetric
      ? encodeAsymmetric(claims, pem, AsymmetricAlgorithm.RS256, { kid })
      : encodeSymmetric(claims, app.secret);
    const base = `${origin}${product === 'confluence' ? '/wiki' : ''}`;
    const secret = eventType === 'installed' ? { sharedSecret: app.secret } : {};
    const response = await reach(`${app.baseUrl}${path}`, {
      ...{ method: 'POST', redirect: 'manual' },
      headers: { Authorization: `JWT ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({
        key: app.key,
        clientKey,
        baseUrl: base,
        productType: product,
        eventType,
        ...secret,
      }),
    }).catch(() => undefined);
    return response?.status;
  }
}

interface ReadRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const NOTHING_THERE: Reply = { status: 404, text: '<html>' };

/** The app that a descriptor describes, or why it cannot be installed. */
async function fetchApp(url: string, apps: ReadonlyMap<string, App>, reach: Fetch): Promise<App | Task> {
  const fetched = await reach(url).catch(() => undefined);
  if (fetched?.ok !== true) {
    const code = fetched?.status === 404 ? 'file.not.found' : 'response.exception';
    return failed(`upm.pluginInstall.error.${code}`, `The descriptor cannot be had: ${fetched?.status}`);
  }
  const descriptor: unknown = await fetched.json().catch(() => undefined);
  const key = stringAt(descriptor, 'key');
  const baseUrl = stringAt(descriptor, 'baseUrl');
  if (!isRecord(descriptor) || key === undefined || baseUrl === undefined) {
    return failed('upm.pluginInstall.error.unrecognised.plugin.version', 'That is no descriptor.');
  }
  const before = apps.get(key);
  return {
    ...{ key, baseUrl, name: stringAt(descriptor, 'name') ?? key },
    version: before === undefined ? '1.0.0' : '1.0.1',
    secret: before?.secret ?? randomBytes(32).toString('hex'),
    lifecycle: isRecord(descriptor['lifecycle']) ? descriptor['lifecycle'] : {},
  };
}

/** What every site has, and nobody installed. */
const BUNDLED = [
  { key: 'com.example.bundled', name: 'Bundled', version: '7', enabled: true, userInstalled: false },
];

function pluginOf({ key, name, version }: App) {
  return { key, name, version, enabled: true, userInstalled: true, links: {} };
}

function failed(subCode: string | undefined, errorMessage: string | undefined): Task {
  return { state: 'failed', subCode, errorMessage };
}

/** The e-mail of whoever signs in; undefined for a wrong token too. */
function personOf(header: string | undefined): string | undefined {
  const [, encoded = ''] = /^Basic (.+)$/.exec(header ?? '') ?? [];
  const [email = '', ...token] = Buffer.from(encoded, 'base64').toString().split(':');
  return PEOPLE[email]?.token === token.join(':') ? email : undefined;
}

function describePerson(product: ProductName, person: string | undefined): Reply {
  if (person !== undefined) return { status: 200, json: { accountId: `id-of-${person}`, type: 'known' } };
  if (product === 'confluence') return { status: 200, json: { type: 'anonymous' } };
  return { status: 401, text: 'Client must be authenticated to access this resource.' };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}
