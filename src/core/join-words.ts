/**
 * The words as part of a sentence: `a`, `a or b`, `a, b or c`.
 * `Intl.ListFormat` would do, but loading its data takes longer than checking a descriptor.
 */
export function joinWords(words: readonly string[], conjunction: 'and' | 'or'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}
