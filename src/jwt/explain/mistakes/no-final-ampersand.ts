import { type Mistake, PAGES, when } from '../mistake.ts';
import { CORRECT } from '../recipe.ts';

export const noFinalAmpersand: Mistake = {
  title: 'the & before the empty query was left out',
  mend: 'End with an & where there is no query: GET&/path&.',
  link: PAGES.qsh,
  variants: (request) =>
    when(CORRECT.query(request, CORRECT) === '', (recipe) => ({
      assemble: (parts) => recipe.assemble(parts).replace(/&$/, ''),
    })),
};
