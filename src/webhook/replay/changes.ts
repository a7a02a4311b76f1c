import { type BodyPath, printBodyPath } from '../body-path.ts';
import type { SetChange } from '../change-body.ts';
import { parseJsonDocument, walkJson } from '../json-text.ts';

/**
 * A body with its values changed; all else keeps its bytes.
 * @param hits counts for each change how many bodies it was made in
 */
export function changeBytes(body: Uint8Array, changes: readonly SetChange[], hits: number[]): Uint8Array {
  let text = Buffer.from(body).toString('utf8');
  if (parseJsonDocument(text) === undefined) return body;
  let isChanged = false;
  for (const [index, { path, json }] of changes.entries()) {
    const place = findPlace(text, path);
    if (place === undefined) continue;
    hits[index] = (hits[index] ?? 0) + 1;
    isChanged = true;
    text = text.slice(0, place.start) + json + text.slice(place.end);
  }
  return isChanged ? Buffer.from(text) : body;
}

/** Of a key that stands twice, the last counts, as for whoever parses it. */
function findPlace(text: string, path: BodyPath) {
  let found: { readonly start: number; readonly end: number } | undefined;
  for (const place of walkJson(text)) {
    if (place.kind === 'key' || place.path.length !== path.length) continue;
    if (place.path.every((step, index) => String(step) === String(path[index]))) found = place;
  }
  return found;
}

/** Every path of a body, for suggestions. */
export function pathsOf(body: Uint8Array): readonly string[] {
  const text = Buffer.from(body).toString('utf8');
  if (parseJsonDocument(text) === undefined) return [];
  return Array.from(walkJson(text))
    .filter(({ kind, path }) => kind !== 'key' && path.length > 0)
    .map(({ path }) => printBodyPath(path));
}
