import { testRule } from '../../../../test/support/test-rule.ts';
import { AUTHENTICATION_UNSIGNED } from './unsigned.ts';

const none = { authentication: { type: 'none' }, lifecycle: undefined };
const webhooks = { modules: { webhooks: [{ event: 'jira:issue_created', url: '/hook' }] } };
const pointer = '/authentication/type';

testRule(AUTHENTICATION_UNSIGNED, [
  {
    name: 'finds webhooks and callbacks that nobody signs',
    document: { ...none, ...webhooks, lifecycle: { installed: '/installed' } },
    findings: [
      {
        pointer,
        message: 'lifecycle callbacks and webhooks arrive without a signature',
        severity: 'warning',
      },
    ],
  },
  {
    name: 'finds webhooks alone',
    document: { ...none, ...webhooks, authentication: { type: 'NONE' } },
    findings: [{ pointer, message: 'none, webhooks arrive' }],
  },
  {
    name: 'finds a scope that needs a secret',
    document: { ...none, scopes: ['READ', 'ACT_AS_USER'] },
    findings: [{ pointer: '/scopes/1', message: 'ACT_AS_USER cannot be used' }],
  },
  {
    name: 'takes static pages, whose script may use the scopes',
    document: { ...none, scopes: ['READ'], modules: { webPanels: [{ key: 'p', url: '/p?i={issue.key}' }] } },
    findings: [],
  },
  { name: 'takes jwt', document: { ...webhooks, scopes: ['ACT_AS_USER'] }, findings: [] },
  {
    name: 'knows nothing of Bitbucket',
    document: { ...none, ...webhooks },
    product: 'bitbucket',
    findings: [],
  },
]);
