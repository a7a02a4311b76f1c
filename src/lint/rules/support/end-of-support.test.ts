import { testRule } from '../../../../test/support/test-rule.ts';
import { END_OF_SUPPORT_RULE } from './end-of-support.ts';

const message =
  'Support for Connect ends in December 2026 or on 31 January 2027; since 31 March 2026 updates ship through Forge only';

testRule(END_OF_SUPPORT_RULE, [
  {
    name: 'says it once, at the key',
    document: {},
    findings: [{ pointer: '/key', message, severity: 'info' }],
  },
  {
    name: 'says it of Confluence',
    document: {},
    product: 'confluence',
    findings: [{ pointer: '/key', message }],
  },
  {
    name: 'says it where product and key are missing',
    document: { key: undefined },
    product: null,
    findings: [{ pointer: '/key', message }],
  },
  { name: 'knows no dates for Bitbucket', document: {}, product: 'bitbucket', findings: [] },
]);
