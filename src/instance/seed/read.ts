import { isRecord } from '../../core/json.ts';
import { SeedError } from './seed-part.ts';

/** Reading of values that people have written. Each fails with the place of what is wrong. */

export function readList(value: unknown, pointer: string): readonly Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new SeedError(pointer, 'it must be a list.');
  return value.map((one: unknown, index) => readObject(one, `${pointer}/${index}`));
}

export function readObject(value: unknown, pointer: string): Record<string, unknown> {
  if (!isRecord(value)) throw new SeedError(pointer, 'it must be an object.');
  return value;
}

export function readText(from: Record<string, unknown>, name: string, pointer: string): string {
  const value = from[name];
  if (typeof value !== 'string' || value === '') {
    throw new SeedError(`${pointer}/${name}`, 'it must be text that is not empty.');
  }
  return value;
}

export function readOptionalText(
  from: Record<string, unknown>,
  name: string,
  pointer: string,
): string | undefined {
  return from[name] === undefined ? undefined : readText(from, name, pointer);
}

export function readFlag(
  from: Record<string, unknown>,
  name: string,
  pointer: string,
  otherwise: boolean,
): boolean {
  const value = from[name] ?? otherwise;
  if (typeof value !== 'boolean') throw new SeedError(`${pointer}/${name}`, 'it must be true or false.');
  return value;
}
