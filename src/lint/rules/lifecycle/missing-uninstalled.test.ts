import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_MISSING_UNINSTALLED } from './missing-uninstalled.ts';

testRule(LIFECYCLE_MISSING_UNINSTALLED, [
  {
    name: 'finds an add-on that is told of installs only',
    document: { lifecycle: { installed: '/installed', enabled: '/enabled' } },
    findings: [{ pointer: '/lifecycle', message: 'lifecycle has no "uninstalled"', severity: 'info' }],
  },
  { name: 'takes both', document: {}, findings: [] },
  {
    name: 'asks nothing of who is not told of installs',
    document: { lifecycle: { enabled: '/enabled' } },
    findings: [],
  },
  { name: 'asks nothing without lifecycle', document: { lifecycle: undefined }, findings: [] },
]);
