import { testRule } from '../../../../test/support/test-rule.ts';
import { DEPRECATED_EVENT } from './deprecated-event.ts';

const listeningTo = (...events: readonly string[]) => ({
  modules: { webhooks: events.map((event) => ({ event, url: '/hook' })) },
});

testRule(DEPRECATED_EVENT, [
  {
    name: 'names the new name of an event',
    document: listeningTo('version_released'),
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message:
          '"version_released" is the name of 2016: Jira lists the event as "jira:version_released" now.',
        hint: 'Ask for "jira:version_released"',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'finds events that are gone, in either product',
    document: listeningTo('server_upgraded', 'cache_statistics_changed'),
    product: null,
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: '"server_upgraded" is an event of 2016',
        severity: 'warning',
      },
      { pointer: '/modules/webhooks/1/event', message: 'which Confluence does not list any more' },
    ],
  },
  {
    name: 'tells of events with a successor, and of those that do not come',
    document: listeningTo('jira:worklog_updated', 'user_deactivated'),
    product: null,
    findings: [
      {
        pointer: '/modules/webhooks/0/event',
        message: 'an older event',
        hint: 'Ask for "worklog_updated"',
        severity: 'info',
      },
      { pointer: '/modules/webhooks/1/event', message: 'reported not to be sent', severity: 'info' },
    ],
  },
  {
    name: 'has nothing against current events, or unknown ones',
    document: listeningTo(
      'jira:version_released',
      'worklog_updated',
      'user_created',
      'version_relesed',
      '{{event}}',
    ),
    findings: [],
  },
  {
    name: 'has nothing to say of a former event of the other product',
    document: listeningTo('version_released', 'jira:worklog_updated'),
    product: 'confluence',
    findings: [],
  },
]);
