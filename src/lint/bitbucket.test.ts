import { describe, expect, test } from 'vitest';
import type { DescriptorProduct } from '../catalog/products.ts';
import { lintDescriptor } from './lint-descriptor.ts';
import { SCHEMA_RULES } from './schema-rules.ts';

const BASE = {
  key: 'example-app',
  name: 'Example',
  description: 'An example.',
  baseUrl: 'https://example.com',
  authentication: { type: 'jwt' },
  lifecycle: { installed: '/installed', uninstalled: '/uninstalled' },
  scopes: ['account', 'repository:write'],
  contexts: ['account'],
};
const PAGE = { key: 'page', name: { value: 'Page' }, url: '/page?repository={repository.uuid}' };
const PANEL = { ...PAGE, location: 'org.bitbucket.repository.overview.informationPanel' };

/** `severity rule pointer: message (hint)` of each finding of the schema step. */
async function lint(document: object, product?: DescriptorProduct): Promise<readonly string[]> {
  const options = product === undefined ? {} : { product };
  const { diagnostics } = await lintDescriptor(JSON.stringify(document), options);
  return diagnostics
    .filter(({ ruleId }) => SCHEMA_RULES.some(({ id }) => id === ruleId))
    .map(
      ({ severity, ruleId, pointer, message, hint }) =>
        `${severity} ${ruleId} ${pointer}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
    );
}

describe('fine for Bitbucket', () => {
  test.each<[string, object]>([
    ['the least', { modules: {} }],
    ['no lifecycle', { lifecycle: undefined }],
    ['upper case', { authentication: { type: 'JWT' } }],
    [
      'links to the Forge app that follows',
      { forgeAppLink: 'https://x', forgeAppId: 'ari:x', definitions: {} },
    ],
    ['a panel', { modules: { webPanels: [{ ...PANEL, weight: 1, tooltip: { value: 'T' } }] } }],
    ['other names of modules', { modules: { webPanel: [PANEL], adminPage: [PAGE] } }],
    ['one page to configure', { modules: { configurePage: PAGE } }],
    ['a list of pages to configure', { modules: { configurePage: [PAGE] } }],
    ['every event', { modules: { webhooks: [{ event: '*', url: '/hook' }] } }],
    ['an event that is not listed', { modules: { webhooks: [{ event: 'pullrequest:push', url: '/hook' }] } }],
    ['an OAuth consumer', { modules: { oauthConsumer: { clientId: 'x' } } }],
    [
      'routes of the API proxy',
      {
        modules: { proxy: { '/a/{repository}': { destination: '/b?c={user.uuid}', methods: { GET: {} } } } },
      },
    ],
    [
      'linkers',
      { modules: { linkers: [{ key: 'a', regex: '((?K)-\\d+)', url: '/browse/\\1', type: 'href' }] } },
    ],
    [
      'conditions about a target',
      {
        modules: {
          repoPages: [
            {
              ...PANEL,
              conditions: [
                { condition: 'has_permission', target: 'repository', params: { permission: 'admin' } },
              ],
            },
          ],
        },
      },
    ],
  ])('is %s', async (_, more) => {
    expect(await lint({ ...BASE, ...more }, 'bitbucket')).toEqual([]);
  });
});

describe('said of a descriptor for Bitbucket', () => {
  test.each<[string, object, readonly string[]]>([
    [
      'a scope of Jira and Confluence',
      { scopes: ['READ'] },
      [
        'error scopes/unknown /scopes/0: There is no scope "READ". (Bitbucket has scopes of its own, such as repository, pullrequest:write and webhook.)',
      ],
    ],
    [
      'a misspelt scope',
      { scopes: ['pullrequests'] },
      ['error scopes/unknown /scopes/0: There is no scope "pullrequests". (Did you mean "pullrequest"?)'],
    ],
    [
      'a module of Jira',
      { modules: { jiraReports: [] } },
      [
        'error modules/unknown /modules/jiraReports: jiraReports is a module of Jira: Bitbucket does not know it. (A descriptor serves one product. Use --product to say which.)',
      ],
    ],
    [
      'a module that is not known, which may be known to Bitbucket',
      { modules: { repoPagse: [] } },
      [
        'warning modules/unknown /modules/repoPagse: No module type "repoPagse" is known. (Did you mean "repoPages"?)',
      ],
    ],
    [
      'a location that is missing',
      { modules: { webPanels: [PAGE] } },
      ['error schema/required /modules/webPanels/0: "location" is missing in webPanels[0].'],
    ],
    [
      'a key of a module that is too long',
      { modules: { profileTabs: [{ ...PAGE, key: 'x'.repeat(129) }] } },
      [
        'error schema/max-length /modules/profileTabs/0/key: profileTabs[0].key has 129 characters; 128 are allowed.',
      ],
    ],
    [
      'a text in the place of the configure page',
      { modules: { configurePage: '/configure' } },
      ['error schema/type /modules/configurePage: configurePage must be an object, not a text.'],
    ],
    [
      'migrations, which are those of Jira and Confluence',
      { apiMigrations: { gdpr: true } },
      [
        'warning schema/unknown-property /apiMigrations: The descriptor has no property "apiMigrations": the product ignores it.',
      ],
    ],
    [
      'a description that is missing',
      { description: undefined },
      ['error schema/required : "description" is missing in the descriptor.'],
    ],
  ])('is %s', async (_, more, expected) => {
    expect(await lint({ ...BASE, ...more }, 'bitbucket')).toEqual(expected);
  });
});

test('A module of Bitbucket is none of Jira', async () => {
  const { scopes: _, contexts: __, ...common } = BASE;
  expect(await lint({ ...common, modules: { repoPages: [] } }, 'jira')).toEqual([
    'error modules/unknown /modules/repoPages: repoPages is a module of Bitbucket: Jira does not know it. (A descriptor serves one product. Use --product to say which.)',
  ]);
});

test('Bitbucket is found from the descriptor', async () => {
  const { product, valid } = await lintDescriptor(
    JSON.stringify({ ...BASE, modules: { webPanels: [PANEL] } }),
  );
  expect({ product, valid }).toEqual({ product: 'bitbucket', valid: true });
});
