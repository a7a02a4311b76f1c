import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import languageService from 'vscode-json-languageservice';
import { moduleTypesOf } from '../../src/catalog/modules.ts';
import { DESCRIPTOR_PRODUCTS, type DescriptorProduct } from '../../src/catalog/products.ts';
import { packageFile, packageRoot } from '../../src/core/package-root.ts';

const { getLanguageService, TextDocument } = languageService;

/** The service behind VS Code's JSON, in a project that has the package; it must need nothing else. */
const service = getLanguageService({
  workspaceContext: { resolveRelativePath: (relative, from) => new URL(relative, from).href },
  schemaRequestService: async (uri) => {
    const name = /^file:\/\/\/project\/node_modules\/connect-kit\/schemas\/(.+)$/.exec(uri)?.[1];
    if (name === undefined) throw new Error(`${uri} is not in the package`);
    return readFile(packageFile('schemas', ...name.split('/')), 'utf8');
  },
});

/** What an editor shows at the `|` of a descriptor that names its schema. */
async function look(inside: string, product: DescriptorProduct = 'jira'): Promise<Look> {
  const $schema = `./node_modules/connect-kit/schemas/${product}-descriptor.json`;
  const text = `{ "$schema": "${$schema}", ${inside} }`;
  const offset = text.indexOf('|');
  const content = text.replace('|', '');
  const document = TextDocument.create('file:///project/atlassian-connect.json', 'json', 1, content);
  const json = service.parseJSONDocument(document);
  const position = document.positionAt(Math.max(offset, 0));
  const [completions, hover, problems] = await Promise.all([
    service.doComplete(document, position, json),
    service.doHover(document, position, json),
    service.doValidation(document, json),
  ]);
  return {
    offers: new Map(
      completions?.items.map(({ label, documentation, insertText = '' }) => {
        const shown = typeof documentation === 'string' ? documentation : documentation?.value;
        return [label, { documentation: shown ?? '', insertText }];
      }),
    ),
    hover: JSON.stringify(hover?.contents ?? '').replaceAll('\\\\', ''),
    problems: problems.map(({ message }) => (typeof message === 'string' ? message : message.value)),
  };
}

interface Look {
  /** By what the list of completions shows. */
  readonly offers: ReadonlyMap<string, { readonly documentation: string; readonly insertText: string }>;
  readonly hover: string;
  readonly problems: readonly string[];
}

describe.each(DESCRIPTOR_PRODUCTS)('in a descriptor for %s', (product) => {
  test('properties are offered, each with what it is', async () => {
    const { offers } = await look('|', product);
    expect([...offers.keys()]).toEqual(expect.arrayContaining(['key', 'baseUrl', 'lifecycle', 'modules']));
    for (const [name, { documentation }] of offers) expect(documentation, name).not.toBe('');
  });

  test('every module type is offered, with what it is', async () => {
    const { offers } = await look('"modules": { | }', product);
    expect([...offers.keys()]).toEqual(expect.arrayContaining([...moduleTypesOf(product)]));
    for (const [name, { documentation }] of offers) expect(documentation, name).not.toBe('');
  });

  test('locations and events are offered, and others are taken', async () => {
    const location = await look('"modules": { "webPanels": [{ "location": | }] }', product);
    expect(location.offers.size).toBeGreaterThan(2);
    const event = await look('"modules": { "webhooks": [{ "event": "|" }] }', product);
    expect(event.offers.size).toBeGreaterThan(20);
    const modules = `"webPanels": [{ "key": "a", "name": { "value": "A" }, "url": "/a", "location": "elsewhere" }],
      "webhooks": [{ "event": "something:happened", "url": "/b" }]`;
    const root =
      '"key": "a", "name": "A", "description": "A", "baseUrl": "https://a.b", "authentication": {}';
    expect((await look(`${root}, "modules": { ${modules} }`, product)).problems).toEqual([]);
  });
});

describe('in a module', () => {
  test('properties are offered, a translatable text as the object that it is', async () => {
    const { offers } = await look('"modules": { "webPanels": [{ | }] }');
    expect([...offers.keys()].slice(0, 4)).toEqual(['key', 'name', 'url', 'location']);
    expect(offers.get('name')?.insertText).toMatch(/^"name": \{\s+"value": /);
    const url = await look('"modules": { "webPanels": [{ "url": | }] }');
    expect([...url.offers.keys()]).toContain('"/panel?issueKey={issue.key}"');
  });

  test('conditions are offered with the products that have them', async () => {
    const { offers } = await look('"modules": { "webItems": [{ "conditions": [{ "condition": | }] }] }');
    expect(offers.size).toBeGreaterThan(80);
    expect(offers.get('"has_issue_permission"')?.documentation).toMatch(/^Jira\./);
    expect(offers.get('"user_is_logged_in"')?.documentation).toMatch(/^Jira and Confluence\./);
  });

  test.each([
    [
      '"modules": { "webPanels": [{ "location": "atl.jira.view.issue.right|.context" }] }',
      'right side of an issue',
    ],
    ['"modules": { "webhooks": [{ "event": "jira:issue_created|" }] }', 'Jira: issue.'],
    ['"modules": { "webPanels": [{ "cacheable|": true }] }', 'context variables'],
    ['"modules": { "jiraIssueGlances|": [] }', 'jiraIssueContexts'],
    ['"baseUrl|": "https://example.com"', 'relative to'],
  ])('%s is explained', async (inside, text) => {
    expect((await look(inside)).hover).toContain(text);
  });

  test('what is deprecated is said to be', async () => {
    const { problems } = await look('"modules": { "jiraIssueGlances": [] }');
    expect(problems).toContain('Value is deprecated');
  });
});

test('in a seed every part is offered with what it is, and so is what is in it', async () => {
  const look = async (inside: string) => {
    const text = `{ "$schema": "./node_modules/connect-kit/schemas/seed.json", ${inside} }`;
    const document = TextDocument.create('file:///project/seed.json', 'json', 1, text.replace('|', ''));
    const json = service.parseJSONDocument(document);
    const offered = await service.doComplete(document, document.positionAt(text.indexOf('|')), json);
    return new Map(offered?.items.map(({ label, documentation }) => [label, documentation]));
  };
  const parts = await look('"version": 1, |');
  const names = ['groups', 'people', 'addons', 'permissionSchemes', 'jira', 'dashboards', 'confluence'];
  expect([...parts.keys()]).toEqual(names);
  for (const [name, documentation] of parts) expect(documentation, name).toBeTruthy();
  expect([...(await look('"jira": { "fields": [{ "name": "a", | }] }')).keys()]).toContain('contexts');
  // In a file of its own.
  expect([...(await look('"confluence": { | }')).keys()]).toContain('spaces');
});

test('What the schemas offer is what the catalogue has', async () => {
  const script = path.join(packageRoot(), 'scripts/suggest-in-schemas.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--check']).catch((error) => error);
  expect(stdout).toBe('');
});
