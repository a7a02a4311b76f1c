import { type Mistake, PAGES, when } from '../mistake.ts';

export const trailingSlashKept: Mistake = {
  title: 'the slash that ends the path was kept',
  mend: 'Drop one slash from the end of the path, unless the path is nothing else.',
  link: PAGES.qsh,
  variants: ({ path }) => when(path.endsWith('/'), () => ({ trimPath: (seen) => seen })),
};
