import { testRule } from '../../../../test/support/test-rule.ts';
import { FILTER_IGNORED } from './filter-ignored.ts';

const filtering = (event: string, filter: unknown = 'project = TEST') => ({
  modules: { webhooks: [{ event, url: '/hook', filter }] },
});
const heeding = [
  ...['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted', 'comment_created', 'comment_deleted'],
  // The guide and the schema disagree on these.
  ...[
    'worklog_created',
    'attachment_deleted',
    'issue_property_set',
    'jira:worklog_updated',
    'sprint_started',
  ],
];

testRule(FILTER_IGNORED, [
  {
    name: 'finds a filter at an event that is not about issues',
    document: filtering('project_created'),
    findings: [
      {
        pointer: '/modules/webhooks/0/filter',
        message:
          'Jira filters events of issues and what belongs to them only: it sends every project_created.',
        hint: 'Remove the filter',
        severity: 'warning',
        fix: null,
      },
    ],
  },
  {
    name: 'finds any filter in Confluence',
    document: filtering('comment_created', 'space = DS'),
    product: 'confluence',
    findings: [
      {
        pointer: '/modules/webhooks/0/filter',
        message: 'Confluence filters no webhooks: it sends every comment_created.',
      },
    ],
  },
  ...heeding.map((event) => ({
    name: `has nothing against a filter of ${event}`,
    document: filtering(event),
    findings: [],
  })),
  {
    name: 'gives an event of both products the benefit of the doubt',
    document: filtering('comment_created'),
    product: null,
    findings: [],
  },
  ...['', '  ', 7, null].map((filter) => ({
    name: `takes ${JSON.stringify(filter)} for no filter`,
    document: filtering('project_created', filter),
    findings: [],
  })),
  { name: 'knows nothing of unknown events', document: filtering('issue_created'), findings: [] },
]);
