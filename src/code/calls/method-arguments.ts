import { isMark, isText, isWord, plainText } from '../tokens/token.ts';
import type { Code, Stretch } from './code.ts';
import { METHOD_KEYS, METHODS, type Method, methodOf } from './vocabulary.ts';

/** Calls with more arguments, and objects with more entries, are no requests. */
const MAX_ENTRIES = 60;

/** What is said of the method of a request beside its path: nothing, that it is not known here, or which it is. */
export type SaidMethod = Method | 'unknown' | undefined;

/** `'PUT'`, `HttpMethod.PUT`, `http.MethodPut`, `Method::PUT`, `:put`, `PUT`. */
export function methodOfValue(code: Code, { first, last }: Stretch): Method | undefined {
  const { tokens } = code;
  const token = tokens[last];
  if (isText(token)) return first === last ? methodOf(plainText(token) ?? '') : undefined;
  if (!isWord(token)) return undefined;
  if (last === first) return METHODS.find((method) => method === token.text);
  if (isMark(tokens[last - 1], ':')) return methodOf(token.text);
  const go = /^Method([A-Z][a-z]+)$/.exec(token.text)?.[1];
  if (go !== undefined) return methodOf(go);
  const owner = tokens[last - 2];
  return isWord(owner) && /method|verb/i.test(owner.text) ? methodOf(token.text) : undefined;
}

/** The key of an entry: `key: value`, `'key' => value`, `:key => value`, `key = value`. */
export function keyOf(code: Code, { first, last }: Stretch): { name: string; value: Stretch } | undefined {
  const { tokens } = code;
  const start = isMark(tokens[first], ':') ? first + 1 : first;
  const key = tokens[start];
  const name = isWord(key) ? key.text : plainText(key);
  if (name === undefined || start + 2 > last || !isMark(tokens[start + 1], ':', '=>', '=')) return undefined;
  return { name, value: { first: start + 2, last } };
}

export function firstEntries(code: Code, bracket: number): readonly Stretch[] {
  return code.entriesIn(bracket).slice(0, MAX_ENTRIES);
}

/** The method that a call is told beside the path in `own`: an argument of its own, or an entry of its options. */
export function methodInArguments(code: Code, bracket: number, own: number): SaidMethod {
  let isUnknown = false;
  for (const entry of firstEntries(code, bracket)) {
    if (entry.first <= own && own <= entry.last) continue;
    const said = methodInEntry(code, entry);
    if (said !== undefined && said !== 'unknown') return said;
    if (said === 'unknown') isUnknown = true;
  }
  return isUnknown ? 'unknown' : undefined;
}

/** The method in an object of options, by its keys. */
export function methodInObject(code: Code, bracket: number): SaidMethod {
  let isUnknown = false;
  for (const entry of firstEntries(code, bracket)) {
    if (isMark(code.tokens[entry.first], '...', '*')) isUnknown = true;
    const key = keyOf(code, entry);
    if (key === undefined) {
      const only = code.tokens[entry.first];
      if (entry.first === entry.last && isWord(only) && METHOD_KEYS.has(only.text)) isUnknown = true;
      continue;
    }
    if (key.name === 'CURLOPT_POST') return 'POST';
    if (!METHOD_KEYS.has(key.name)) continue;
    const method = methodOfValue(code, key.value);
    if (method !== undefined) return method;
    // Of a literal that is no method (`type: 'json'`), nothing follows.
    if (!isText(code.tokens[key.value.first])) isUnknown = true;
  }
  return isUnknown ? 'unknown' : undefined;
}

function methodInEntry(code: Code, entry: Stretch): SaidMethod {
  const { tokens } = code;
  const key = keyOf(code, entry);
  if (key !== undefined && !isMark(tokens[entry.first], '{', '[')) {
    if (!METHOD_KEYS.has(key.name)) return undefined;
    return methodOfValue(code, key.value) ?? 'unknown';
  }
  const method = methodOfValue(code, entry);
  if (method !== undefined) return method;
  if (isMark(tokens[entry.first], '{', '[')) return methodInObject(code, entry.first);
  const token = tokens[entry.first];
  if (entry.first !== entry.last || !isWord(token)) return undefined;
  return /^(?:method|verb|options|opts|config|init|params|settings|requestOptions|\$options|\$method)$/i.test(
    token.text,
  )
    ? 'unknown'
    : undefined;
}
