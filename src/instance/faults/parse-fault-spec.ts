import { PRODUCTS } from '../../catalog/products.ts';
import { isRecord } from '../../core/json.ts';
import type { ExchangeKind } from '../../proxy/exchange.ts';
import type { FaultEffect, FaultSpec, Latency } from './fault-spec.ts';

/** A fault that nobody can have meant; `field` is its name in the control API. */
export class FaultSpecError extends Error {
  override readonly name = 'FaultSpecError';
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const MAX_LATENCY_MS = 10 * 60_000;
const MAX_SKEW_MS = 30 * 86_400_000;
const MAX_BODY = 1024 * 1024;

/** What can happen, by the field that asks for it, and where it can. */
const EFFECTS = {
  status: ['to-product'],
  drop: ['to-product', 'to-addon'],
  truncate: ['to-product', 'to-addon'],
  duplicate: ['to-addon'],
  tamper: ['to-addon'],
  expired: ['to-addon', 'to-product'],
  revoke: ['to-product'],
  skewMs: ['to-addon', 'to-product'],
  latencyMs: ['to-product', 'to-addon'],
} as const satisfies Record<string, readonly FaultSpec['direction'][]>;
type EffectField = keyof typeof EFFECTS;
const DIRECTIONS = ['to-product', 'to-addon'] as const;
/** Which kinds of requests go where. */
const KINDS: Readonly<Record<FaultSpec['direction'], readonly ExchangeKind[]>> = {
  'to-product': ['rest', 'oauth2', 'install-key'],
  'to-addon': ['webhook', 'lifecycle', 'module'],
};
/** What is done to tokens, and so to pages as well. */
const SIGNED: readonly EffectField[] = ['tamper', 'expired', 'skewMs'];
/** The effects that a delay can be added to. */
const WITH_LATENCY: readonly EffectField[] = ['status', 'drop', 'truncate', 'duplicate', 'latencyMs'];

const FIELDS = new Set([
  ...Object.keys(EFFECTS),
  ...['direction', 'match', 'kind', 'addon', 'product', 'rate', 'times', 'seed'],
  ...['retryAfter', 'reason', 'body', 'jitterMs'],
]);

/**
 * A fault as it comes over the control API.
 * @throws {FaultSpecError}
 */
export function parseFaultSpec(value: unknown): FaultSpec {
  if (!isRecord(value)) throw new FaultSpecError('', 'A fault is a JSON object.');
  const unknown = Object.keys(value).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw new FaultSpecError(unknown, `A fault has no ${JSON.stringify(unknown)}.`);
  const field = effectFieldOf(value);
  const match = readMatch(value['match']);
  const who = readWho(value);
  const direction = readDirection(value['direction'], field, who.kind);
  const isBlind = who.kind === 'install-key' || match.path?.startsWith('/install-keys') === true;
  if (isBlind && (who.addon ?? who.product) !== undefined) {
    throw new FaultSpecError('addon', 'The key server cannot tell who asks: leave out addon and product.');
  }
  return {
    direction,
    ...match,
    ...who,
    // The key server and the authorization server are no part of the products: who means them, names them.
    ...(direction === 'to-product' && match.path === undefined && who.kind === undefined
      ? { kind: field === 'expired' ? 'oauth2' : 'rest' }
      : {}),
    ...readHowOften(value),
    effect: readEffect(field, value),
  };
}

function effectFieldOf(value: Record<string, unknown>): EffectField {
  const asked = Object.keys(EFFECTS).filter((name): name is EffectField => isAsked(value[name]));
  const others = asked.filter((name) => name !== 'latencyMs');
  const [first, second] = others;
  if (second !== undefined) {
    throw new FaultSpecError(second, `A fault does one thing: ${first} or ${second}. Add two of them.`);
  }
  const field = first ?? asked[0];
  if (field === undefined) {
    throw new FaultSpecError(
      'status',
      'A fault needs something that happens: status, latency, drop, truncate, duplicate, tamper, expired, revoke or skew.',
    );
  }
  if (asked.includes('latencyMs') && !WITH_LATENCY.includes(field)) {
    throw new FaultSpecError('latencyMs', `latency does not go with ${field}. Add two faults.`);
  }
  if (value['jitterMs'] !== undefined && !asked.includes('latencyMs')) {
    throw new FaultSpecError('jitterMs', 'jitter goes with latency only.');
  }
  for (const name of ['retryAfter', 'reason', 'body'] as const) {
    if (value[name] !== undefined && field !== 'status') {
      throw new FaultSpecError(name, `${name} goes with status only.`);
    }
  }
  return field;
}

function isAsked(value: unknown): boolean {
  return value !== undefined && value !== false;
}

/** What is said, or else what the kind of request leaves open, or else where the effect is meant for. */
function readDirection(
  value: unknown,
  field: EffectField,
  kind: ExchangeKind | undefined,
): FaultSpec['direction'] {
  const possible: readonly FaultSpec['direction'][] = EFFECTS[field];
  const ofKind = DIRECTIONS.find((direction) => kind !== undefined && KINDS[direction].includes(kind));
  if (value !== undefined && value !== 'to-addon' && value !== 'to-product') {
    throw new FaultSpecError('direction', 'direction is to-addon or to-product.');
  }
  const direction = value ?? ofKind ?? possible[0] ?? 'to-product';
  if (ofKind !== undefined && ofKind !== direction) {
    throw new FaultSpecError('kind', `Requests of the kind ${kind} go ${ofKind}.`);
  }
  if (!possible.includes(direction)) {
    const where = value === undefined ? 'kind' : 'direction';
    throw new FaultSpecError(where, `${field} is for requests ${possible.join(' or ')} only.`);
  }
  if (kind === 'module' && !SIGNED.includes(field)) {
    throw new FaultSpecError('kind', `Pages are loaded by browsers: ${field} is not for them.`);
  }
  return direction;
}

/** `GET /rest/api/3/issue/*`, or a path alone. */
function readMatch(value: unknown): Pick<FaultSpec, 'method' | 'path'> {
  if (value === undefined) return {};
  const [, method, path] =
    /^\s*(?:([A-Za-z]+)\s+)?(\S+)\s*$/.exec(typeof value === 'string' ? value : '') ?? [];
  if (path === undefined || !/^[/*]/.test(path) || /[?#]/.test(path)) {
    throw new FaultSpecError(
      'match',
      `match is a method and a path without its query, such as 'GET /rest/api/3/issue/*', not ${JSON.stringify(value)}.`,
    );
  }
  if (method === undefined) return { path };
  const known = METHODS.find((one) => one === method.toUpperCase());
  if (known === undefined)
    throw new FaultSpecError('match', `${method} is no method: ${METHODS.join(', ')} are.`);
  return { method: known, path };
}

function readWho({
  kind,
  addon,
  product,
}: Record<string, unknown>): Pick<FaultSpec, 'kind' | 'addon' | 'product'> {
  const kinds = DIRECTIONS.flatMap((direction) => KINDS[direction]);
  const knownKind = kinds.find((one) => one === kind);
  if (kind !== undefined && knownKind === undefined) {
    throw new FaultSpecError('kind', `kind is one of ${kinds.join(', ')}.`);
  }
  const knownProduct = PRODUCTS.find((one) => one === product);
  if (product !== undefined && knownProduct === undefined) {
    throw new FaultSpecError('product', `product is one of ${PRODUCTS.join(', ')}.`);
  }
  if (addon !== undefined && (typeof addon !== 'string' || addon === '')) {
    throw new FaultSpecError('addon', 'addon is the key of an add-on.');
  }
  return {
    ...(knownKind === undefined ? {} : { kind: knownKind }),
    ...(typeof addon === 'string' ? { addon } : {}),
    ...(knownProduct === undefined ? {} : { product: knownProduct }),
  };
}

function readHowOften(value: Record<string, unknown>): Pick<FaultSpec, 'rate' | 'times' | 'seed'> {
  const rate = value['rate'] ?? 1;
  if (typeof rate !== 'number' || !(rate > 0 && rate <= 1)) {
    throw new FaultSpecError('rate', 'rate is above 0 and at most 1: 0.2 hits one in five.');
  }
  const times = readInteger('times', value['times'], 1, 1_000_000);
  const seed = readInteger('seed', value['seed'], 0, 2 ** 32 - 1);
  return { rate, ...(times === undefined ? {} : { times }), ...(seed === undefined ? {} : { seed }) };
}

function readEffect(field: EffectField, value: Record<string, unknown>): FaultEffect {
  const latency = readLatency(value);
  switch (field) {
    case 'status':
      return { type: 'status', ...readStatus(value), ...latency };
    case 'latencyMs':
      return { type: 'latency', ...latency };
    case 'drop':
    case 'truncate':
    case 'duplicate':
      assertTrue(field, value[field]);
      return { type: field, ...latency };
    case 'tamper':
      return { type: 'tamper', part: readPart(value['tamper']) };
    case 'expired':
    case 'revoke':
      assertTrue(field, value[field]);
      return { type: field };
    case 'skewMs':
      return { type: 'skew', ms: readSkew(value['skewMs']) };
    default:
      return field satisfies never;
  }
}

function readStatus(value: Record<string, unknown>): Omit<Extract<FaultEffect, { type: 'status' }>, 'type'> {
  const status = readInteger('status', value['status'], 400, 599);
  if (status === undefined) throw new FaultSpecError('status', 'status is missing.');
  const retryAfter =
    value['retryAfter'] === 'none' ? 'none' : readInteger('retryAfter', value['retryAfter'], 0, 86_400);
  const { reason, body } = value;
  if (reason !== undefined && (typeof reason !== 'string' || !/^[\w-]{1,100}$/.test(reason))) {
    throw new FaultSpecError('reason', 'reason is a word such as jira-burst-based.');
  }
  if (reason !== undefined && status !== 429)
    throw new FaultSpecError('reason', 'reason goes with status 429 only.');
  if (body !== undefined && (typeof body !== 'string' || body.length > MAX_BODY)) {
    throw new FaultSpecError('body', 'body is text of at most 1 MB.');
  }
  return {
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof body === 'string' ? { body } : {}),
  };
}

function readLatency(value: Record<string, unknown>): Latency {
  const latencyMs = readInteger('latencyMs', value['latencyMs'], 0, MAX_LATENCY_MS);
  const jitterMs = readInteger('jitterMs', value['jitterMs'], 0, MAX_LATENCY_MS);
  return {
    ...(latencyMs === undefined ? {} : { latencyMs }),
    ...(jitterMs === undefined ? {} : { jitterMs }),
  };
}

function readPart(value: unknown): 'qsh' | 'signature' {
  if (value === 'qsh' || value === 'signature') return value;
  throw new FaultSpecError('tamper', 'tamper is qsh or signature.');
}

function readSkew(value: unknown): number {
  const ms = readInteger('skewMs', value, -MAX_SKEW_MS, MAX_SKEW_MS);
  if (ms !== undefined && ms !== 0) return ms;
  throw new FaultSpecError('skewMs', 'skew is not 0: +5m is five minutes ahead, -5m five behind.');
}

function assertTrue(field: string, value: unknown): void {
  if (value !== true) throw new FaultSpecError(field, `${field} is true, or left out.`);
}

function readInteger(field: string, value: unknown, min: number, max: number): number | undefined {
  if (value === undefined || value === false) return undefined;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new FaultSpecError(
    field,
    `${field} is a whole number from ${min} to ${max}, not ${JSON.stringify(value)}.`,
  );
}
