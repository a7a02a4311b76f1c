import { testRule } from '../../../../test/support/test-rule.ts';
import { UNKNOWN_EVENT } from './unknown-event.ts';

const listeningTo = (...events: readonly unknown[]) => ({
  modules: { webhooks: events.map((event) => ({ event, url: '/hook' })) },
});

testRule(UNKNOWN_EVENT, [
  {
    name: 'names the event that was meant',
    document: listeningTo('jira:issue_updated', 'issue_created', 'jira:issue_create', 'jira:project_deleted'),
    findings: [
      {
        pointer: '/modules/webhooks/1/event',
        message: 'There is no event "issue_created": the webhook is never sent.',
        hint: 'Did you mean "jira:issue_created"?',
        severity: 'error',
        fix: null,
      },
      { pointer: '/modules/webhooks/2/event', message: '"jira:issue_create"', hint: '"jira:issue_created"' },
      { pointer: '/modules/webhooks/3/event', message: '"jira:project_deleted"', hint: '"project_deleted"' },
    ],
  },
  {
    name: 'speaks of the product that the descriptor is for',
    document: listeningTo('page_deleted', 'issue_created'),
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: '"page_deleted"',
        hint: 'Did you mean "page_removed"?',
      },
      { pointer: '/modules/webhooks/1/event', message: '"issue_created"', severity: 'warning' },
    ],
  },
  {
    name: 'is less sure of names that resemble none',
    document: listeningTo('issue_assigned'),
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: 'No event "issue_assigned" is known',
        hint: /documentation, if the product got it after 20\d\d-/,
        severity: 'warning',
      },
    ],
  },
  {
    name: 'points to the lifecycle',
    document: { modules: { webhooks: { event: 'connect_addon_uninstalled', url: '/hook' } } },
    findings: [
      {
        pointer: '/modules/webhooks/event',
        message: '"connect_addon_uninstalled"',
        hint: 'add "uninstalled" to "lifecycle"',
        severity: 'error',
      },
    ],
  },
  {
    name: 'finds that no event is named',
    document: listeningTo(' '),
    findings: [{ pointer: '/modules/webhooks/0/event', message: 'The webhook names no event' }],
  },
  {
    name: 'has nothing against events of either product, former and little known ones',
    document: listeningTo(
      ...['jira:issue_created', 'page_created', 'comment_created', 'version_created', 'server_upgraded'],
      ...['jira:worklog_updated', 'app_policy_changed', 'page_archived', 'content_removed'],
    ),
    product: null,
    findings: [],
  },
  {
    name: 'waits until a server has filled in the event',
    document: listeningTo('{{event}}', undefined, 7, null),
    findings: [],
  },
  {
    name: 'knows nothing of Bitbucket',
    document: listeningTo('repo:push'),
    product: 'bitbucket',
    findings: [],
  },
]);
