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
        /\/\/$/.test(path),
        () => ({ trimPath: (seen) => seen.replace(/\/+$/, '') || '/' }),
        'all of them',
      ),
      ...when(
        /^\/+$/.test(path),
        () => ({ trimPath: (seen) => seen.replace(/\/+$/, '') }),
        'nothing was left',
      ),
    ];
  },
};
