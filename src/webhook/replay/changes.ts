import { UsageError } from '../../core/errors.ts';
import { parseJsonDocument, walkJson } from '../json-text.ts';

/** A value of the body that is to be another. */
export interface Change {
  /** As the person wrote it. */
  readonly name: string;
  readonly path: readonly string[];
  /** JSON text. */
  readonly value: string;
}

/**
 * Reads `path=value`. The path has dots between names and indexes, or is a JSON pointer; the value is JSON, and anything
 * that is no JSON is a text.
 * @throws {UsageError} when it is malformed
 */
export function readChange(text: string): Change {
  const at = text.indexOf('=');
  const name = text.slice(0, Math.max(at, 0));
  if (at < 1 || (!name.startsWith('/') && name.split('.').includes(''))) {
    throw new UsageError('bad-change', `--set ${JSON.stringify(text)} is not of the form path=value.`, {
      nextSteps: ["Write it as --set issue.fields.summary='A text', or --set /issue/id=10001."],
    });
  }
  const value = text.slice(at + 1);
  return { name, path: pathOf(name), value: isJson(value) ? value.trim() : JSON.stringify(value) };
}

function pathOf(name: string): readonly string[] {
  if (!name.startsWith('/')) return name.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  return name
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A body with its values changed; all else keeps its bytes.
 * @param hits counts for each change how many bodies it was made in
 */
export function changeBody(body: Uint8Array, changes: readonly Change[], hits: number[]): Uint8Array {
  let text = Buffer.from(body).toString('utf8');
  if (parseJsonDocument(text) === undefined) return body;
  let isChanged = false;
  for (const [index, { path, value }] of changes.entries()) {
    const place = findPlace(text, path);
    if (place === undefined) continue;
    hits[index] = (hits[index] ?? 0) + 1;
    isChanged = true;
    text = text.slice(0, place.start) + value + text.slice(place.end);
  }
  return isChanged ? Buffer.from(text) : body;
}

/** Of a key that stands twice, the last counts, as for whoever parses it. */
function findPlace(text: string, path: readonly string[]) {
  let found: { readonly start: number; readonly end: number } | undefined;
  for (const place of walkJson(text)) {
    if (place.kind === 'key' || place.path.length !== path.length) continue;
    if (place.path.every((segment, index) => String(segment) === path[index])) found = place;
  }
  return found;
}

/** Every path of a body, for suggestions. */
export function pathsOf(body: Uint8Array): readonly string[] {
  const text = Buffer.from(body).toString('utf8');
  if (parseJsonDocument(text) === undefined) return [];
  return Array.from(walkJson(text))
    .filter(({ kind, path }) => kind !== 'key' && path.length > 0)
    .map(({ path }) => path.join('.'));
}
