import { testRule } from '../../../../test/support/test-rule.ts';
import { PROPERTY_KEYS } from './property-keys.ts';

const asking = (event: string, propertyKeys: unknown = ['key']) => ({
  modules: { webhooks: [{ event, url: '/hook', propertyKeys }] },
});
const pointer = '/modules/webhooks/0/propertyKeys';

testRule(PROPERTY_KEYS, [
  {
    name: 'finds keys of what is deleted',
    document: asking('jira:issue_deleted'),
    findings: [
      {
        pointer,
        message:
          'When jira:issue_deleted is sent, the properties are gone already: "propertyKeys" has no effect.',
        hint: 'Remove it',
        severity: 'warning',
        fix: 'Remove "propertyKeys"',
      },
    ],
  },
  {
    name: 'finds keys at an event about a setting',
    document: asking('option_voting_changed'),
    findings: [{ pointer, message: 'option_voting_changed is about nothing that has properties' }],
  },
  {
    name: 'finds any keys in Confluence',
    document: asking('page_created'),
    product: 'confluence',
    findings: [{ pointer, message: 'Confluence sends no properties with its webhooks' }],
  },
  ...['jira:issue_created', 'jira:issue_updated', 'comment_updated', 'project_created', 'sprint_created'].map(
    (event) => ({ name: `has nothing against keys at ${event}`, document: asking(event), findings: [] }),
  ),
  { name: 'has nothing against no keys', document: asking('jira:issue_deleted', []), findings: [] },
  { name: 'passes over what is no list', document: asking('jira:issue_deleted', 'key'), findings: [] },
  { name: 'knows nothing of unknown events', document: asking('issue_deleted'), findings: [] },
]);
