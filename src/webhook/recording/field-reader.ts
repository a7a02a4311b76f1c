import { UsageError } from '../../core/errors.ts';
import { isRecord } from '../../core/json.ts';
import { pointerOf } from '../json-text.ts';

/** Reads the fields of a JSON object that came from outside; what is wrong is named with its file and pointer. */
export class FieldReader {
  readonly value: Readonly<Record<string, unknown>>;
  readonly pointer: string;
  readonly #file: string;

  constructor(value: Readonly<Record<string, unknown>>, file: string, pointer = '') {
    this.value = value;
    this.pointer = pointer;
    this.#file = file;
  }

  object(name: string): FieldReader {
    const value = this.value[name];
    if (!isRecord(value)) throw this.problem(name, 'must be an object');
    return new FieldReader(value, this.#file, this.#pointerTo(name));
  }

  objects(name: string): readonly FieldReader[] {
    const value = this.value[name];
    if (!Array.isArray(value)) throw this.problem(name, 'must be a list');
    return value.map((item: unknown, index) => {
      if (!isRecord(item)) throw this.problem(`${name}/${index}`, 'must be an object');
      return new FieldReader(item, this.#file, `${this.#pointerTo(name)}/${index}`);
    });
  }

  text(name: string): string {
    const value = this.value[name];
    if (typeof value !== 'string') throw this.problem(name, 'must be a text');
    return value;
  }

  texts(name: string): readonly string[] {
    const value = this.value[name];
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
    throw this.problem(name, 'must be a list of texts');
  }

  /** Null counts as left out. */
  optionalText(name: string): string | undefined {
    return (this.value[name] ?? null) === null ? undefined : this.text(name);
  }

  number(name: string, least: number, most: number): number {
    const value = this.value[name];
    if (typeof value === 'number' && value >= least && value <= most) return value;
    throw this.problem(name, `must be a number from ${least} to ${most}`);
  }

  check(name: string, isRight: (text: string) => boolean, what: string): string {
    const text = this.text(name);
    if (!isRight(text)) throw this.problem(name, `must be ${what}`);
    return text;
  }

  problem(name: string, what: string): UsageError {
    return new UsageError('recording-invalid', `${name} ${what}.`, {
      where: `${this.#file}#${this.#pointerTo(name)}`,
    });
  }

  #pointerTo(name: string): string {
    return `${this.pointer}${pointerOf(name.split('/'))}`;
  }
}
