import { type Mistake, PAGES, when } from '../mistake.ts';
import { CORRECT } from '../recipe.ts';

export const trailingSlashesRemoved: Mistake = {
  title: 'one slash too many was removed from the end of the path',
  mend: 'Drop exactly one slash: /a// is hashed as /a/, and the path / stays as it is.',
  link: PAGES.qsh,
  variants: (request) => {
    const path = CORRECT.rootPath(CORRECT.relativePath(request));
    return [
      ...when(
        path.endsWith('//'),
        () => ({ trimPath: (seen) => withoutSlashes(seen) || '/' }),
        'all of them',
      ),
      ...when(
        withoutSlashes(path) === '',
        () => ({ trimPath: (seen) => withoutSlashes(seen) }),
        'nothing was left',
      ),
    ];
  },
};

/** By hand, since the regular expression for it takes quadratic time for slashes in the middle. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (end > 0 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
