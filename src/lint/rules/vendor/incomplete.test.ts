import { testRule } from '../../../../test/support/test-rule.ts';
import { VENDOR_INCOMPLETE } from './incomplete.ts';

testRule(VENDOR_INCOMPLETE, [
  {
    name: 'finds an add-on without a vendor',
    document: { vendor: undefined },
    findings: [{ pointer: '', message: 'names no vendor', severity: 'info' }],
  },
  {
    name: 'finds what is missing or empty',
    document: { vendor: { url: '' } },
    findings: [{ pointer: '/vendor', message: 'vendor has no name and no url' }],
  },
  { name: 'takes both', document: {}, findings: [] },
  { name: 'leaves wrong shapes to the schema', document: { vendor: 'Acme' }, findings: [] },
]);
