import { type Mistake, PAGES, when } from '../mistake.ts';

export const pathAmpersandRaw: Mistake = {
  title: 'an & in the path was not escaped',
  mend: 'Write each & of the path as %26, since & separates the parts of what is hashed.',
  link: PAGES.qsh,
  variants: ({ path }) => when(path.includes('&'), () => ({ escapePath: (seen) => seen })),
};
