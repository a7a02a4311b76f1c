import { testRule } from '../../../../test/support/test-rule.ts';
import { EMAIL } from './email.ts';

testRule(EMAIL, [
  {
    name: 'tells of the approval',
    document: { scopes: ['READ', 'access_email_addresses'] },
    findings: [
      {
        pointer: '/scopes/1',
        message: 'Atlassian has to approve of a listed add-on that asks for it.',
        hint: 'Keep it if the add-on has been approved',
        severity: 'info',
        fix: null,
      },
    ],
  },
  {
    name: 'tells it once',
    document: { scopes: ['ACCESS_EMAIL_ADDRESSES', 'access_email_addresses'] },
    product: 'confluence',
    findings: [{ pointer: '/scopes/0', message: 'e-mail addresses' }],
  },
  { name: 'has nothing to say without it', document: { scopes: ['ADMIN'] }, findings: [] },
  { name: 'knows nothing of Bitbucket', document: { scopes: ['email'] }, product: 'bitbucket', findings: [] },
]);
