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

  /**
   * The objects of a list, one at a time.
   * @param short the property that a text stands for in the place of an object
   * @throws {SeedError} for what is no list of objects
   */
  static *all(value: unknown, pointer: string, short?: string): Iterable<SeedObject> {
    if (!Array.isArray(value)) throw new SeedError(pointer, 'it must be a list.');
    for (const [index, one] of value.entries()) {
      const whole: unknown = short !== undefined && typeof one === 'string' ? { [short]: one } : one;
      yield new SeedObject(whole, `${pointer}/${index}`);
    }
  }

  /** The place of a property. */
  at(name: string): string {
    return `${this.pointer}/${name}`;
  }

  /** The value of any form; undefined where there is none. */
  take(name: string): unknown {
    this.#asked.add(name);
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  /** The value as it is. */
  json(name: string): Json | undefined {
    const value = this.take(name);
    return isJson(value) ? value : undefined;
  }

  has(name: string): boolean {
    return this.take(name) !== undefined;
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
  anyText(name: string, otherwise = ''): string {
    const value = this.take(name) ?? otherwise;
    return typeof value === 'string' ? value : this.fail(name, 'it must be text.');
  }

  /** Undefined where it is left out, null where it says so. */
  textOrNull(name: string): string | null | undefined {
    const value = this.take(name);
    return value === null ? null : value === undefined ? undefined : this.text(name);
  }

  /** One of some words; undefined where it is left out. */
  oneOf<const T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    return words.find((word) => word === value) ?? this.fail(name, `it must be one of ${words.join(', ')}.`);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.take(name) ?? otherwise;
    return typeof value === 'boolean' ? value : this.fail(name, 'it must be true or false.');
  }

  /** A number as things are numbered: whole, and above zero unless it is said otherwise. Ids may be texts as well. */
  id(name: string, least = 1): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return number;
    return this.fail(name, `it must be a whole number ${least === 0 ? 'from zero on' : 'above zero'}.`);
  }

  /** A whole number from zero on. */
  count(name: string): number | undefined {
    const value = this.take(name);
    if (value === undefined) return undefined;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.fail(name, 'it must be a whole number from zero on.');
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

  /** What is in a list, with its place. */
  items(name: string): readonly (readonly [unknown, string])[] {
    return this.list(name).map((one, index) => [one, this.at(`${name}/${index}`)] as const);
  }

  /** @see {@link SeedObject.all} */
  objects(name: string, short?: string): Iterable<SeedObject> {
    return SeedObject.all(this.list(name), this.at(name), short);
  }

  /** The object at a property; none where there is none. */
  only(name: string): readonly SeedObject[] {
    const value = this.take(name);
    return value === undefined ? [] : [new SeedObject(value, this.at(name))];
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
    throw new SeedError(name === '' ? this.pointer : this.at(name), message);
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
