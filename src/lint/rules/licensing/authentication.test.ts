import { testRule } from '../../../../test/support/test-rule.ts';
import { LICENSING_AUTHENTICATION } from './authentication.ts';

const none = { authentication: { type: 'none' } };

testRule(LICENSING_AUTHENTICATION, [
  {
    name: 'finds a licence that anyone can write',
    document: { ...none, enableLicensing: true },
    findings: [{ pointer: '/enableLicensing', message: 'anyone can write lic=active', severity: 'warning' }],
  },
  { name: 'takes free add-ons', document: { ...none, enableLicensing: false }, findings: [] },
  { name: 'takes paid ones with jwt', document: { enableLicensing: true }, findings: [] },
]);
