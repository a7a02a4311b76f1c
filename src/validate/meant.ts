import { closest } from '../core/suggest.ts';

/** The word of a short list that was most likely meant: one like it, or else the only one that it begins, as `warn` does. */
export function meantBy(word: string, known: readonly string[]): string | undefined {
  const begun = known.filter((one) => one.toLowerCase().startsWith(word.toLowerCase()));
  return closest(word, known) ?? (word.length > 1 && begun.length === 1 ? begun[0] : undefined);
}
