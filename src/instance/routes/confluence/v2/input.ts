import { stringAt } from '../../../../core/json.ts';
import { isRepresentation, type Representation, toStorage } from '../../../confluence/body/convert.ts';
import { Fault } from '../../../confluence/fault.ts';
import type { ContentStatus } from '../../../confluence/types.ts';
import { idAt, type JsonRecord, numberAt, recordAt } from '../body.ts';
import { readId } from '../shared.ts';

export const WRITTEN_FORMATS = ['storage', 'atlas_doc_format', 'wiki'] as const;

/**
 * A body in the storage format, from `{representation, value}` or `{storage: {representation, value}}`.
 * @throws {Fault} where it is not well formed, or cannot be converted
 */
export function readBodyV2(
  input: JsonRecord,
  forms: readonly Representation[] = WRITTEN_FORMATS,
): string | undefined {
  const body = recordAt(input, 'body');
  if (body === undefined) return undefined;
  const nested = forms.map((form) => recordAt(body, form)).find((one) => one !== undefined);
  const given = nested ?? body;
  const value = stringAt(given, 'value');
  const form = stringAt(given, 'representation') ?? forms.find((one) => recordAt(body, one) !== undefined);
  if (value === undefined || form === undefined)
    throw new Fault('invalid', 'The body needs a value and a representation.');
  if (!isRepresentation(form) || !forms.includes(form)) {
    throw new Fault(
      'invalid',
      `Provided value {${form}} for 'representation' is not the correct type. Expected one of ${forms.join(', ')}`,
    );
  }
  return toStorage(value, form);
}

/** @throws {Fault} where there is none */
export function requiredText(input: JsonRecord, name: string): string {
  const value = stringAt(input, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** @throws {Fault} where it is no id */
export function optionalId(input: JsonRecord, name: string): number | undefined {
  const value = idAt(input, name);
  return value === undefined ? undefined : readId(value, name, 'Long');
}

/** @throws {Fault} where there is none */
export function requiredId(input: JsonRecord, name: string): number {
  const id = optionalId(input, name);
  if (id === undefined) throw missing(name);
  return id;
}

/** What a change says of the version that it makes. @throws {Fault} where it says no number */
export function readVersion(input: JsonRecord): {
  readonly number: number;
  readonly message: string | undefined;
} {
  const version = recordAt(input, 'version');
  const number = numberAt(version, 'number');
  if (number === undefined) throw missing('version.number');
  return { number, message: stringAt(version, 'message') };
}

/** `current` unless it is said. @throws {Fault} for another than these two */
export function readWrittenStatus(input: JsonRecord): ContentStatus {
  const status = stringAt(input, 'status') ?? 'current';
  if (status === 'current' || status === 'draft') return status;
  throw new Fault(
    'invalid',
    `Provided value {${status}} for 'status' is not the correct type. Expected one of current, draft`,
  );
}

export function missing(name: string): Fault {
  return new Fault('invalid', `'${name}' is a required field and must not be empty.`);
}
