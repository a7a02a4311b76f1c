import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_RELATIVE } from './relative.ts';

const panel = (url: unknown) => ({ modules: { webPanels: [{ key: 'p', url }] } });
const pointer = '/modules/webPanels/0/url';

testRule(URL_RELATIVE, [
  {
    name: 'finds an absolute URL',
    document: panel('https://acme.io/panel'),
    findings: [{ pointer, message: 'webPanels[0].url is absolute', severity: 'error', fix: null }],
  },
  {
    name: 'mends one that is below baseUrl',
    document: { ...panel('https://acme.io/app/panel?x=1'), baseUrl: 'https://acme.io/app/' },
    findings: [{ pointer, message: 'is absolute', hint: 'Write "/panel?x=1".', fix: 'Write "/panel?x=1"' }],
  },
  {
    name: 'mends one that repeats the placeholder of baseUrl',
    document: { ...panel('{{localBaseUrl}}/panel'), baseUrl: '{{localBaseUrl}}' },
    findings: [{ pointer, message: 'is absolute', fix: 'Write "/panel"' }],
  },
  {
    name: 'takes baseUrl itself for its root',
    document: { ...panel('https://acme.io?x=1'), baseUrl: 'https://acme.io' },
    findings: [{ pointer, message: 'is absolute', fix: 'Write "/?x=1"' }],
  },
  {
    name: 'does not take another host for baseUrl',
    document: { ...panel('https://acme.io.evil.net/x'), baseUrl: 'https://acme.io' },
    findings: [{ pointer, message: 'is absolute', fix: null }],
  },
  {
    name: 'finds other schemes',
    document: panel('javascript:alert(1)'),
    findings: [{ pointer, message: 'is absolute' }],
  },
  {
    name: 'warns where sources leave a doubt',
    document: {
      modules: {
        webhooks: [{ event: 'jira:issue_created', url: 'https://acme.io/hook' }],
        dialogs: [{ key: 'd', url: 'https://acme.io/dialog' }],
        webItems: [{ key: 'i', url: 'https://acme.io/item', target: { type: 'dialog' } }],
      },
    },
    findings: [
      { pointer: '/modules/webhooks/0/url', message: 'is absolute', severity: 'warning' },
      { pointer: '/modules/dialogs/0/url', message: 'is absolute', severity: 'warning' },
      { pointer: '/modules/webItems/0/url', message: 'is absolute', severity: 'warning' },
    ],
  },
  {
    name: 'finds links that are neither absolute nor a path',
    document: { modules: { webItems: [{ key: 'i', url: 'mailto:help@acme.io' }] } },
    findings: [{ pointer: '/modules/webItems/0/url', message: 'begins with "mailto:"', severity: 'warning' }],
  },
  {
    name: 'takes menu entries that link elsewhere',
    document: {
      modules: {
        webItems: [
          { key: 'i', url: 'https://acme.io' },
          { key: 'j', url: 'mailto:', context: 'product' },
        ],
      },
    },
    findings: [],
  },
  {
    name: 'takes what providers link to and call',
    document: {
      modules: {
        jiraDevelopmentTool: {
          key: 't',
          url: 'https://acme.io',
          logoUrl: 'https://acme.io/logo.png',
          actions: { createBranch: { templateUrl: 'https://acme.io/branch?issue={issue.key}' } },
        },
      },
    },
    findings: [],
  },
  { name: 'takes paths', document: panel('/panel?next=https://acme.io'), findings: [] },
  { name: 'takes paths with a colon', document: panel('/a:b'), findings: [] },
  { name: 'leaves templates alone', document: panel('{{url}}:8080/x'), findings: [] },
  {
    name: 'knows nothing of Bitbucket',
    document: panel('https://acme.io/x'),
    product: 'bitbucket',
    findings: [],
  },
]);
