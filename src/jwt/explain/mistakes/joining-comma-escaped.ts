import { type Mistake, PAGES, repeatedNames, when } from '../mistake.ts';

export const joiningCommaEscaped: Mistake = {
  title: 'the comma between the values of a repeated name was escaped',
  mend: 'Escape the values one by one and join them with a plain comma.',
  link: PAGES.qsh,
  variants: (request) =>
    when(repeatedNames(request).size > 0, (recipe) => ({
      write: ({ values, ...group }) => {
        const text = values.map((value) => value.text).join('%2C');
        return recipe.write({ ...group, values: [{ raw: text, text }] });
      },
    })),
};
