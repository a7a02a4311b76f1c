import { testRule } from '../../../../test/support/test-rule.ts';
import { LIFECYCLE_EVENT } from './lifecycle-event.ts';

const modules = {
  webhooks: [
    { event: 'connect_addon_enabled', url: '/enabled' },
    { event: 'connect_addon_disabled', url: '/disabled' },
  ],
};

testRule(LIFECYCLE_EVENT, [
  {
    name: 'finds that the lifecycle tells the same',
    document: { modules, lifecycle: { installed: '/installed', enabled: '/on', disabled: '/off' } },
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: '"connect_addon_enabled" tells what "lifecycle.enabled" tells already.',
        severity: 'info',
        fix: null,
      },
      { pointer: '/modules/webhooks/1/event', message: '"lifecycle.disabled" tells already' },
    ],
  },
  {
    name: 'tells of calls without a token',
    document: { modules },
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webhooks/1/event',
        message: '"connect_addon_disabled" may come after an uninstall, and then carries no token to check.',
        hint: 'Use "disabled" and "uninstalled" of "lifecycle" instead.',
      },
    ],
  },
  {
    name: 'has nothing against other events',
    document: {
      modules: { webhooks: [{ event: 'plugin_enabled', url: '/hook' }] },
      lifecycle: { enabled: '/on' },
    },
    findings: [],
  },
]);
