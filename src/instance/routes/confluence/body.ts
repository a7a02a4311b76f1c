import { isDeeperThan, isRecord, type Json, parseJson } from '../../../core/json.ts';
import { Fault } from '../../confluence/fault.ts';
import type { ConfluenceRequest } from './shared.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;
const MAX_DEPTH = 100;

/** The body of a request as JSON. @throws {Fault} where it is none */
export async function readJson(c: ConfluenceRequest): Promise<unknown> {
  const text = await c.req.text();
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    throw new Fault('invalid', 'Could not parse the request body: it is no JSON.');
  }
  if (typeof value === 'object' && value !== null && isDeeperThan(value, MAX_DEPTH)) {
    throw new Fault('invalid', 'Could not parse the request body: it is nested too deeply.');
  }
  return value;
}

/** @throws {Fault} where the body is no object */
export async function readRecord(c: ConfluenceRequest): Promise<JsonRecord> {
  const value = await readJson(c);
  if (isRecord(value)) return value;
  throw new Fault('invalid', 'Could not parse the request body: it is no object.');
}

export function recordAt(value: unknown, name: string): JsonRecord | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return isRecord(found) ? found : undefined;
}

export function listAt(value: unknown, name: string): readonly unknown[] | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : undefined;
}

/** A text, or a number as one: ids come as both. */
export function idAt(value: unknown, name: string): string | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

export function numberAt(value: unknown, name: string): number | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  if (typeof found === 'number' && Number.isInteger(found)) return found;
  return typeof found === 'string' && /^\d{1,9}$/.test(found) ? Number(found) : undefined;
}

export function flagAt(value: unknown, name: string): boolean | undefined {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'boolean' ? found : undefined;
}

/** What was parsed from JSON is JSON. */
export function isJson(value: unknown): value is Json {
  return (
    value !== undefined &&
    typeof value !== 'function' &&
    typeof value !== 'symbol' &&
    typeof value !== 'bigint'
  );
}
