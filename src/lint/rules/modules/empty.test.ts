import { testRule } from '../../../../test/support/test-rule.ts';
import { EMPTY_MODULES } from './empty.ts';

testRule(EMPTY_MODULES, [
  {
    name: 'finds empty lists',
    document: { modules: { webPanels: [], webhooks: [{}] } },
    findings: [
      {
        pointer: '/modules/webPanels',
        message: 'The list of webPanels is empty.',
        fix: 'Remove the empty list',
      },
    ],
  },
  {
    name: 'says nothing of an add-on without modules: it may do without',
    document: { modules: {} },
    findings: [],
  },
  { name: 'says nothing where there are none', document: { modules: undefined }, findings: [] },
  { name: 'says nothing of something else', document: { modules: [] }, findings: [] },
  { name: 'says nothing of a single module', document: { modules: { configurePage: {} } }, findings: [] },
]);
