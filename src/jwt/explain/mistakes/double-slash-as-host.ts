import { type Mistake, PAGES, when } from '../mistake.ts';

export const doubleSlashAsHost: Mistake = {
  title: 'what follows the two slashes was taken for a host',
  mend: 'Parse the URL with its scheme and host before it, or send a path that begins with one slash.',
  link: PAGES.qsh,
  variants: ({ path }) =>
    when(/^\/\/[^/]/.test(path), (recipe) => ({
      see: (request) => {
        const seen = recipe.see(request);
        return { ...seen, path: seen.path.replace(/^\/\/[^/]*/, '') };
      },
    })),
};
