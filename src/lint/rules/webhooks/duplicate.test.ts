import { testRule } from '../../../../test/support/test-rule.ts';
import { DUPLICATE } from './duplicate.ts';

const hook = { event: 'worklog_created', url: '/hook', filter: 'project = A', propertyKeys: ['a'] };
const listed = (...webhooks: readonly unknown[]) => ({ modules: { webhooks } });

testRule(DUPLICATE, [
  {
    name: 'finds a webhook that stands there again, whatever the order of its properties',
    document: listed(hook, { ...hook, url: '/other' }, Object.fromEntries(Object.entries(hook).reverse())),
    findings: [
      {
        pointer: '/modules/webhooks/2',
        message: 'The webhook for "worklog_created" is webhooks[0] once more.',
        hint: 'Remove one of them',
        severity: 'warning',
        fix: 'Remove the second webhook',
      },
    ],
  },
  {
    name: 'takes what is left out for its default, and a key for a name',
    document: listed(
      { event: 'page_created', url: '/hook', key: 'one' },
      { event: 'page_created', url: '/hook', key: 'two', excludeBody: false, filter: '', propertyKeys: [] },
    ),
    product: 'confluence',
    findings: [{ pointer: '/modules/webhooks/1', message: '"page_created"' }],
  },
  {
    name: 'finds each one',
    document: listed(hook, hook, hook),
    findings: [
      { pointer: '/modules/webhooks/1', message: 'webhooks[0]' },
      { pointer: '/modules/webhooks/2', message: 'webhooks[0]' },
    ],
  },
  {
    name: 'has nothing against webhooks that differ in anything that counts',
    document: listed(
      hook,
      { ...hook, event: 'worklog_updated' },
      { ...hook, url: '/hook/' },
      { ...hook, filter: 'project = B' },
      { ...hook, propertyKeys: ['b'] },
      { ...hook, excludeBody: true },
    ),
    findings: [],
  },
  {
    name: 'passes over what is no webhook',
    document: listed({}, {}, { event: 'x' }, { event: 'x' }),
    findings: [],
  },
]);
