import { type Mistake, PAGES } from '../mistake.ts';

const WAYS: readonly { readonly detail: string; readonly write: (hex: string) => string }[] = [
  { detail: 'upper-case hexadecimal', write: (hex) => hex.toUpperCase() },
  { detail: 'Base64', write: (hex) => Buffer.from(hex, 'hex').toString('base64') },
  { detail: 'Base64 for URLs', write: (hex) => Buffer.from(hex, 'hex').toString('base64url') },
];

export const digestEncoding: Mistake = {
  title: 'the hash is not written in lower-case hexadecimal',
  mend: 'Write the SHA-256 as 64 lower-case hexadecimal digits.',
  link: PAGES.qsh,
  variants: () =>
    WAYS.map(({ detail, write }) => ({
      detail,
      patch: (recipe) => ({ digest: (text) => write(recipe.digest(text)) }),
    })),
};
