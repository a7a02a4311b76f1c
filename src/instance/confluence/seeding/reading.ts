import { isRecord, type Json } from '../../../core/json.ts';
import { SeedError } from '../../seed/seed-part.ts';

/** One object of a seed, read field by field; every mistake names its place. */
export class SeedEntry {
  readonly pointer: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @throws {SeedError} for what is no object, or has a field that there is none of */
  constructor(value: unknown, pointer: string, names: readonly string[]) {
    if (!isRecord(value)) throw new SeedError(pointer, 'it must be an object.');
    const unknown = Object.keys(value).find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new SeedError(`${pointer}/${unknown}`, `there is no such field; there are ${names.join(', ')}.`);
    }
    this.pointer = pointer;
    this.#fields = value;
  }

  at(name: string): string {
    return `${this.pointer}/${name}`;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  raw(name: string): unknown {
    return this.#fields[name];
  }

  text(name: string, otherwise?: string): string {
    const value = this.#fields[name] ?? otherwise;
    if (typeof value === 'string') return value;
    throw new SeedError(this.at(name), 'it must be text.');
  }

  number(name: string): number | undefined {
    const value = this.#fields[name];
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    throw new SeedError(this.at(name), 'it must be a whole number.');
  }

  flag(name: string): boolean {
    const value = this.#fields[name] ?? false;
    if (typeof value === 'boolean') return value;
    throw new SeedError(this.at(name), 'it must be true or false.');
  }

  /** In milliseconds since the epoch. */
  time(name: string, otherwise: number): number {
    if (!this.has(name)) return otherwise;
    const time = Date.parse(this.text(name));
    if (Number.isNaN(time))
      throw new SeedError(this.at(name), 'it must be a time, as 2026-11-30T12:00:00Z is.');
    return time;
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value {
    const given = this.text(name, otherwise);
    const known = values.find((value) => value === given);
    if (known === undefined) throw new SeedError(this.at(name), `it must be one of ${values.join(', ')}.`);
    return known;
  }

  /** Every item with its place. */
  list(name: string): readonly (readonly [unknown, string])[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw new SeedError(this.at(name), 'it must be a list.');
    return value.map((one: unknown, index) => [one, `${this.at(name)}/${index}`] as const);
  }

  /** The values of an object by name, with their places. */
  entries(name: string): readonly (readonly [string, unknown, string])[] {
    const value = this.#fields[name] ?? {};
    if (!isRecord(value)) throw new SeedError(this.at(name), 'it must be an object.');
    return Object.entries(value).map(([key, one]) => [key, one, `${this.at(name)}/${key}`] as const);
  }
}

/** What was parsed from JSON is JSON. */
export function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value ?? null));
}
