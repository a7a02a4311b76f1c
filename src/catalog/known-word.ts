/**
 * `word`, as one of the words that a catalogue may use.
 * @throws Error when a file of the catalogue has another word: a bug
 */
export function knownWord<Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((one) => one === word);
  if (found === undefined) throw new Error(`catalogue: unknown word ${word}`);
  return found;
}
