import { type Mistake, PAGES } from '../mistake.ts';

export const notHashed: Mistake = {
  title: 'qsh is the canonical request itself instead of its hash',
  mend: 'Put the SHA-256 of the canonical request into qsh, as lower-case hexadecimal digits.',
  link: PAGES.qsh,
  variants: () => [{ patch: () => ({ digest: (text) => text }) }],
};
