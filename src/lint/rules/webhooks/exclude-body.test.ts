import { testRule } from '../../../../test/support/test-rule.ts';
import { EXCLUDE_BODY } from './exclude-body.ts';

const excluding = (rest: object) => ({
  modules: { webhooks: [{ event: 'jira:issue_updated', url: '/hook', excludeBody: true, ...rest }] },
});

testRule(EXCLUDE_BODY, [
  {
    name: 'finds properties that nothing carries',
    document: excluding({ propertyKeys: ['key'] }),
    findings: [
      {
        pointer: '/modules/webhooks/0/excludeBody',
        message: 'Without a body, the properties that "propertyKeys" names are not sent either.',
        hint: 'Remove "excludeBody"',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  { name: 'has nothing against a filter', document: excluding({ filter: 'project = A' }), findings: [] },
  { name: 'has nothing against no properties', document: excluding({ propertyKeys: [] }), findings: [] },
  {
    name: 'has nothing against properties with a body',
    document: excluding({ excludeBody: false, propertyKeys: ['key'] }),
    findings: [],
  },
  {
    name: 'leaves events that carry none to another rule',
    document: excluding({ event: 'jira:issue_deleted', propertyKeys: ['key'] }),
    findings: [],
  },
]);
