import { testRule } from '../../../../test/support/test-rule.ts';
import { WRONG_PRODUCT } from './wrong-product.ts';

const listeningTo = (events: readonly string[], modules = {}) => ({
  modules: { ...modules, webhooks: events.map((event) => ({ event, url: '/hook' })) },
});
const ofJira = { jiraIssueGlances: [{ key: 'glance' }] };
const ofBoth = { generalPages: [{ key: 'page' }] };

testRule(WRONG_PRODUCT, [
  {
    name: 'finds an event of Confluence in an add-on for Jira',
    document: listeningTo(['jira:issue_created', 'page_created'], ofJira),
    findings: [
      {
        pointer: '/modules/webhooks/1/event',
        message: '"page_created" is an event of Confluence: Jira never sends it.',
        hint: 'Remove the webhook, or check for Confluence with --product confluence.',
        severity: 'error',
        fix: null,
      },
    ],
  },
  {
    name: "names the product's own event of the same meaning",
    document: listeningTo(['comment_deleted', 'comment_updated']),
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: '"comment_deleted" is an event of Jira: Confluence never sends it.',
        hint: 'Did you mean "comment_removed"?',
      },
    ],
  },
  {
    name: 'has nothing against a descriptor that is installed in both',
    document: listeningTo(['jira:issue_created', 'page_created'], ofBoth),
    findings: [],
  },
  {
    name: 'has nothing against events of the product, also those of both',
    document: listeningTo(['jira:issue_created', 'comment_created', 'user_created'], ofJira),
    findings: [],
  },
  {
    name: 'leaves events of nobody and former ones to other rules',
    document: listeningTo(['issue_created', 'version_created', 'repo:push', '{{event}}'], ofJira),
    findings: [],
  },
  {
    name: 'cannot tell without a product',
    document: listeningTo(['page_created']),
    product: null,
    findings: [],
  },
  {
    name: 'knows nothing of Bitbucket',
    document: listeningTo(['page_created']),
    product: 'bitbucket',
    findings: [],
  },
]);
