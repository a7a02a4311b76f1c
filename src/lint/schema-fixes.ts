import { isRecord } from '../core/json.ts';
import type { FixPlan } from './fix-plan.ts';
import { keywordOf, requiredOf } from './read-schema.ts';
import type { SchemaError } from './schema-error.ts';
import { quote } from './wording.ts';

/** What to do about a mistake, and the fix that does it where there is no doubt. */
export interface Advice {
  readonly hint?: string;
  readonly fix?: FixPlan;
}

/**
 * What to do about a value of the wrong type.
 * @param wanted the type that is due, as JSON Schema calls it
 */
export function adviseType(wanted: string, { data, schema, instancePath: pointer }: SchemaError): Advice {
  if (wanted === 'object' && typeof data === 'string') return adviseObject(data, schema, pointer);
  if (wanted === 'object' && Array.isArray(data) && data.length === 1 && isRecord(data[0])) {
    const changes = [{ kind: 'unwrap', pointer }] as const;
    return { hint: 'Remove the square brackets.', fix: { title: 'Remove the square brackets', changes } };
  }
  if (wanted === 'boolean' && typeof data === 'string') {
    const isBoolean = data === 'true' || data === 'false';
    return isBoolean ? adviseWithoutQuotes(data, pointer) : { hint: 'Write true or false, without quotes.' };
  }
  if (wanted === 'integer' && typeof data === 'string') {
    const isInteger = /^-?(?:0|[1-9]\d{0,14})$/.test(data);
    return isInteger ? adviseWithoutQuotes(data, pointer) : { hint: 'Write a whole number, without quotes.' };
  }
  return {};
}

/** Translatable texts, icons and the like: objects around the one thing that people write. */
function adviseObject(text: string, schema: unknown, pointer: string): Advice {
  const [key, ...others] = requiredOf(schema);
  const properties = keywordOf(schema, 'properties');
  if (key === undefined || others.length > 0 || !isRecord(properties)) return {};
  const type = keywordOf(properties[key], 'type');
  if (type !== undefined && type !== 'string') return {};
  const hint = `Write { "${key}": ${quote(text)} }`;
  // What is a text, or a URL, there is no doubt about; other properties with one of their own may be meant differently.
  if (key !== 'value' && key !== 'url') return { hint };
  return { hint, fix: { title: `Write { "${key}": … }`, changes: [{ kind: 'wrap', pointer, key }] } };
}

function adviseWithoutQuotes(text: string, pointer: string): Advice {
  const value: unknown = JSON.parse(text);
  return {
    hint: 'Remove the quotes.',
    fix: { title: 'Remove the quotes', changes: [{ kind: 'replace', pointer, value }] },
  };
}

/** The one word that differs from `word` in upper and lower case only; undefined where there are several, or none. */
export function sameInOtherCase(word: string, known: readonly string[]): string | undefined {
  const found = known.filter((one) => one !== word && one.toLowerCase() === word.toLowerCase());
  return found.length === 1 ? found[0] : undefined;
}

/** @param pointer to the object that has the property */
export function planRename(pointer: string, key: string, to: string): FixPlan {
  return { title: `Rename "${key}" to "${to}"`, changes: [{ kind: 'rename', pointer, key, to }] };
}

export function planReplace(pointer: string, value: string): FixPlan {
  return { title: `Write ${quote(value)}`, changes: [{ kind: 'replace', pointer, value }] };
}
