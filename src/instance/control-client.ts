import type { Fetch } from '../core/context.ts';
import { EnvironmentError, NotFineError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { type InstanceRecord, readInstanceFile } from './instance-file.ts';

/** A running dev instance, as `GET /_connect-kit/api/status` describes it. */
export interface InstanceStatus {
  readonly origin: string;
  readonly site: string;
  readonly addons: readonly AddonStatus[];
}

export interface AddonStatus {
  readonly product: string;
  readonly key: string;
  readonly name: string;
  readonly baseUrl: string;
  readonly enabled: boolean;
}

const TIMEOUT_MS = 5_000;

/**
 * The instance that was started in `cwd` or a folder above it.
 * @throws {NotFineError} `instance-not-running`
 */
export async function findInstance(cwd: string): Promise<InstanceRecord> {
  const record = await readInstanceFile(cwd);
  if (record === undefined) throw notRunning(`No dev instance was started in ${cwd} or a folder above it.`);
  return record;
}

/** @throws {NotFineError} `instance-not-running` when nothing answers at the recorded address */
export async function fetchStatus(record: InstanceRecord, fetch: Fetch): Promise<InstanceStatus> {
  const response = await call(record, 'GET', 'status', fetch);
  const body: unknown = await response.json().catch(() => undefined);
  const addons = isRecord(body) && Array.isArray(body['addons']) ? body['addons'] : [];
  return {
    origin: record.origin,
    site: stringAt(body, 'site') ?? '',
    addons: addons.filter(isRecord).map((addon) => ({
      product: stringAt(addon, 'product') ?? '',
      key: stringAt(addon, 'key') ?? '',
      name: stringAt(addon, 'name') ?? '',
      baseUrl: stringAt(addon, 'baseUrl') ?? '',
      enabled: addon['enabled'] === true,
    })),
  };
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

/** Asks the instance to end, which removes its add-ons first. Resolves when it has been told. */
export async function requestStop(record: InstanceRecord, fetch: Fetch): Promise<void> {
  await call(record, 'POST', 'stop', fetch);
}

async function call(record: InstanceRecord, method: string, path: string, fetch: Fetch): Promise<Response> {
  const url = `${record.origin}/_connect-kit/api/${path}`;
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { Authorization: `Bearer ${record.controlToken}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw notRunning(`The dev instance that was recorded at ${record.origin} does not answer.`, cause);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new EnvironmentError('instance-foreign', `${url} answered ${response.status}.`, {
    nextSteps: ['Another program, or another dev instance, has taken the port since. Start yours again.'],
  });
}

function notRunning(message: string, cause?: unknown): NotFineError {
  return new NotFineError('instance-not-running', message, {
    cause,
    nextSteps: ['Start one with `connect-kit instance start`.'],
  });
}
