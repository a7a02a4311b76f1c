import { type Mistake, PAGES } from '../mistake.ts';

const WAYS: readonly { readonly detail: string; readonly rewrite: (path: string) => string }[] = [
  { detail: '"." and ".." were resolved', rewrite: resolveDots },
  { detail: 'slashes in a row were made one', rewrite: (path) => path.replace(/\/{2,}/g, '/') },
  { detail: 'a ;parameter was removed from it', rewrite: (path) => path.replace(/;[^/]*/g, '') },
];

export const pathNormalised: Mistake = {
  title: 'the path was tidied',
  mend: 'Send the tidy path, then both sides hash the same one; or hash the path as it was sent, before a proxy or framework tidies it.',
  link: PAGES.pathSegments,
  variants: ({ path }) =>
    WAYS.filter(({ rewrite }) => rewrite(path) !== path).map(({ detail, rewrite }) => ({
      detail,
      patch: (recipe) => ({ see: (request) => tidy(recipe.see(request), rewrite) }),
    })),
};

function tidy<Request extends { readonly path: string }>(
  request: Request,
  rewrite: (path: string) => string,
): Request {
  return { ...request, path: rewrite(request.path) };
}

function resolveDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const isDot = /^(?:\.|%2e)$/i.test(segment);
    const isDoubleDot = /^(?:\.|%2e){2}$/i.test(segment);
    if (isDoubleDot && kept.length > 1) kept.pop();
    if (!isDot && !isDoubleDot) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return kept.join('/');
}
