import { type Mistake, PAGES } from '../mistake.ts';

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const;

export const wrongMethod: Mistake = {
  title: 'the method of another request was hashed',
  mend: 'Sign with the method that is sent, after redirects and overrides such as X-HTTP-Method-Override.',
  link: PAGES.qsh,
  variants: ({ method }) =>
    METHODS.filter((other) => other !== method.toUpperCase()).map((other) => ({
      detail: `${other} instead of ${method.toUpperCase()}`,
      patch: (recipe) => ({ see: (request) => ({ ...recipe.see(request), method: other }) }),
    })),
};
