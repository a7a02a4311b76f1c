import { type Mistake, PAGES } from '../mistake.ts';

const LINE_BREAKS = [
  { detail: 'LF', text: '\n' },
  { detail: 'CR LF', text: '\r\n' },
] as const;

/** `echo "GET&/p&" | sha256sum` */
export const lineBreakHashed: Mistake = {
  title: 'a line break was hashed after the canonical request',
  mend: 'Hash the canonical request alone; in a shell, write it with printf %s instead of echo.',
  link: PAGES.qsh,
  variants: () =>
    LINE_BREAKS.map(({ detail, text }) => ({
      detail,
      patch: (recipe) => ({ assemble: (parts) => `${recipe.assemble(parts)}${text}` }),
    })),
};
