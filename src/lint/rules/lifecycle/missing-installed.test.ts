import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_MISSING_INSTALLED } from './missing-installed.ts';

const message = 'asks for authentication jwt, but has no lifecycle.installed';

testRule(LIFECYCLE_MISSING_INSTALLED, [
  {
    name: 'finds an add-on that never learns its secret',
    document: { lifecycle: { uninstalled: '/uninstalled' } },
    findings: [{ pointer: '/authentication', message, severity: 'error' }],
  },
  {
    name: 'finds it without any lifecycle, and where jwt goes without saying',
    document: { lifecycle: undefined, authentication: {} },
    findings: [{ pointer: '/authentication', message }],
  },
  {
    name: 'finds an empty one',
    document: { lifecycle: { installed: '' } },
    findings: [{ pointer: '/lifecycle/installed', message }],
  },
  { name: 'takes any that is there', document: { lifecycle: { installed: '{{path}}' } }, findings: [] },
  {
    name: 'asks nothing without authentication',
    document: { lifecycle: undefined, authentication: { type: 'NONE' } },
    findings: [],
  },
  {
    name: 'leaves a missing authentication to the schema',
    document: { lifecycle: undefined, authentication: undefined },
    findings: [],
  },
  { name: 'leaves wrong shapes to the schema', document: { lifecycle: '/installed' }, findings: [] },
  {
    name: 'leaves templates alone',
    document: { lifecycle: undefined, authentication: { type: '{{auth}}' } },
    findings: [],
  },
  {
    name: 'knows nothing of Bitbucket',
    document: { lifecycle: undefined },
    product: 'bitbucket',
    findings: [],
  },
]);
