import { Fault } from '../../confluence/fault.ts';
import type { ConfluenceRequest } from './shared.ts';

/** Reads query parameters, and notes which: whatever else was asked for is said to be ignored. */
export class Query {
  readonly #c: ConfluenceRequest;

  constructor(c: ConfluenceRequest) {
    this.#c = c;
  }

  text(name: string): string | undefined {
    return this.all(name)[0];
  }

  /** Comma-separated, repeated, or both. Undefined where the parameter is not there. */
  list(name: string): readonly string[] | undefined {
    const values = this.all(name);
    if (values.length === 0) return undefined;
    return values
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter(Boolean);
  }

  all(name: string): readonly string[] {
    this.#c.set('honoured', [...(this.#c.get('honoured') ?? []), name]);
    return this.#c.req.queries(name) ?? [];
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** @throws {Fault} for what is none of them */
  oneOf<const Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const given = this.text(name);
    if (given === undefined) return undefined;
    const known = values.find((value) => value === given);
    if (known !== undefined) return known;
    throw new Fault(
      'invalid',
      `Provided value {${given}} for '${name}' is not the correct type. Expected one of ${values.join(', ')}`,
    );
  }

  /** @throws {Fault} for what is no whole number, or less than `least` */
  count(name: string, otherwise: number, most = 1_000_000_000, least = 0): number {
    const text = this.text(name);
    if (text === undefined || text === '') return otherwise;
    if (!/^\d{1,9}$/.test(text)) {
      throw new Fault(
        'invalid',
        `Provided value {${text}} for '${name}' is not the correct type. Expected type is int`,
      );
    }
    if (Number(text) < least) {
      throw new Fault('invalid', `The value of '${name}' must be at least ${least}.`);
    }
    return Math.min(Number(text), most);
  }

  /** @throws {Fault} for what is no id */
  ids(name: string): readonly number[] | undefined {
    return this.list(name)?.map((text) => {
      const digits = /^(?:att)?(\d{1,15})$/.exec(text)?.[1];
      if (digits !== undefined) return Number(digits);
      throw new Fault(
        'invalid',
        `Provided value {${text}} for '${name}' is not the correct type. Expected type is long`,
      );
    });
  }
}
