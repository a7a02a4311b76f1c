import { type Mistake, PAGES, parametersOf, when } from '../mistake.ts';

/** What @atlassian/atlassian-jwt and others do that collect parameters in a plain object. */
export const protoDropped: Mistake = {
  title: 'the parameter __proto__ was dropped',
  mend: 'Name the parameter otherwise: JavaScript libraries lose it.',
  link: PAGES.qsh,
  variants: (request) =>
    when(
      parametersOf(request).some(({ name }) => name === '__proto__'),
      (recipe) => ({ isHashed: (parameter) => parameter.name !== '__proto__' && recipe.isHashed(parameter) }),
    ),
};
