import { isRecord } from '../../../core/json.ts';
import type { Rule } from '../../rule.ts';

export const AUTHENTICATION_PUBLIC_KEY: Rule = {
  id: 'authentication/public-key',
  severity: 'info',
  summary: 'No authentication has a public key any more.',
  *check({ root }) {
    const { authentication } = root;
    if (!isRecord(authentication) || !Object.hasOwn(authentication, 'publicKey')) return;
    yield {
      pointer: '/authentication',
      key: 'publicKey',
      message: 'authentication.publicKey belonged to OAuth, which add-ons no longer have: it is ignored.',
      hint: 'Remove it; with jwt, product and add-on share a secret.',
      fix: {
        title: 'Remove "publicKey"',
        changes: [{ kind: 'remove', pointer: '/authentication/publicKey' }],
      },
    };
  },
};
