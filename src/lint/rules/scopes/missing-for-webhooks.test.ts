import { testRule } from '../../../../test/support/test-rule.ts';
import { MISSING_FOR_WEBHOOKS } from './missing-for-webhooks.ts';

const modules = { webhooks: [{ event: 'jira:issue_created', url: '/hook' }] };

testRule(MISSING_FOR_WEBHOOKS, [
  {
    name: 'finds that there are no scopes at all, at the webhooks',
    document: { modules, scopes: undefined },
    findings: [
      {
        pointer: '/modules/webhooks',
        message: 'Webhooks need the scope READ, and the add-on asks for no scope.',
        hint: 'Add "scopes": ["READ"] to the descriptor.',
        severity: 'error',
        fix: null,
      },
    ],
  },
  {
    name: 'finds that the list is empty, at the list',
    document: { modules, scopes: [] },
    findings: [{ pointer: '/scopes', message: 'asks for no scope', hint: 'Add "READ" to the list.' }],
  },
  {
    name: 'finds that no scope includes READ, and speaks in the case of the list',
    document: { modules, scopes: ['none', 'act_as_user'] },
    findings: [
      {
        pointer: '/scopes',
        message: 'neither READ nor a scope that includes it',
        hint: 'Add "read" to the list.',
      },
    ],
  },
  {
    name: 'finds it for a webhook that is no list',
    document: { modules: { webhooks: { event: 'page_created', url: '/hook' } }, scopes: [] },
    product: 'confluence',
    findings: [{ pointer: '/scopes', message: 'READ' }],
  },
  {
    name: 'says it once of many webhooks',
    document: { modules: { webhooks: [...modules.webhooks, ...modules.webhooks] }, scopes: [] },
    product: null,
    findings: [{ pointer: '/scopes', message: 'READ' }],
  },
  ...['READ', 'read', 'WRITE', 'delete', 'PROJECT_ADMIN', 'ADMIN'].map((scope) => ({
    name: `has nothing against ${scope}`,
    document: { modules, scopes: ['ACT_AS_USER', scope] },
    findings: [],
  })),
  {
    name: 'has nothing against no webhooks',
    document: { modules: { webhooks: [] }, scopes: [] },
    findings: [],
  },
  ...[['Read'], ['read:jira-work'], ['{{scope}}'], [1], 'READ', '{{scopes}}', null].map((scopes) => ({
    name: `cannot tell from ${JSON.stringify(scopes)}`,
    document: { modules, scopes },
    findings: [],
  })),
  {
    name: 'knows nothing of Bitbucket',
    document: { modules: { webhooks: [{ event: 'repo:push', url: '/hook' }] }, scopes: [] },
    product: 'bitbucket',
    findings: [],
  },
]);
