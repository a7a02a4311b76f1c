import { closest } from '../core/suggest.ts';
import type { Product } from './products.ts';
import { findEvent, listEvents } from './webhook-events.ts';

/** Words that people take for those of the product's events, or that the other product uses. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  deleted: ['removed'],
  removed: ['deleted'],
  added: ['created'],
  new: ['created'],
  edited: ['updated'],
  modified: ['updated'],
  changed: ['updated'],
  blogpost: ['blog'],
  logged: ['created'],
};

/**
 * The event of a product that a name was most likely meant to be; undefined when none is close. What events have in common
 * counts little: each word of the name is compared with the word at its place, so that `page_liked` is not taken for
 * `page_moved`.
 */
export function suggestEvent(name: string, product: Product): string | undefined {
  const renamed = findEvent(name, product)?.replacement;
  if (renamed !== undefined) return renamed;
  const names = listEvents(product).map((event) => event.name);
  const wanted = wordsOf(name);
  const joined = wanted.join('');
  const exact = names.find((candidate) => wordsOf(candidate).join('') === joined);
  if (exact !== undefined) return exact;
  return fewestDifferences(wanted, names);
}

/** `jira:issue_created`, `issueCreated` and `Issue-Created` are the words `issue` and `created`. */
function wordsOf(name: string): readonly string[] {
  return name
    .trim()
    .replace(/^\w+:/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace('blog_post', 'blogpost')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function fewestDifferences(wanted: readonly string[], names: readonly string[]): string | undefined {
  let best: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const candidate of names) {
    const words = wordsOf(candidate);
    if (words.length !== wanted.length) continue;
    if (!words.every((word, at) => isMeant(wanted[at] ?? '', word))) continue;
    const differences = words.filter((word, at) => word !== wanted[at]).length;
    if (differences < fewest) {
      best = candidate;
      fewest = differences;
    }
  }
  return best;
}

function isMeant(wanted: string, word: string): boolean {
  const isStem = wanted.length >= 4 && word.startsWith(wanted) && word.length - wanted.length <= 2;
  return (
    word === wanted ||
    isStem ||
    closest(wanted, [word]) !== undefined ||
    Object.entries(SYNONYMS).some(
      ([other, words]) =>
        words.includes(word) && (other === wanted || closest(wanted, [other]) !== undefined),
    )
  );
}
