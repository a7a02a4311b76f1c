import { describe, expect, test } from 'vitest';
import { HOLE } from './expressions.ts';
import { readProductPath } from './product-path.ts';

/** `product path`, with what else there is to say of it; `~` stands for what is not known. */
function read(text: string): string | undefined {
  const found = readProductPath(text.replaceAll('~', HOLE));
  if (found === undefined) return undefined;
  const { path, product, isOpen, isGateway, isCertain } = found;
  const marks = [isOpen && 'open', isGateway && 'gateway', isCertain && 'site'].filter(Boolean);
  return [product ?? 'either', path, ...marks].join(' ');
}

describe('is a path of a product', () => {
  test.each([
    ['/rest/api/3/issue/~/comment', 'jira /rest/api/3/issue/{}/comment'],
    ['/rest/api/latest/project?expand=~#top', 'jira /rest/api/latest/project'],
    ['rest/agile/1.0/board', 'jira /rest/agile/1.0/board'],
    ['/rest/servicedeskapi/request/', 'jira /rest/servicedeskapi/request/'],
    ['/rest/greenhopper/1.0/rapidview', 'jira /rest/greenhopper/1.0/rapidview'],
    ['/rest/atlassian-connect/1/addons/~', 'either /rest/atlassian-connect/1/addons/{}'],
    ['/rest/api/content/~', 'confluence /rest/api/content/{}'],
    ['/rest/api/~/issue', 'either /rest/api/{}/issue'],
    ['/wiki/rest/api/space', 'confluence /wiki/rest/api/space'],
    ['/wiki/api/v2/pages/~', 'confluence /wiki/api/v2/pages/{}'],
    ['/api/v2/pages', 'confluence /api/v2/pages'],
    ['~/rest/api/3/myself', 'jira /rest/api/3/myself'],
    ['~~/rest/api/3/myself', 'jira /rest/api/3/myself'],
    ['~/~/rest/api/3/myself', 'jira /rest/api/3/myself'],
    ['~rest/api/3/myself', 'jira /rest/api/3/myself'],
    ['https://~/rest/api/3/myself', 'jira /rest/api/3/myself'],
    ['https://~.atlassian.net/rest/api/3/myself', 'jira /rest/api/3/myself site'],
    ['~.atlassian.net/wiki/rest/api/space', 'confluence /wiki/rest/api/space site'],
    ['https://acme.atlassian.net:443/rest/api/3/myself', 'jira /rest/api/3/myself site'],
    ['https://api.atlassian.com/ex/jira/~/rest/api/3/myself', 'jira /rest/api/3/myself gateway site'],
    ['ex/confluence/~/rest/api/space', 'confluence /wiki/rest/api/space gateway site'],
    // What frameworks, formats and templates write for what they fill in.
    ['/rest/api/3/issue/{key}/comment/%s', 'jira /rest/api/3/issue/{}/comment/{}'],
    ['/rest/api/3/issue/{{key}}/:id/<name>/$x', 'jira /rest/api/3/issue/{}/{}/{}/{}'],
    ['{0}/rest/api/3/issue/%1$s', 'jira /rest/api/3/issue/{}'],
    // What follows a word may be its query; what follows a dash is the rest of a name.
    ['/rest/api/3/search~', 'jira /rest/api/3/search open'],
    ['/rest/api/3/issue/DEMO-~', 'jira /rest/api/3/issue/DEMO-{}'],
    ['/rest/api/3/~', 'jira /rest/api/3/{}'],
    ['/rest/api/3', 'jira /rest/api/3'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe('is none', () => {
  test.each([
    '',
    '/',
    '~',
    '/rest',
    '/rest/users/1',
    '/rest/tempo-timesheets/4/worklogs',
    '/rest/api/v1/users',
    '/api/v2/users',
    '/api/v3/pages',
    '/wiki/spaces/DEMO',
    'restaurant/api/3',
    'GET /rest/api/3/issue',
    'see /rest/api/3/issue',
    '/rest/api/3/issue is closed',
    '/rest/api/3/issue/*/comment',
    '<a href="/rest/api/3/issue">',
    '/jira/rest/api/2/issue',
    'http://localhost:2990/jira/rest/api/2/issue',
    'https://jira.example.com/rest/api/2/issue',
    'https://developer.atlassian.com/cloud/jira/platform/rest/api/3/issue',
    'https://api.atlassian.com/rest/api/3/issue',
    'https://acme.atlassian.net/browse/DEMO-1',
    'https://evil.example/acme.atlassian.net/rest/api/3/issue',
    `/rest/api/3/${'x'.repeat(3000)}`,
  ])('%s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
