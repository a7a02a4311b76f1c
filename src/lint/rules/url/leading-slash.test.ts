import { testRule } from '../../../../test/support/test-rule.ts';
import { URL_LEADING_SLASH } from './leading-slash.ts';

const page = (url: unknown) => ({ modules: { generalPages: [{ key: 'p', url }] } });
const pointer = '/modules/generalPages/0/url';
const fix = 'Begin it with a slash';

testRule(URL_LEADING_SLASH, [
  {
    name: 'finds a path without',
    document: page('public/page.html'),
    findings: [{ pointer, message: 'does not begin with a slash', severity: 'info', fix }],
  },
  {
    name: 'finds it in webhooks and menu entries',
    document: { modules: { webhooks: [{ event: 'e', url: 'hook' }], webItems: [{ key: 'i', url: 'item' }] } },
    findings: [
      { pointer: '/modules/webhooks/0/url', message: 'does not begin', fix },
      { pointer: '/modules/webItems/0/url', message: 'does not begin', fix },
    ],
  },
  ...[
    '/page',
    '',
    '?x=1',
    '#/x',
    '{project.key}/x',
    '{{path}}',
    '__PATH__/x',
    'https://acme.io',
    '<%= path %>',
  ].map((url) => ({ name: `has nothing against ${JSON.stringify(url)}`, document: page(url), findings: [] })),
  {
    name: 'takes it where baseUrl has the slash',
    document: { ...page('page'), baseUrl: 'https://acme.io/' },
    findings: [],
  },
  {
    name: 'takes keys of pages, paths of the product, and images',
    document: {
      modules: {
        webItems: [
          { key: 'i', url: 'my-page', context: 'page', icon: { url: 'i.png' } },
          { key: 'j', url: 'browse/A-1', context: 'product' },
        ],
      },
    },
    findings: [],
  },
]);
