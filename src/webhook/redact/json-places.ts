import { type JsonPlace, pointerOf, stringValue } from '../json-text.ts';
import { isSecretName } from './words.ts';

/** `{"name": "apiToken", "value": "…"}`, and `{"field": "password", "toString": "…"}` of Jira's change logs. */
export function findNamedSecrets(places: readonly JsonPlace[], text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { path, kind, start, end } of places) {
    const name = path.at(-1);
    if (kind !== 'string' || (name !== 'name' && name !== 'key' && name !== 'field')) continue;
    if (isSecretName(stringValue(text.slice(start, end)))) found.add(pointerOf(path.slice(0, -1)));
  }
  return found;
}

/** Stays a text where it was one; a number becomes one, for no number says that it was taken out. */
export function blankScalar(raw: string, blank: string): string {
  return raw === '""' ? raw : JSON.stringify(blank);
}
