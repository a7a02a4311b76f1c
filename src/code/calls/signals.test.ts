import { describe, expect, test } from 'vitest';
import { readSource } from '../find-product-calls.ts';
import type { Language } from '../language.ts';

describe('acting in the name of a person', () => {
  test.each<[Language, string, boolean]>([
    ['javascript', 'httpClient.asUserByAccountId(id).get({ url })', true],
    ['javascript', 'addon.httpClient(req).asUser(req.context.userId).get(url)', true],
    ['java', 'clients.authenticatedAsHostActor().getForObject(url, A.class)', true],
    ['kotlin', 'restClient.authenticatedAs(hostUser).exchange(request)', true],
    ['php', '<?php $client->actAsUser($id)->request("GET", $url);', true],
    ['python', 'claims = {"sub": "urn:atlassian:connect:useraccountid:{}".format(id)}', false],
    ['go', 'const server = "https://oauth-2-authorization-server.services.atlassian.com"', false],
  ])('%s: %s', (language, source, isCertain) => {
    const { impersonations } = readSource(source, language);
    expect(impersonations.map((found) => found.isCertain)).toEqual([isCertain]);
  });

  test.each<[Language, string]>([
    // Forge's way takes nothing, and is ruled by Forge's scopes.
    ['javascript', 'await api.asUser().requestJira(route`/rest/api/3/myself`)'],
    ['javascript', 'asUserByAccountId(id) { return this; }'],
    ['javascript', '// httpClient.asUserByAccountId(id)'],
    ['javascript', "log('asUserByAccountId(id)')"],
    ['javascript', 'render(users.asUser(id))'],
    ['java', 'this.authenticatedAs(role)'],
    ['python', 'grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"'],
  ])('not in %s: %s', (language, source) => {
    expect(readSource(source, language).impersonations).toEqual([]);
  });

  test('is placed', () => {
    const { impersonations } = readSource('a;\nb.httpClient.asUserByAccountId(c)', 'javascript');
    expect(impersonations[0]?.range).toEqual({
      start: { line: 2, column: 14 },
      end: { line: 2, column: 31 },
    });
  });
});

describe("libraries of the products' APIs", () => {
  test.each<[Language, string, string]>([
    ['javascript', "import { Version3Client } from 'jira.js';", 'jira.js'],
    ['javascript', "const JiraApi = require('jira-client');", 'jira-client'],
    ['typescript', "const { Version3Client } = await import('jira.js/version3');", 'jira.js/version3'],
    ['java', 'import com.atlassian.jira.rest.client.api.JiraRestClient;', 'jira-rest-java-client'],
    ['python', 'from jira import JIRA', 'jira'],
    ['python', 'from atlassian import Confluence', 'atlassian-python-api'],
    ['csharp', 'using Atlassian.Jira;', 'Atlassian.SDK'],
    ['go', 'import (\n\tjira "github.com/andygrunwald/go-jira"\n)', 'github.com/andygrunwald/go-jira'],
    ['ruby', "require 'jira-ruby'", 'jira-ruby'],
    ['php', '<?php use JiraRestApi\\Issue\\IssueService;', 'php-jira-rest-client'],
  ])('%s: %s', (language, source, library) => {
    expect(readSource(source, language).libraries).toEqual([library]);
  });

  test.each<[Language, string]>([
    ['javascript', "log('jira.js')"],
    ['javascript', "import x from './jira.js';"],
    ['java', 'JiraRestClient client = create();'],
    ['java', 'import com.example.JiraRestClients;'],
    ['python', 'JIRA = "https://acme.atlassian.net"'],
  ])('none in %s: %s', (language, source) => {
    expect(readSource(source, language).libraries).toEqual([]);
  });
});

test.each<[Language, string, boolean]>([
  ['javascript', 'const headers = { Authorization: "Basic " + token }', true],
  ['python', 'requests.get(url, auth=HTTPBasicAuth(user, token))', true],
  ['go', 'req.SetBasicAuth(user, token)', true],
  ['javascript', "log('Basic');", false],
])('user names and passwords in %s: %s', (language, source, expected) => {
  expect(readSource(source, language).hasBasicAuth).toBe(expected);
});
