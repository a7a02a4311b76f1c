import { testRule } from '../../../../test/support/test-rule.ts';
import { MISSING_REFERENCE } from './missing-reference.ts';

const shortcut = (key: string) => [{ key: 'shortcut', target: { key } }];

testRule(MISSING_REFERENCE, [
  {
    name: 'finds a shortcut to a module that there is not',
    document: {
      modules: { keyboardShortcuts: shortcut('my-itme'), webItems: [{ key: 'my-item' }] },
    },
    findings: [
      {
        pointer: '/modules/keyboardShortcuts/0/target/key',
        message: 'There is no module of type webItems, dialogs or generalPages with the key "my-itme".',
        hint: 'Did you mean "my-item"?',
        severity: 'error',
      },
    ],
  },
  {
    name: 'finds a shortcut to a module of another type',
    document: { modules: { keyboardShortcuts: shortcut('panel'), webPanels: [{ key: 'panel' }] } },
    findings: [
      {
        pointer: '/modules/keyboardShortcuts/0/target/key',
        message:
          '"panel" is the key of webPanels[0], not of a module of type webItems, dialogs or generalPages.',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds an administration page that there is not',
    document: { modules: { jiraTimeTrackingProviders: [{ key: 'a', adminPageKey: 'admin' }] } },
    findings: [
      {
        pointer: '/modules/jiraTimeTrackingProviders/0/adminPageKey',
        message: 'There is no module of type adminPages with the key "admin".',
      },
    ],
  },
  {
    name: 'finds parts of custom content that there are not',
    document: {
      modules: {
        customContent: [
          {
            key: 'note',
            uiSupport: {
              contentViewComponent: { moduleKey: 'viewer' },
              listViewComponent: { moduleKey: 'lister', addonKey: 'com.example.sound' },
              editComponent: { moduleKey: 'theirs', addonKey: 'other' },
            },
          },
        ],
        generalPages: [{ key: 'viewer' }],
      },
    },
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/customContent/0/uiSupport/listViewComponent/moduleKey',
        message: 'There is no module with the key "lister".',
      },
    ],
  },
  {
    name: 'finds a link to a page that there is not',
    document: {
      modules: {
        webItems: [{ key: 'link', context: 'page', url: 'pgae?a={issue.key}' }],
        generalPages: [{ key: 'page' }],
      },
    },
    findings: [{ pointer: '/modules/webItems/0/url', message: 'with the key "pgae"', hint: '"page"' }],
  },
  {
    name: 'says nothing of references that lead somewhere',
    document: {
      modules: {
        keyboardShortcuts: [
          ...shortcut('page'),
          ...shortcut('dialog'),
          ...shortcut('link'),
          ...shortcut('{{key}}'),
        ],
        webItems: [
          { key: 'link', context: 'PAGE', url: 'page' },
          { key: 'b', context: 'page', url: '/own?id={page.id}', target: { type: 'dialog' } },
          { key: 'c', context: 'page', url: 'own', target: { type: 'dialog' } },
          { key: 'd', context: 'addon', url: 'own' },
        ],
        generalPages: [{ key: 'page' }],
        dialogs: [{ key: 'dialog' }],
        serviceDeskQueues: [{ key: 'queue', group: 'group' }, { key: 'queue-2' }],
        serviceDeskQueueGroups: [{ key: 'group' }],
      },
    },
    findings: [],
  },
  {
    name: 'says nothing where keys are not known yet',
    document: { modules: { keyboardShortcuts: shortcut('a'), webItems: [{ key: '{{key}}' }] } },
    findings: [],
  },
]);
