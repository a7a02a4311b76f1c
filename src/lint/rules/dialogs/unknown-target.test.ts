import { testRule } from '../../../../test/support/test-rule.ts';
import { UNKNOWN_TARGET } from './unknown-target.ts';

const opening = (key: unknown, type = 'dialogmodule') => ({
  modules: {
    webItems: [{ key: 'item', target: { type, options: { key } } }],
    dialogs: [{ key: 'my-dialog' }],
  },
});

testRule(UNKNOWN_TARGET, [
  {
    name: 'finds a dialog that there is not',
    document: opening('my-dialogue', 'DIALOGMODULE'),
    findings: [
      {
        pointer: '/modules/webItems/0/target/options/key',
        message: 'There is no dialog with the key "my-dialogue".',
        hint: 'Did you mean "my-dialog"?',
      },
    ],
  },
  {
    name: 'finds the key of something else',
    document: opening('item'),
    findings: [
      {
        pointer: '/modules/webItems/0/target/options/key',
        message: '"item" is the key of webItems[0], which is no dialog.',
      },
    ],
  },
  {
    name: 'looks at bylines as well',
    document: {
      modules: { contentBylineItems: [{ target: { type: 'dialogmodule', options: { key: 'a' } } }] },
    },
    product: 'confluence',
    findings: [{ pointer: '/modules/contentBylineItems/0/target/options/key', message: 'no dialog' }],
  },
  ...(['my-dialog', '{{dialog}}', 1] as const).map((key) => ({
    name: `says nothing of ${key}`,
    document: opening(key),
    findings: [],
  })),
  { name: 'says nothing of other targets', document: opening('x', 'dialog'), findings: [] },
  {
    name: 'says nothing where keys are not known yet',
    document: {
      modules: {
        webItems: [{ target: { type: 'dialogmodule', options: { key: 'a' } } }],
        dialogs: [{ key: '{{key}}' }],
      },
    },
    findings: [],
  },
]);
