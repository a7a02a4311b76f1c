import { type Mistake, PAGES } from '../mistake.ts';
import { CONTEXT_QSH, CORRECT } from '../recipe.ts';

export const contextQsh: Mistake = {
  title: 'the token is a context token, which is bound to no request',
  mend: "Accept context tokens only at routes that an add-on's own page calls (--context-qsh). For requests to the product, sign a token with the hash of the request.",
  link: PAGES.contextToken,
  variants: () => [
    { patch: () => ({ digest: () => CONTEXT_QSH }), isUnbound: true },
    {
      detail: `with the hash of the word ${CONTEXT_QSH} in place of the word`,
      patch: () => ({ digest: () => CORRECT.digest(CONTEXT_QSH) }),
      isUnbound: true,
    },
  ],
};
