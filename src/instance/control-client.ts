import type { Fetch } from '../core/context.ts';
import { EnvironmentError, type ErrorDetails, NotFineError, UsageError } from '../core/errors.ts';
import { joinWords } from '../core/join-words.ts';
import { isRecord, stringAt } from '../core/json.ts';
import type { Exchange } from '../proxy/exchange.ts';
import { parseExchange } from '../proxy/exchange-json.ts';
import { adviceFor } from '../site/install-advice.ts';
import { type InstanceRecord, readInstanceFile, type SiteRecord } from './instance-file.ts';

/** A running dev instance, as `GET /_connect-kit/api/status` describes it. */
export interface InstanceStatus {
  readonly origin: string;
  readonly site: string;
  /** Where add-ons get tokens to act as people. */
  readonly oauth2Url: string;
  readonly addons: readonly AddonStatus[];
  readonly faults: readonly FaultStatus[];
}

/** Something that goes wrong on purpose. */
export interface FaultStatus {
  readonly id: string;
  /** Which requests it is about, what happens, and how often: in words. */
  readonly about: string;
  readonly what: string;
  readonly often: string;
  readonly hits: number;
  /** It has happened as often as it was to. */
  readonly spent: boolean;
}

export interface AddonStatus {
  readonly product: string;
  readonly key: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly enabled: boolean;
  readonly licence: string;
  /** It believes the site to be elsewhere. */
  readonly outdated: boolean;
}

/** A site has understood what it was asked for, and does not do it. */
export class InstanceRefusedError extends NotFineError {
  /** The site's own key for the reason, or the product's. */
  readonly reason: string | undefined;

  constructor(reason: string | undefined, message: string, details: ErrorDetails) {
    super('instance-refused', message, details);
    this.reason = reason;
  }
}

const TIMEOUT_MS = 5_000;
/** Add-ons have a part in some commands, and may take their time. */
const COMMAND_TIMEOUT_MS = 60_000;

/**
 * The instance that was started in `cwd` or a folder above it.
 * @throws {EnvironmentError} `instance-not-running`
 */
export async function findInstance(cwd: string): Promise<InstanceRecord> {
  const record = await readInstanceFile(cwd);
  if (record === undefined) throw notRunning(`No dev instance was started in ${cwd} or a folder above it.`);
  return record;
}

/** @throws {EnvironmentError} `instance-not-running` when nothing answers at the recorded address */
export async function fetchStatus(record: InstanceRecord, fetch: Fetch): Promise<InstanceStatus> {
  const response = await call(record, 'GET', 'status', fetch);
  const body: unknown = await response.json().catch(() => undefined);
  const addons = isRecord(body) && Array.isArray(body['addons']) ? body['addons'] : [];
  const origin = stringAt(body, 'origin') ?? record.origin;
  return {
    origin,
    site: stringAt(body, 'site') ?? '',
    oauth2Url: stringAt(body, 'oauth2Url') ?? `${origin}/oauth2/token`,
    faults: readFaults(body),
    addons: addons.filter(isRecord).map((addon) => ({
      product: stringAt(addon, 'product') ?? '',
      key: stringAt(addon, 'key') ?? '',
      name: stringAt(addon, 'name') ?? '',
      baseUrl: stringAt(addon, 'baseUrl') ?? '',
      enabled: addon['enabled'] === true,
      licence: stringAt(addon, 'licence') ?? '',
      outdated: addon['outdated'] === true,
    })),
  };
}

function readFaults(body: unknown): readonly FaultStatus[] {
  const faults = isRecord(body) && Array.isArray(body['faults']) ? body['faults'] : [];
  return faults.filter(isRecord).map((fault) => ({
    id: stringAt(fault, 'id') ?? '',
    about: stringAt(fault, 'about') ?? '',
    what: stringAt(fault, 'what') ?? '',
    often: stringAt(fault, 'often') ?? '',
    hits: typeof fault['hits'] === 'number' ? fault['hits'] : 0,
    spent: fault['spent'] === true,
  }));
}

/** Every site of the instance, by the name that it was started by, each with the token for it. */
export function sitesOf(record: InstanceRecord): readonly (SiteRecord & InstanceRecord)[] {
  const { controlToken, origin, sites = [{ name: 'dev', origin }] } = record;
  return sites.map((site) => ({ ...site, controlToken }));
}

/**
 * The site of that name; the first one when none is named.
 * @throws {UsageError} `site-unknown`
 */
export function siteOf(record: InstanceRecord, name: string | undefined): SiteRecord & InstanceRecord {
  const sites = sitesOf(record);
  const site = name === undefined ? sites[0] : sites.find((one) => one.name === name);
  if (site !== undefined) return site;
  throw new UsageError('site-unknown', `The dev instance has no site ${JSON.stringify(name)}.`, {
    nextSteps: [
      `It has ${joinWords(
        sites.map((one) => one.name),
        'and',
      )}.`,
    ],
  });
}

/**
 * Has a site do something.
 * @param path below `/_connect-kit/api/`
 * @returns what it answers
 * @throws {NotFineError} with the site's own code and words when it refuses
 */
export async function command(
  record: InstanceRecord,
  path: string,
  body: unknown,
  fetch: Fetch,
  method: 'GET' | 'POST' | 'DELETE' = 'POST',
): Promise<Readonly<Record<string, unknown>>> {
  return readAnswer(record, await request(record, method, path, fetch, body, COMMAND_TIMEOUT_MS));
}

/**
 * Asks a site for something.
 * @param path below `/_connect-kit/api/`
 * @throws {NotFineError} with the site's own words when there is none
 */
export async function query(
  record: InstanceRecord,
  path: string,
  fetch: Fetch,
): Promise<Readonly<Record<string, unknown>>> {
  return readAnswer(record, await request(record, 'GET', path, fetch, undefined, TIMEOUT_MS));
}

/**
 * Listens to a site until the signal aborts, or the site ends.
 * @param path below `/_connect-kit/api/`
 * @throws {NotFineError} as {@link query} does
 */
export async function listen(
  record: InstanceRecord,
  path: string,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const response = await request(record, 'GET', path, fetch, undefined, signal);
  if (!response.ok) await readAnswer(record, response);
  return eventsIn(response);
}

/** The data of server-sent events, each a JSON document. */
async function* eventsIn({ body }: Response): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body ?? []) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length));
  }
}

async function readAnswer(
  record: InstanceRecord,
  response: Response,
): Promise<Readonly<Record<string, unknown>>> {
  const answer: unknown = await response.json().catch(() => undefined);
  const message = stringAt(answer, 'message');
  if (response.ok) return isRecord(answer) ? answer : {};
  const isRefusal = [400, 404, 409, 422].includes(response.status) && message !== undefined;
  if (!isRefusal) throw foreign(response);
  const code = stringAt(answer, 'code');
  const details = {
    where: code === undefined ? record.origin : `${record.origin} (${code})`,
    nextSteps: stepsIn(answer) ?? adviceFor(code ?? ''),
  };
  // What a flag names and the site has not is no verdict of the site's.
  if (code === 'wish-unknown') throw new UsageError(code, message, details);
  throw new InstanceRefusedError(code, message, details);
}

function stepsIn(answer: unknown): readonly string[] | undefined {
  const steps = isRecord(answer) ? answer['nextSteps'] : undefined;
  return Array.isArray(steps) ? steps.filter((step) => typeof step === 'string') : undefined;
}

/** True when the very instance of the record answers there, not another one that has taken its port. */
export async function isRunning(record: InstanceRecord, fetch: Fetch): Promise<boolean> {
  // Only with HEAD, which is not among the requests that everybody may make, is the token looked at.
  return call(record, 'HEAD', 'status', fetch).then(
    () => true,
    () => false,
  );
}

/** What it takes to sign as an installed add-on, or as the product that it is installed in. */
export interface AddonCredentials {
  readonly product: string;
  readonly key: string;
  /** Base URL of the add-on. */
  readonly baseUrl: string;
  readonly productUrl: string;
  readonly clientKey: string;
  readonly oauthClientId: string;
  /** Undefined when the add-on has authentication `none`. */
  readonly sharedSecret: string | undefined;
}

/** The credentials of an add-on that `status` lists. */
export async function fetchCredentials(
  record: InstanceRecord,
  { product, key }: Pick<AddonStatus, 'product' | 'key'>,
  fetch: Fetch,
): Promise<AddonCredentials> {
  const path = `addons/${encodeURIComponent(product)}/${encodeURIComponent(key)}/secret`;
  const response = await call(record, 'POST', path, fetch);
  const body: unknown = await response.json().catch(() => undefined);
  const text = (name: string) => stringAt(body, name) ?? '';
  return {
    product,
    key,
    baseUrl: text('baseUrl'),
    productUrl: text('productUrl'),
    clientKey: text('clientKey'),
    oauthClientId: text('oauthClientId'),
    sharedSecret: stringAt(body, 'sharedSecret'),
  };
}

/**
 * What passes between a site and its add-ons: what is known of it, and then each exchange as it happens, until the
 * site ends or the signal aborts.
 * @param query the filters of the control API
 * @param signal ends it
 * @throws {EnvironmentError} `instance-not-running`
 */
export async function* followTraffic(
  record: InstanceRecord,
  query: Readonly<Record<string, string>>,
  fetch: Fetch,
  signal: AbortSignal,
): AsyncGenerator<Exchange> {
  const search = new URLSearchParams({ ...query, messages: 'true', replay: 'true' });
  const url = `${record.origin}/_connect-kit/api/traffic/stream?${search}`;
  const headers = { Authorization: `Bearer ${record.controlToken}` };
  const response = await fetch(url, { headers, signal }).catch((cause: unknown) => {
    throw notRunning(`The dev instance that was recorded at ${record.origin} does not answer.`, cause);
  });
  if (!response.ok || response.body === null) throw foreign(response);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const exchange = line.startsWith('data: ') ? parseExchange(line.slice('data: '.length)) : undefined;
        if (exchange !== undefined) yield exchange;
      }
    }
  } catch (error) {
    // The site has ended, or nobody wants to hear more.
    if (!signal.aborted && !(error instanceof TypeError)) throw error;
  }
}

/** Asks the instance to end, which removes its add-ons first. Resolves when it has been told. */
export async function requestStop(record: InstanceRecord, fetch: Fetch): Promise<void> {
  await call(record, 'POST', 'stop', fetch);
}

async function call(record: InstanceRecord, method: string, path: string, fetch: Fetch): Promise<Response> {
  const response = await request(record, method, path, fetch, undefined, TIMEOUT_MS);
  if (response.ok) return response;
  await response.body?.cancel();
  throw foreign(response);
}

async function request(
  record: InstanceRecord,
  method: string,
  path: string,
  fetch: Fetch,
  body: unknown,
  limit: number | AbortSignal,
): Promise<Response> {
  try {
    return await fetch(`${record.origin}/_connect-kit/api/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${record.controlToken}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      signal: typeof limit === 'number' ? AbortSignal.timeout(limit) : limit,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    throw notRunning(`The dev instance that was recorded at ${record.origin} does not answer.`, cause);
  }
}

function foreign({ url, status }: Response): EnvironmentError {
  return new EnvironmentError('instance-foreign', `${url} answered ${status}.`, {
    nextSteps: ['Another program, or another dev instance, has taken the port since. Start yours again.'],
  });
}

function notRunning(message: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError('instance-not-running', message, {
    cause,
    nextSteps: ['Start one with `connect-kit instance start`.'],
  });
}
