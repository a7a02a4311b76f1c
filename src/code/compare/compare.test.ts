import { describe, expect, test } from 'vitest';
import type { DescriptorProduct } from '../../catalog/products.ts';
import { readSource } from '../find-product-calls.ts';
import type { Language } from '../language.ts';
import { compareCalls } from './compare-calls.ts';
import { readFacts } from './facts.ts';
import { CODE_RULES } from './rules.ts';
import { findUnusedScopes } from './unused-scopes.ts';

interface Sources {
  readonly [file: string]: string;
}

const LANGUAGES: Readonly<Record<string, Language>> = { js: 'javascript', py: 'python', java: 'java' };

/** `place severity rule: message (hint)` of each finding; findings in the descriptor have a pointer for a place. */
function compare(
  sources: Sources,
  descriptor: object,
  product: DescriptorProduct | null = 'jira',
): readonly string[] {
  const uses = Object.entries(sources).map(([file, text]) => {
    const language = LANGUAGES[file.split('.').at(-1) ?? ''];
    if (language === undefined) throw new Error(file);
    return { ...readSource(text, language), file, isTest: file.startsWith('test/') };
  });
  const facts = readFacts(descriptor, product ?? undefined);
  const hintOf = (hint?: string) => (hint === undefined ? '' : ` (${hint})`);
  return [
    ...compareCalls(uses, facts).map(
      ({ file, range, severity, ruleId, message, hint }) =>
        `${file}:${range.start.line} ${severity} ${ruleId}: ${message}${hintOf(hint)}`,
    ),
    ...findUnusedScopes(uses, facts).map(
      ({ pointer, severity, ruleId, message, hint }) =>
        `${pointer} ${severity} ${ruleId}: ${message}${hintOf(hint)}`,
    ),
  ];
}

const READ = { scopes: ['READ'] };

describe('code/scope-missing', () => {
  test.each<[string, Sources, object, readonly string[]]>([
    [
      'a call whose method is seen',
      { 'a.js': "\nhttpClient.put('/rest/api/3/issue/' + key, body);" },
      READ,
      [
        'a.js:2 error code/scope-missing: PUT /rest/api/3/issue/{issueIdOrKey} needs the scope WRITE; the descriptor requests READ. (Add "WRITE" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
      ],
    ],
    [
      'in the version that the code calls, and without any scope',
      { 'a.js': "AP.request('/rest/api/latest/myself');" },
      {},
      [
        'a.js:1 error code/scope-missing: GET /rest/api/latest/myself needs the scope READ; the descriptor requests no scope. (Add "READ" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
      ],
    ],
    [
      'several calls of one operation, told once',
      {
        'a.js': "client.post('/rest/api/3/issue');\nclient.post('/rest/api/3/issue');",
        'b.js': "client.post('/rest/api/3/issue');".repeat(3),
      },
      READ,
      [
        'a.js:1 error code/scope-missing: POST /rest/api/3/issue needs the scope WRITE; the descriptor requests READ. Also at a.js:2, b.js:1, b.js:1 and 1 more. (Add "WRITE" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
      ],
    ],
    [
      'a call whose method is not seen: the least that any operation needs',
      {
        'a.js':
          "request('/rest/api/3/workflowscheme/' + id + '/draft', options);\nrequest('/rest/api/3/issue', options);",
      },
      READ,
      [
        'a.js:1 warning code/scope-missing: Whatever its method, /rest/api/3/workflowscheme/…/draft needs at least the scope ADMIN; the descriptor requests READ. (Add "ADMIN" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
        'a.js:2 warning code/scope-missing: Whatever its method, /rest/api/3/issue needs at least the scope WRITE; the descriptor requests READ. (Add "WRITE" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
      ],
    ],
    [
      'a path that is called elsewhere, and may go on',
      { 'a.js': "export const WORKFLOWS = '/rest/api/3/workflowscheme/';" },
      READ,
      [
        'a.js:1 warning code/scope-missing: Whatever its method, /rest/api/3/workflowscheme… needs at least the scope ADMIN; the descriptor requests READ. (Add "ADMIN" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
      ],
    ],
    [
      'scopes that no other implies',
      { 'a.js': "AP.request('/rest/api/3/user/email?accountId=1');" },
      { scopes: ['ADMIN'] },
      [
        'a.js:1 error code/scope-missing: GET /rest/api/3/user/email needs the scope ACCESS_EMAIL_ADDRESSES; the descriptor requests ADMIN. (Add "ACCESS_EMAIL_ADDRESSES" to "scopes" in the descriptor, or leave the call out: Jira answers it with 403.)',
        expect.stringContaining('/scopes/0 warning code/scope-unused'),
      ],
    ],
  ])('%s', (_, sources, descriptor, expected) => {
    expect(compare(sources, descriptor)).toEqual(expected);
  });

  test.each<[string, Sources, object]>([
    [
      'scopes that imply what is needed',
      { 'a.js': "client.put('/rest/api/3/issue/1');" },
      { scopes: ['write'] },
    ],
    ['what needs no scope', { 'a.js': "AP.request('/rest/atlassian-connect/1/addons/a');" }, {}],
    ['a path of which a reading operation is open', { 'a.js': "request('/rest/api/3/issue/1');" }, READ],
    ['the beginning of paths', { 'a.js': "const api = '/rest/api/3'; load(api + path);" }, READ],
    ['tests', { 'test/a.js': "client.put('/rest/api/3/issue/1');" }, {}],
    ['tokens of OAuth', { 'a.js': "fetch('https://api.atlassian.com/ex/jira/1/rest/api/3/myself');" }, {}],
    [
      'calls with a user name and a password',
      { 'a.py': 'requests.put(site + "/rest/api/2/issue/1", auth=HTTPBasicAuth(user, token))' },
      READ,
    ],
    [
      'scopes that the server fills in',
      { 'a.js': "client.put('/rest/api/3/issue/1');" },
      { scopes: ['{{scope}}'] },
    ],
    ['calls of another product', { 'a.js': "fetch(site + '/wiki/rest/api/space', { method: 'POST' });" }, {}],
  ])('says nothing of %s', (_, sources, descriptor) => {
    expect(compare(sources, descriptor)).toEqual([]);
  });

  test('knows paths of Confluence without their context', () => {
    const sources = { 'a.js': "AP.request({ url: '/rest/api/content/' + id, type: 'DELETE' });" };
    expect(compare(sources, READ, 'confluence')).toEqual([
      expect.stringMatching(
        /^a\.js:1 error code\/scope-missing: DELETE \/wiki\/rest\/api\/content\/\{id\} needs the scope DELETE;/,
      ),
    ]);
    expect(compare(sources, { scopes: ['DELETE'] }, null)).toEqual([]);
  });

  test('a descriptor of Bitbucket is not looked at', () => {
    expect(compare({ 'a.js': "AP.request('/rest/api/3/myself');" }, {}, 'bitbucket')).toEqual([]);
  });
});

describe('code/scope-unused', () => {
  const SOURCES = {
    'a.js': "client.get('/rest/api/3/issue/1');\nclient.put('/rest/api/3/issue/1');",
    'b.js': "client.get('/rest/api/3/field');",
  };

  test.each<[string, Sources, object, readonly string[]]>([
    [
      'more than is needed',
      SOURCES,
      { scopes: ['READ', 'ADMIN'] },
      [
        '/scopes/1 warning code/scope-unused: Nothing in the code was found to need ADMIN: of Jira, there are 3 calls in 2 files, for which WRITE is enough. (Request ["WRITE"] unless there are calls that are not seen: those whose path is put together at run time, or is in another language or folder.)',
      ],
    ],
    [
      'nothing but what needs no scope',
      { 'a.js': "AP.request('/rest/atlassian-connect/1/addons/a');" },
      READ,
      [
        '/scopes/0 warning code/scope-unused: Nothing in the code was found to need READ: of Jira, there is 1 call in 1 file, for which no scope is enough. (Request [] unless there are calls that are not seen: those whose path is put together at run time, or is in another language or folder.)',
      ],
    ],
    [
      'scopes that stand apart',
      { 'a.js': "client.get('/rest/api/3/issue/1');" },
      { scopes: ['READ', 'ACCESS_EMAIL_ADDRESSES'] },
      [
        expect.stringContaining(
          '/scopes/1 warning code/scope-unused: Nothing in the code was found to need ACCESS_EMAIL_ADDRESSES',
        ),
      ],
    ],
  ])('%s', (_, sources, descriptor, expected) => {
    expect(compare(sources, descriptor)).toEqual(expected);
  });

  test.each<[string, Sources, object]>([
    ['what is needed', SOURCES, { scopes: ['WRITE'] }],
    ['what another scope brings along', SOURCES, { scopes: ['READ', 'WRITE'] }],
    [
      'what webhooks need',
      { 'a.js': "AP.request('/rest/atlassian-connect/1/addons/a');" },
      { ...READ, modules: { webhooks: [{}] } },
    ],
    [
      'what modules need',
      { 'a.js': "AP.request('/rest/api/3/myself');" },
      { scopes: ['WRITE'], modules: { jiraBuildInfoProvider: {} } },
    ],
    [
      'what a call may need whose method is not seen',
      { 'a.js': "request('/rest/api/3/issue/1', options);" },
      { scopes: ['DELETE'] },
    ],
    [
      'what a path may need that goes on',
      { 'a.js': "load('/rest/api/3/issue/' + rest);\nclient.get('/rest/api/3/' + path);" },
      { scopes: ['ADMIN'] },
    ],
    [
      'what an operation may need that is not known',
      { 'a.js': "client.post('/rest/greenhopper/1.0/xboard', b);" },
      { scopes: ['WRITE'] },
    ],
    ['code without any call', { 'a.js': 'start();' }, { scopes: ['ADMIN'] }],
    [
      'code that uses a library',
      { 'a.js': "import { Version3Client } from 'jira.js';\nAP.request('/rest/api/3/myself');" },
      { scopes: ['ADMIN'] },
    ],
    ['scopes that the server fills in', SOURCES, { scopes: ['ADMIN', '{{scope}}'] }],
  ])('says nothing of %s', (_, sources, descriptor) => {
    expect(compare(sources, descriptor).filter((finding) => finding.includes('unused'))).toEqual([]);
  });
});

describe('code/not-for-apps', () => {
  test.each<[string, Sources, object, readonly string[]]>([
    [
      'operations that no scope opens',
      { 'a.js': "client.get('/rest/api/3/plans/plan');\nrequest('/rest/api/3/plans/plan/' + id);" },
      {},
      [
        "a.js:1 warning code/not-for-apps: GET /rest/api/3/plans/plan is closed to Connect add-ons whatever their scopes, says Atlassian's description of the API. (Expect Jira to answer with 403, and look for another operation that does the same.)",
        "a.js:2 warning code/not-for-apps: Whatever its method, /rest/api/3/plans/plan/… is closed to Connect add-ons whatever their scopes, says Atlassian's description of the API. (Expect Jira to answer with 403, and look for another operation that does the same.)",
      ],
    ],
    [
      'operations that take a module',
      { 'a.js': "client.post('/rest/builds/0.1/bulk', builds);" },
      { scopes: ['WRITE'] },
      [
        'a.js:1 error code/not-for-apps: POST /rest/builds/0.1/bulk is open to add-ons with the module jiraBuildInfoProvider only; the descriptor has none. (Add the module "jiraBuildInfoProvider" to the descriptor, or leave the call out.)',
      ],
    ],
  ])('%s', (_, sources, descriptor, expected) => {
    expect(compare(sources, descriptor)).toEqual(expected);
  });

  test('not where the module is there', () => {
    const descriptor = { scopes: ['WRITE'], modules: { jiraBuildInfoProvider: {} } };
    expect(compare({ 'a.js': "client.post('/rest/builds/0.1/bulk', builds);" }, descriptor)).toEqual([]);
  });
});

describe('code/unknown-operation', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a path like a known one',
      "AP.request('/rest/api/3/isue/' + key + '/comment');",
      [
        'a.js:1 info code/unknown-operation: connect-kit knows of no operation GET /rest/api/3/isue/{}/comment of Jira. (Did you mean /rest/api/3/issue/{issueIdOrKey}/comment?)',
      ],
    ],
    [
      'a method that the path does not have',
      "client.patch('/rest/api/3/issue/' + key, body);",
      [
        'a.js:1 info code/unknown-operation: Jira has no PATCH /rest/api/3/issue/{issueIdOrKey}; there is DELETE, GET and PUT.',
      ],
    ],
    [
      'an API that the product keeps for itself',
      "AP.request('/rest/greenhopper/1.0/rapidview');",
      [
        'a.js:1 info code/unknown-operation: /rest/greenhopper is no public API of Jira: whether an add-on may call /rest/greenhopper/1.0/rapidview is written nowhere, and may change. (Look for an operation of the documented REST API that does the same.)',
      ],
    ],
    [
      'an operation that is gone',
      "AP.request('/rest/api/2/search?jql=' + jql);",
      [
        'a.js:1 warning code/unknown-operation: Jira answers GET /rest/api/2/search with 410 since 2025-08: the operation has been removed. (Call /rest/api/2/search/jql instead.)',
      ],
    ],
  ])('%s', (_, source, expected) => {
    expect(compare({ 'a.js': source }, READ)).toEqual(expected);
  });

  test.each([
    "export const path = '/rest/api/3/isue';",
    "AP.request('/rest/api/3/' + path);",
    "fetch('/rest/tempo-timesheets/4/worklogs');",
    "AP.request('/rest/api/3/search/jql');",
  ])('nothing of %s', (source) => {
    expect(compare({ 'a.js': source }, READ)).toEqual([]);
  });
});

describe('code/act-as-user', () => {
  const SOURCE = {
    'a.js':
      "httpClient.asUserByAccountId(id).get('/rest/api/3/myself');\nhttpClient.asUserByAccountId(id).get(url);",
  };

  test('is missing', () => {
    expect(compare(SOURCE, READ)).toEqual([
      'a.js:1 error code/act-as-user: This acts in the name of a person, which takes the scope ACT_AS_USER; the descriptor does not request it. Also at a.js:2. (Add "ACT_AS_USER" to "scopes" in the descriptor: without it, the product gives no token for a person.)',
    ]);
    expect(compare({ 'a.py': 'sub = "urn:atlassian:connect:useraccountid:1"' }, READ)).toEqual([
      expect.stringMatching(/^a\.py:1 warning code\/act-as-user: This is for acting/),
    ]);
  });

  test('is not needed', () => {
    const sources = { 'a.js': "AP.request('/rest/api/3/myself');" };
    expect(compare(sources, { scopes: ['READ', 'act_as_user'] })).toEqual([
      '/scopes/1 warning code/act-as-user: ACT_AS_USER is requested, and nothing in the code was found to act in the name of a person. (Leave it out unless the code does so in a way that is not seen: it lets the add-on do whatever any person may do.)',
    ]);
  });

  test('is there, or is needed by an operation', () => {
    const scopes = ['READ', 'ACT_AS_USER'];
    expect(compare(SOURCE, { scopes })).toEqual([]);
    expect(
      compare(
        { 'a.js': "AP.request('/rest/api/3/mypreferences?key=a');client.get('/rest/api/3/field');" },
        { scopes },
      ),
    ).toEqual([]);
  });
});

describe('code/other-product', () => {
  test('a call through the product that has no such path', () => {
    expect(compare({ 'a.js': "AP.request('/rest/api/space');" }, READ)).toEqual([
      'a.js:1 warning code/other-product: /rest/api/space is a path of Confluence, and is sent to Jira, which the descriptor is for. (Jira answers with 404: an add-on calls the product that it is installed in, and Confluence takes a descriptor of its own.)',
      expect.stringContaining('/scopes/0 warning code/scope-unused'),
    ]);
  });

  test('not where the address may be that of the other product', () => {
    expect(compare({ 'a.js': "fetch(confluence + '/rest/api/space');" }, {})).toEqual([]);
    expect(compare({ 'a.js': "AP.request('/wiki/rest/api/space');" }, {})).toEqual([]);
  });
});

test('every rule has its group and a summary of one sentence', () => {
  for (const { id, summary } of CODE_RULES) {
    expect(id).toMatch(/^code\/[a-z-]+$/);
    expect(summary).toMatch(/^[A-Z][^.]*\.$/);
  }
});
