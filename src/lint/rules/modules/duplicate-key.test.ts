import { testRule } from '../../../../test/support/test-rule.ts';
import { DUPLICATE_KEY } from './duplicate-key.ts';

testRule(DUPLICATE_KEY, [
  {
    name: 'finds a key that another type of module has',
    document: {
      modules: {
        webPanels: [{ key: 'a' }, { key: 'b' }],
        generalPages: [{ key: 'c' }, { key: 'b' }],
        configurePage: { key: 'a' },
      },
    },
    findings: [
      { pointer: '/modules/generalPages/1/key', message: 'The key "b" is taken already, by webPanels[1].' },
      { pointer: '/modules/configurePage/key', message: 'The key "a" is taken already, by webPanels[0].' },
    ],
  },
  {
    name: 'tells of the third with where the first one stands',
    document: { modules: { webPanels: [{ key: 'a' }, { key: 'a' }, { key: 'a' }] } },
    findings: [
      { pointer: '/modules/webPanels/1/key', message: 'webPanels[0]' },
      { pointer: '/modules/webPanels/2/key', message: 'webPanels[0]' },
    ],
  },
  {
    name: 'says nothing of keys that differ, are missing, no texts, placeholders or of webhooks',
    document: {
      modules: {
        webPanels: [
          { key: 'a' },
          { key: 'A' },
          {},
          {},
          { key: 1 },
          { key: 1 },
          { key: '{{k}}' },
          { key: '{{k}}' },
        ],
        webhooks: [{ key: 'a' }, { key: 'a' }],
      },
    },
    findings: [],
  },
]);
