import { testRule } from '../../../../test/support/test-rule.ts';
import { ACT_AS_USER } from './act-as-user.ts';

const none = { type: 'none' };

testRule(ACT_AS_USER, [
  {
    name: 'finds it where the add-on gets no secret',
    document: { authentication: none, scopes: ['READ', 'act_as_user'] },
    findings: [
      {
        pointer: '/scopes/1',
        message: '"act_as_user" is of no use without a secret, and with authentication "none"',
        hint: /"jwt", or remove "act_as_user"/,
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'says one thing of it',
    document: { authentication: { type: 'NONE' }, scopes: ['ACT_AS_USER'] },
    findings: [{ pointer: '/scopes/0', message: 'without a secret' }],
  },
  {
    name: 'finds it where there is nothing to act with',
    document: { scopes: ['NONE', 'ACT_AS_USER'] },
    product: 'confluence',
    findings: [
      { pointer: '/scopes/1', message: '"ACT_AS_USER" alone opens next to nothing', hint: '"READ"' },
    ],
  },
  {
    name: 'has nothing against it with other scopes',
    document: { scopes: ['READ', 'ACT_AS_USER'] },
    findings: [],
  },
  {
    name: 'has nothing against it with e-mail addresses, which are operations too',
    document: { scopes: ['ACCESS_EMAIL_ADDRESSES', 'ACT_AS_USER'] },
    findings: [],
  },
  {
    name: 'has nothing against its absence',
    document: { authentication: none, scopes: ['READ'] },
    findings: [],
  },
  {
    name: 'waits until a server has filled in the rest',
    document: { authentication: { type: '{{auth}}' }, scopes: ['ACT_AS_USER', '{{scope}}'] },
    findings: [],
  },
  {
    name: 'has nothing against authentication that is left out: the product takes it for jwt',
    document: { authentication: undefined, scopes: ['READ', 'ACT_AS_USER'] },
    findings: [],
  },
]);
