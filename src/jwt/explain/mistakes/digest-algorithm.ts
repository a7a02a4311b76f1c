import { createHash } from 'node:crypto';
import { type Mistake, PAGES } from '../mistake.ts';

const ALGORITHMS = [
  { name: 'sha1', detail: 'SHA-1' },
  { name: 'sha384', detail: 'SHA-384' },
  { name: 'sha512', detail: 'SHA-512' },
  { name: 'md5', detail: 'MD5' },
] as const;

export const digestAlgorithm: Mistake = {
  title: 'another hash function was used',
  mend: 'Use SHA-256, whatever algorithm signs the token.',
  link: PAGES.qsh,
  variants: () =>
    ALGORITHMS.map(({ name, detail }) => ({
      detail,
      patch: () => ({ digest: (text) => createHash(name).update(text, 'utf8').digest('hex') }),
    })),
};
