import { type Mistake, PAGES, when } from '../mistake.ts';

export const leadingSlashMissing: Mistake = {
  title: 'the path was hashed without the slash that begins it',
  mend: 'Let the path begin with a slash.',
  link: PAGES.qsh,
  variants: ({ path }) =>
    when(path !== '' && path !== '/', (recipe) => ({
      rootPath: (seen) => recipe.rootPath(seen).replace(/^\//, ''),
    })),
};
