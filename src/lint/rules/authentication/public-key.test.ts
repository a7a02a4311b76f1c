import { testRule } from '../../../../test/support/test-rule.ts';
import { AUTHENTICATION_PUBLIC_KEY } from './public-key.ts';

testRule(AUTHENTICATION_PUBLIC_KEY, [
  {
    name: 'finds the key of old',
    document: { authentication: { type: 'jwt', publicKey: 'MIGf' } },
    findings: [
      {
        pointer: '/authentication/publicKey',
        message: 'belonged to OAuth',
        severity: 'info',
        fix: 'Remove "publicKey"',
      },
    ],
  },
  { name: 'takes authentication without', document: {}, findings: [] },
  { name: 'leaves other shapes alone', document: { authentication: 'jwt' }, findings: [] },
]);
