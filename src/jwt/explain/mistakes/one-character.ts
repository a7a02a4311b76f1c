import { type Mistake, PAGES } from '../mistake.ts';

/** Tried on the canonical request as a whole, in `one-character-edits.ts`, where nothing else explains the hash. */
export const oneCharacter: Mistake = {
  title: 'the request that was hashed differs in one character',
  mend: 'Compare the URL that was signed with the one that was sent: an id, a version or a page number may have changed in between.',
  link: PAGES.qsh,
  variants: () => [],
};
