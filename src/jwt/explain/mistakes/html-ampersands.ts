import { type Mistake, PAGES, when } from '../mistake.ts';

export const htmlAmpersands: Mistake = {
  title: 'the URL has &amp; where the signer had &',
  mend: 'Take the URL out of HTML as a browser would, with &amp; read as &.',
  link: PAGES.qsh,
  variants: ({ query }) =>
    when(query.includes('&amp;'), (recipe) => ({
      see: (request) => {
        const seen = recipe.see(request);
        return { ...seen, query: seen.query.replaceAll('&amp;', '&') };
      },
    })),
};
