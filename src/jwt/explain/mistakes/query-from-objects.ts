import { type Mistake, PAGES, parametersOf, repeatedNames, type Variant, when } from '../mistake.ts';
import type { Parameter, Patch } from '../recipe.ts';

const BRACKETS = /^([^[]+)((?:\[[^\]]*\])+)$/;
const OBJECT = '[object Object]';
/** So many values are still a list for `qs`. */
const LONGEST_LIST = 20;

/** Express parses queries with `qs`; atlassian-connect-express hashes the outcome. */
export const queryFromObjects: Mistake = {
  title: 'the query was hashed after it was parsed into objects',
  mend: "Hash the query of the raw URL, not Express's req.query: there a[]=1 becomes a, and a[b]=1 an object. Avoid names with brackets.",
  link: PAGES.qsh,
  variants: (request): readonly Variant[] => [
    ...when(
      parametersOf(request).some(({ name }) => BRACKETS.test(name)),
      asParsed,
    ),
    ...when(repeatedNames(request).size > 0, manyAsObject, `more than ${LONGEST_LIST} values`),
  ],
};

const asParsed: Patch = (recipe) => ({
  adjust: (parameters) => {
    const objects = new Set(recipe.adjust(parameters).flatMap(({ name }) => objectNameOf(name) ?? []));
    const flat = recipe.adjust(parameters).map(({ name, value }) => ({ name: listNameOf(name), value }));
    return [
      ...flat.filter(({ name }) => !objects.has(name) && objectNameOf(name) === undefined),
      ...[...objects].map((name): Parameter => ({ name, value: OBJECT })),
    ];
  },
});

const manyAsObject: Patch = (recipe) => ({
  group: (parameters) =>
    recipe
      .group(parameters)
      .map(({ name, values }) => ({ name, values: values.length > LONGEST_LIST ? [OBJECT] : values })),
});

/** `a` of `a[]` and `a[0]`. */
function listNameOf(name: string): string {
  return name.replace(/\[\d*\]$/, '');
}

/** `a` of `a[b]` and `a[][b]`. */
function objectNameOf(name: string): string | undefined {
  const [, base, brackets = ''] = BRACKETS.exec(name) ?? [];
  return /^\[\d*\]$/.test(brackets) ? undefined : base;
}
