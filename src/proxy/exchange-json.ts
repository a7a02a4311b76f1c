import { isRecord, stringAt } from '../core/json.ts';
import { INVALID_REASONS } from '../jwt/verify.ts';
import { EXCHANGE_KINDS, type Exchange, type Verdict } from './exchange.ts';
import type { Message } from './message.ts';

const VERDICT_REASONS = [...INVALID_REASONS, 'unknown-issuer', 'valid'] as const;

/** An exchange as it was written to a file or a stream; undefined for anything else, such as half a line. */
export function parseExchange(text: string): Exchange | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return readExchange(value);
}

/** @returns undefined for what is no exchange */
export function readExchange(value: unknown): Exchange | undefined {
  if (!isRecord(value)) return undefined;
  const id = stringAt(value, 'id');
  const time = stringAt(value, 'time');
  const method = stringAt(value, 'method');
  const url = stringAt(value, 'url');
  const { direction, status, durationMs } = value;
  const kind = EXCHANGE_KINDS.find((one) => one === value['kind']);
  if (id === undefined || time === undefined || method === undefined || url === undefined) return undefined;
  if (kind === undefined || (direction !== 'to-addon' && direction !== 'to-product')) return undefined;
  if ((status !== null && typeof status !== 'number') || typeof durationMs !== 'number') return undefined;
  if (Number.isNaN(Date.parse(time))) return undefined;
  return {
    ...{ id, time, direction, kind, method, url, status, durationMs },
    addonKey: stringAt(value, 'addonKey') ?? null,
    verdict: readVerdict(value['verdict']),
    ...readExtras(value),
  };
}

function readExtras(value: Record<string, unknown>): Partial<Exchange> {
  const { note, product, faults } = value;
  const request = readMessage(value['request']);
  const response = readMessage(value['response']);
  return {
    ...(typeof note === 'string' ? { note } : {}),
    ...(product === 'jira' || product === 'confluence' ? { product } : {}),
    ...(Array.isArray(faults) ? { faults: faults.filter((one) => typeof one === 'string') } : {}),
    ...(request === undefined ? {} : { request }),
    ...(response === undefined ? {} : { response }),
  };
}

function readVerdict(value: unknown): Verdict | null {
  const reason = stringAt(value, 'reason');
  const message = stringAt(value, 'message');
  if (!isRecord(value) || reason === undefined || message === undefined) return null;
  const known = VERDICT_REASONS.find((one) => one === reason);
  return known === undefined ? null : { valid: value['valid'] === true, reason: known, message };
}

function readMessage(value: unknown): Message | undefined {
  if (!isRecord(value) || !isRecord(value['headers'])) return undefined;
  const headers = Object.entries(value['headers']).flatMap(([name, text]) =>
    typeof text === 'string' ? [[name, text]] : [],
  );
  const body = stringAt(value, 'body');
  const bodyNote = stringAt(value, 'bodyNote');
  return {
    headers: Object.fromEntries(headers),
    ...(body === undefined ? {} : { body }),
    ...(bodyNote === undefined ? {} : { bodyNote }),
  };
}
