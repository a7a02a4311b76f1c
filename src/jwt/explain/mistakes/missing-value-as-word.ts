import { type Mistake, PAGES, parametersOf } from '../mistake.ts';
import type { Parameter } from '../recipe.ts';

const WORDS = ['undefined', 'null', 'None', 'nil'] as const;

/** @atlassian/atlassian-jwt hashes undefined and null as words. */
export const missingValueAsWord: Mistake = {
  title: 'a missing value was hashed as a word',
  mend: 'Give the signer an empty text for a parameter without a value, or leave the parameter out of the URL too.',
  link: PAGES.qsh,
  variants: (request) =>
    parametersOf(request).some(isMissing)
      ? WORDS.map((word) => ({
          detail: word,
          patch: (recipe) => ({
            adjust: (parameters) =>
              recipe.adjust(parameters).map((one) => (isMissing(one) ? { ...one, value: word } : one)),
          }),
        }))
      : [],
};

function isMissing({ value }: Parameter): boolean {
  return value === undefined || value === '';
}
