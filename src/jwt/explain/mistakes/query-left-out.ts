import { type Mistake, PAGES } from '../mistake.ts';
import { CORRECT } from '../recipe.ts';

export const queryLeftOut: Mistake = {
  title: 'the query was not hashed',
  mend: 'Hash the URL with all of its parameters, as it is sent: those that the HTTP client adds count too.',
  link: PAGES.qsh,
  variants: (request) =>
    CORRECT.query(request, CORRECT) === '' ? [] : [{ patch: () => ({ query: () => '' }) }],
};
