import { joinWords } from '../../core/join-words.ts';
import { isRecord } from '../../core/json.ts';
import { toPointer } from '../../lint/json-pointer.ts';
import { meantBy } from '../meant.ts';

/** The part of JSON Schema that `schemas/config.json` is written in. */
export interface ValueSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, ValueSchema>>;
  readonly additionalProperties?: boolean | ValueSchema;
  readonly items?: ValueSchema;
  readonly minimum?: number;
  readonly minLength?: number;
}

/** What is wrong with a value. */
export interface ValueProblem {
  /** RFC 6901 pointer from the value on that was checked. */
  readonly pointer: string;
  /** Set when it is about this key of the object at the pointer, and not about a value. */
  readonly key?: string;
  readonly message: string;
  readonly hint?: string;
}

/** Compares a value with a schema; the problems are in the order of the value. */
export function checkValue(value: unknown, schema: ValueSchema, pointer = ''): readonly ValueProblem[] {
  const name = pointer === '' ? 'The configuration' : pointer;
  if (schema.enum !== undefined) return checkEnum(value, schema.enum, pointer, name);
  if (schema.type !== undefined && !hasType(value, schema.type)) {
    return [
      {
        pointer,
        message: `${name} must be ${TYPE_NAMES[schema.type] ?? schema.type}, not ${kindOf(value)}.`,
      },
    ];
  }
  if (typeof value === 'number' && schema.minimum !== undefined && value < schema.minimum) {
    return [{ pointer, message: `${name} must be ${schema.minimum} or more.` }];
  }
  if (typeof value === 'string' && value.length < (schema.minLength ?? 0)) {
    return [{ pointer, message: `${name} must not be empty.` }];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((item, index) => checkValue(item, items, `${pointer}/${index}`));
  }
  return isRecord(value) ? checkObject(value, schema, pointer) : [];
}

function checkObject(
  value: Record<string, unknown>,
  { properties = {}, additionalProperties = true }: ValueSchema,
  pointer: string,
): readonly ValueProblem[] {
  return Object.entries(value).flatMap(([key, property]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
    const schema = own ?? additionalProperties;
    if (schema === true) return [];
    if (schema !== false) return checkValue(property, schema, `${pointer}${toPointer([key])}`);
    const meant = meantBy(key, Object.keys(properties));
    const message = `${pointer === '' ? 'The configuration' : pointer} has no setting "${key}".`;
    const hint =
      meant === undefined
        ? `Settings are ${joinWords(Object.keys(properties), 'and')}.`
        : `Did you mean "${meant}"?`;
    return [{ pointer, key, message, hint }];
  });
}

function checkEnum(
  value: unknown,
  allowed: readonly string[],
  pointer: string,
  name: string,
): readonly ValueProblem[] {
  if (allowed.some((one) => one === value)) return [];
  const choices = `Write ${joinWords(
    allowed.map((one) => `"${one}"`),
    'or',
  )}.`;
  if (typeof value !== 'string') {
    return [{ pointer, message: `${name} must be a text, not ${kindOf(value)}.`, hint: choices }];
  }
  const meant = meantBy(value, allowed);
  return [
    {
      pointer,
      message: `${name} cannot be ${JSON.stringify(value)}.`,
      hint: meant === undefined ? choices : `Did you mean "${meant}"?`,
    },
  ];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

function hasType(value: unknown, type: string): boolean {
  if (type === 'object') return isRecord(value);
  if (type === 'array') return Array.isArray(value);
  return type === 'integer' ? Number.isInteger(value) : typeof value === type;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'number') return Number.isInteger(value) ? 'a number' : 'a fraction';
  return { object: 'an object', string: 'a text', boolean: 'true or false' }[String(typeof value)] ?? 'that';
}
