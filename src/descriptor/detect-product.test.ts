import { describe, expect, test } from 'vitest';
import type { DescriptorProduct } from '../catalog/products.ts';
import { detectProduct } from './detect-product.ts';

describe('detectProduct', () => {
  test.each<[string, unknown, DescriptorProduct | undefined]>([
    ['modules of Jira', { modules: { jiraReports: [], generalPages: [] } }, 'jira'],
    ['modules of Confluence', { modules: { staticContentMacros: [], webItems: [] } }, 'confluence'],
    [
      'more modules of one product',
      { modules: { jiraReports: [], jiraIssueFields: [], blueprints: [] } },
      'jira',
    ],
    ['retired modules', { modules: { profilePages: [] } }, 'confluence'],
    [
      'events',
      { modules: { webhooks: [{ event: 'comment_created' }, { event: 'page_created' }] } },
      'confluence',
    ],
    [
      'an event of a module that should be a list',
      { modules: { webhooks: { event: 'jira:issue_created' } } },
      'jira',
    ],
    ['locations', { modules: { generalPages: [{ location: 'system.header/left' }] } }, 'confluence'],
    [
      'locations of Jira',
      { modules: { webPanels: [{ location: 'atl.jira.view.issue.right.context' }] } },
      'jira',
    ],
    ['scopes', { scopes: ['read', 'space_admin'] }, 'confluence'],
    ['modules of Bitbucket', { modules: { repoPages: [], webPanels: [] } }, 'bitbucket'],
    ['events of Bitbucket', { modules: { webhooks: [{ event: 'issue:created' }] } }, 'bitbucket'],
    [
      'locations of Bitbucket',
      { modules: { webPanel: [{ location: 'org.bitbucket.repository.overview.informationPanel' }] } },
      'bitbucket',
    ],
    ['scopes of Bitbucket', { scopes: ['account', 'repository:write'] }, 'bitbucket'],
    ['properties that only Bitbucket has', { contexts: ['account'] }, 'bitbucket'],
    [
      'the rest before such properties',
      { contexts: ['account'], modules: { webhooks: [{ event: 'jira:issue_created' }] } },
      'jira',
    ],
    [
      'the next sign where two products have as much of one',
      { modules: { jiraReports: [], repoPages: [] }, scopes: ['pullrequest'] },
      'bitbucket',
    ],
    ['a misspelt module of all', { modules: { webPanel: [], generalPage: [] } }, undefined],
    [
      'modules before events',
      { modules: { jiraReports: [], webhooks: [{ event: 'page_created' }] } },
      'jira',
    ],
    ['events of both only', { modules: { webhooks: [{ event: 'comment_created' }] } }, undefined],
    ['nothing', {}, undefined],
    ['no descriptor', ['x'], undefined],
    ['odd values', { modules: { webhooks: [null, 1, { event: 2 }] }, scopes: 'x' }, undefined],
  ])('%s', (_, descriptor, product) => {
    expect(detectProduct(descriptor)).toBe(product);
  });
});
