import { isRecord, type Json, type JsonObject } from '../../core/json.ts';
import { SeedError } from './seed-part.ts';

/**
 * An object of a seed, read property by property. Whatever is wrong is told with its place, and so is a property that
 * nobody has asked for: it is a slip of whoever wrote it.
 */
export class SeedObject {
  readonly pointer: string;
  readonly #value: Record<string, unknown>;
  readonly #asked = new Set<string>();

  /** @throws {SeedError} for what is no object */
  constructor(value: unknown, pointer: string) {
    if (!isRecord(value)) throw new SeedError(pointer, 'it must be an object.');
    this.#value = value;
    this.pointer = pointer;
  }

  /** The value of any form; undefined where there is none. */
  take(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(name, 'it must be text that is not empty.');
  }

  optionalText(name: string): string | undefined {
    const value = this.take(name);
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    return this.fail(name, 'it must be text that is not empty.');
  }

  /** Text that may be empty. */
  anyText(name: string): string {
    const value = this.take(name) ?? '';
    return typeof value === 'string' ? value : this.fail(name, 'it must be text.');
  }

  /** Undefined where it is left out, null where it says so. */
  textOrNull(name: string): string | null | undefined {
    const value = this.take(name);
    return value === null ? null : value === undefined ? undefined : this.text(name);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.take(name) ?? otherwise;
    return typeof value === 'boolean' ? value : this.fail(name, 'it must be true or false.');
  }

  /** A number as things are numbered: whole, and above zero. Ids may be texts as well. */
  id(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
    return this.fail(name, 'it must be a whole number above zero.');
  }

  /** In milliseconds since the epoch. */
  moment(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const moment =
      typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(moment)
      ? this.fail(name, 'it must be a date like 2026-11-21T09:30:00.000Z.')
      : moment;
  }

  momentOrNull(name: string): number | null | undefined {
    return this.take(name) === null ? null : this.moment(name);
  }

  list(name: string): readonly unknown[] {
    const value = this.take(name) ?? [];
    return Array.isArray(value) ? value : this.fail(name, 'it must be a list.');
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((one, index) =>
      typeof one === 'string' && one !== '' ? one : this.fail(`${name}/${index}`, 'it must be text.'),
    );
  }

  /**
   * The objects of a list, one at a time.
   * @param short the property that a text stands for in the place of an object
   */
  *objects(name: string, short?: string): Iterable<SeedObject> {
    for (const [index, one] of this.list(name).entries()) {
      const value = short !== undefined && typeof one === 'string' ? { [short]: one } : one;
      yield new SeedObject(value, `${this.pointer}/${name}/${index}`);
    }
  }

  /** The object at a property; none where there is none. */
  only(name: string): readonly SeedObject[] {
    const value = this.take(name);
    return value === undefined ? [] : [new SeedObject(value, `${this.pointer}/${name}`)];
  }

  /** Names and values of any form. */
  entries(name: string): readonly (readonly [string, Json])[] {
    const value = this.take(name) ?? {};
    if (!isRecord(value)) return this.fail(name, 'it must be an object.');
    return Object.entries(value).flatMap(([key, one]) => (isJson(one) ? [[key, one] as const] : []));
  }

  /** To be called when everything has been asked for. @throws {SeedError} for what is left */
  end(): void {
    const left = Object.keys(this.#value).find((name) => !this.#asked.has(name));
    if (left === undefined) return;
    this.fail(left, `there is no such property; there are ${[...this.#asked].sort().join(', ')}.`);
  }

  /** @param name of a property, or a path below the object */
  fail(name: string, message: string): never {
    throw new SeedError(name === '' ? this.pointer : `${this.pointer}/${name}`, message);
  }
}

/** What was parsed from JSON holds nothing else. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}

/** Without the properties that have nothing to say: those that are undefined. */
export function compact(value: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
}

/** Undefined for what a reader takes for granted. */
export function unless<T extends Json>(otherwise: Json | undefined, value: T): T | undefined {
  return JSON.stringify(value) === JSON.stringify(otherwise) ? undefined : value;
}

/** Undefined for an empty list or object. */
export function unlessEmpty<T extends readonly Json[] | JsonObject>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}

export function momentText(ms: number): string {
  return new Date(ms).toISOString();
}
