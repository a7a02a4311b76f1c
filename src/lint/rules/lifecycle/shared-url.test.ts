import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_SHARED_URL } from './shared-url.ts';

testRule(LIFECYCLE_SHARED_URL, [
  {
    name: 'finds callbacks of both kinds on one URL, once',
    document: {
      lifecycle: { installed: '/events', uninstalled: '/events', enabled: '/events', disabled: '/events' },
    },
    findings: [
      {
        pointer: '/lifecycle/enabled',
        message: 'installed, uninstalled, enabled and disabled share /events',
        severity: 'info',
      },
    ],
  },
  {
    name: 'takes callbacks of one kind on one URL',
    document: { lifecycle: { installed: '/a', uninstalled: '/a', enabled: '/b', disabled: '/b' } },
    findings: [],
  },
  {
    name: 'asks nothing where nothing is signed',
    document: { authentication: { type: 'none' }, lifecycle: { installed: '/a', enabled: '/a' } },
    findings: [],
  },
]);
