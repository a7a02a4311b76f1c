import { testRule } from '../../../../test/support/test-rule.ts';
import { FILTER_SYNTAX } from './filter-syntax.ts';

const filtering = (filter: unknown, event = 'jira:issue_created') => ({
  modules: { webhooks: [{ event, url: '/hook', filter }] },
});
const pointer = '/modules/webhooks/0/filter';

testRule(FILTER_SYNTAX, [
  {
    name: 'says where the text stops being JQL',
    document: filtering('project = '),
    findings: [
      {
        pointer,
        message:
          'The filter is no JQL, so that nothing passes it. At character 11: expecting a value, but the query ends.',
        hint: "Jira's search",
        severity: 'error',
        fix: null,
      },
    ],
  },
  {
    name: 'finds a quote that is not closed',
    document: filtering('project = "TEST', 'comment_created'),
    findings: [{ pointer, message: 'At character 11: the quote at character 11 is not closed.' }],
  },
  {
    name: 'finds a parenthesis that is not closed',
    document: filtering('project in (A, B'),
    findings: [{ pointer, message: "At character 17: expecting ')', but the query ends." }],
  },
  {
    name: 'tells what to do about several words',
    document: filtering('status = To Do'),
    findings: [{ pointer, message: "there is 'Do'", hint: 'status = "To Do"' }],
  },
  {
    name: 'tells what to do about a field of several words',
    document: filtering('Epic Link = A-1'),
    findings: [{ pointer, message: "there is 'Link'", hint: '"Epic Link" = A-1' }],
  },
  {
    name: 'tells what to do about quotes of a word processor',
    document: filtering('status = “To Do”'),
    findings: [{ pointer, message: 'no JQL', hint: 'straight quotes' }],
  },
  {
    name: 'finds an order that nobody needs',
    document: filtering('project = TEST  ORDER BY created DESC'),
    findings: [
      {
        pointer,
        message: 'ORDER BY, at character 17, has no effect.',
        severity: 'warning',
        fix: 'Remove ORDER BY',
      },
    ],
  },
  {
    name: 'has nothing against JQL, whatever its fields',
    document: filtering('project = TEST AND cf[10000] in membersOf("x") or "Any Field" changed'),
    findings: [],
  },
  { name: 'has nothing against an empty filter', document: filtering(''), findings: [] },
  {
    name: 'leaves filters that nobody reads to another rule',
    document: filtering('project =', 'project_created'),
    findings: [],
  },
  {
    name: 'leaves Confluence to another rule',
    document: filtering('(', 'comment_created'),
    product: 'confluence',
    findings: [],
  },
  {
    name: 'waits until a server has filled in the filter',
    document: filtering('project = {{project}'.concat('} and (')),
    findings: [],
  },
  { name: 'passes over what is no text', document: filtering(['project =']), findings: [] },
  {
    name: 'does not judge what it cannot read for its depth',
    document: filtering('('.repeat(5_000)),
    findings: [],
  },
]);
