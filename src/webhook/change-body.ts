import { UsageError } from '../core/errors.ts';
import { isRecord, type Json, type JsonObject } from '../core/json.ts';
import { closest } from '../core/suggest.ts';
import { type BodyPath, parseBodyPath, printBodyPath } from './body-path.ts';

/** What a person wants otherwise in a body. */
export type BodyChange =
  | SetChange
  | { readonly kind: 'remove'; readonly path: BodyPath }
  /** JSON Merge Patch (RFC 7386): may add what there is not; null removes. */
  | { readonly kind: 'merge'; readonly patch: JsonObject };

/** A value of a body that is to be another. */
export interface SetChange {
  readonly kind: 'set';
  readonly path: BodyPath;
  readonly value: Json;
  /** The value as JSON, down to how the person has written it. */
  readonly json: string;
}

/**
 * `path=value`: the value is JSON where it is JSON, and text otherwise.
 * @throws {UsageError} `change-invalid` or `path-invalid`
 */
export function parseSet(text: string): SetChange {
  // A quoted name may have an equals sign in it.
  const end = /^(?:[^="]|"(?:[^"\\]|\\.)*")*/.exec(text)?.[0].length ?? 0;
  if (end === 0 || text[end] !== '=') {
    throw new UsageError('change-invalid', `--set ${JSON.stringify(text)} is not of the form path=value.`, {
      nextSteps: ["For instance: --set issue.fields.summary='Another one', or --set /issue/id=10001."],
    });
  }
  return { kind: 'set', path: parseBodyPath(text.slice(0, end)), ...parseValue(text.slice(end + 1)) };
}

/** @throws {UsageError} `path-invalid` */
export function parseRemove(text: string): BodyChange {
  return { kind: 'remove', path: parseBodyPath(text) };
}

function parseValue(text: string): Pick<SetChange, 'value' | 'json'> {
  try {
    const value: Json = JSON.parse(text);
    return { value, json: text.trim() };
  } catch {
    return { value: text, json: JSON.stringify(text) };
  }
}

/**
 * Makes changes, in order; the body that is given stays as it is.
 * @throws {UsageError} `path-misses` when a change hits nothing: it is never passed over in silence
 */
export function changeBody(body: Json, changes: readonly BodyChange[]): Json {
  return changes.reduce((changed, change) => {
    if (change.kind === 'merge') return merge(changed, change.patch, []);
    return replaceAt(
      changed,
      change.path,
      change.path,
      change.kind === 'set' ? () => change.value : undefined,
    );
  }, body);
}

/** @param replace what to put there; undefined takes it away */
function replaceAt(value: Json, rest: BodyPath, whole: BodyPath, replace: (() => Json) | undefined): Json {
  const [step, ...further] = rest;
  if (step === undefined) return replace?.() ?? null;
  const isLast = further.length === 0;
  if (isList(value)) {
    const index = Number(step);
    const entry = Number.isInteger(index) ? value[index] : undefined;
    if (entry === undefined) throw misses(value, step, whole, whole.length - rest.length);
    if (isLast && replace === undefined) return value.filter((_, place) => place !== index);
    return value.with(index, replaceAt(entry, further, whole, replace));
  }
  const name = String(step);
  const child = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  if (!isObject(value) || child === undefined) throw misses(value, step, whole, whole.length - rest.length);
  if (isLast && replace === undefined) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  }
  const changed = replaceAt(child, further, whole, replace);
  // Own properties only, also for a name such as __proto__; the order stays.
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === name ? changed : one]));
}

/** @param at where in the body it is done; undefined in what the patch itself has added */
function merge(value: Json, patch: JsonObject, at: BodyPath | undefined): Json {
  const base = isObject(value) ? value : {};
  const kept = Object.entries(base).flatMap(([name, child]) => {
    if (!Object.hasOwn(patch, name)) return [[name, child] as const];
    const change = patch[name];
    if (change === null || change === undefined) return [];
    return [[name, isObject(change) ? merge(child ?? null, change, at && [...at, name]) : change] as const];
  });
  const added = Object.entries(patch).flatMap(([name, change]) => {
    if (Object.hasOwn(base, name) || change === undefined) return [];
    if (change === null) {
      if (at !== undefined && isObject(value)) throw misses(value, name, [...at, name], at.length);
      return [];
    }
    return [[name, isObject(change) ? merge({}, change, undefined) : change] as const];
  });
  return Object.fromEntries([...kept, ...added]);
}

function misses(value: Json, step: string | number, whole: BodyPath, depth: number): UsageError {
  const place = depth === 0 ? 'The body' : printBodyPath(whole.slice(0, depth));
  const names = isObject(value) ? Object.keys(value) : [];
  const meant = typeof step === 'string' ? closest(step, names) : undefined;
  const what = isList(value)
    ? `${place} has ${value.length} entries, and none at ${JSON.stringify(step)}`
    : isObject(value)
      ? `${place} has no ${JSON.stringify(String(step))}`
      : `${place} is ${JSON.stringify(value)}, and nothing is inside of it`;
  const suggestion = meant === undefined ? [] : [printBodyPath([...whole.slice(0, depth), meant])];
  return new UsageError('path-misses', `Nothing is at ${printBodyPath(whole)}: ${what}.`, {
    nextSteps: [
      ...suggestion.map((path) => `Did you mean ${path}?`),
      ...(names.length === 0
        ? []
        : [`There is ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}.`]),
      'To add what is not there: --merge <file>.',
    ],
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return isRecord(value);
}
