import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRecord } from '../core/json.ts';
import { packageFile } from '../core/package-root.ts';
import { COMMON_PROPERTIES, recognizeForeign, recognizeForeignText, TELLING_PROPERTIES } from './foreign.ts';

const FORGE_APP = { app: { id: 'ari:cloud:ecosystem::app/8db33309', runtime: { name: 'nodejs22.x' } } };

describe('what is surely no descriptor', () => {
  test.each<[string, unknown, RegExp]>([
    ['HipChat', { key: 'a', capabilities: { hipchatApiConsumer: { scopes: [] } } }, /HipChat/],
    [
      'HipChat with a base URL',
      { key: 'a', baseUrl: 'https://x', authentication: {}, capabilities: { webhook: [] } },
      /HipChat/,
    ],
    ['Stride', { key: 'a', baseUrl: 'https://x', modules: { 'chat:bot': [] } }, /Stride/],
    ['a Forge app', { ...FORGE_APP, modules: { 'jira:issuePanel': [] } }, /Forge/],
    ['a Forge app from Connect', { ...FORGE_APP, baseUrl: 'https://x', connectModules: {} }, /Forge/],
    ['a Forge app without an id', { app: {}, permissions: { scopes: [] } }, /Forge/],
    ['an install', { key: 'a', clientKey: 'c', sharedSecret: 's', eventType: 'installed' }, /posts/],
    ['a JSON Schema', { $schema: 'http://json-schema.org/draft-07/schema#', title: 'x' }, /JSON Schema/],
    ['OpenAPI', { openapi: '3.0.1', info: {}, paths: {} }, /OpenAPI/],
    ['Swagger', { swagger: '2.0', paths: {} }, /OpenAPI/],
    ['a package', { name: 'a', version: '1.0.0', scripts: {}, dependencies: {} }, /package\.json/],
    ['a lock file', { name: 'a', lockfileVersion: 3, packages: {} }, /package\.json/],
    ['another file', { compilerOptions: { strict: true }, include: ['src'] }, /none of the properties/],
    ['another file with a name', { name: 'a', description: 'b', require: {} }, /none of the properties/],
  ])('%s', (_, value, message) => {
    expect(recognizeForeign(value)).toEqual({
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });

  test.each([
    ['a plugin', '<?xml version="1.0"?>\n<atlassian-plugin key="a" name="b">', /XML/],
    ['a plugin without a prolog', '<atlassian-plugin>', /XML/],
    [
      'HipChat behind a template',
      '{{define "config"}}{"capabilities": {"hipchatApiConsumer" : {}}}{{end}}',
      /HipChat/,
    ],
    ['a Forge app in YAML', 'modules:\n  macro: []\napp:\n  id: ari:cloud:ecosystem::app/1\n', /Forge/],
  ])('as a text: %s', (_, text, message) => {
    expect(recognizeForeignText(text)).toEqual({
      message: expect.stringMatching(message),
      hint: expect.any(String),
    });
  });
});

describe('what may be a descriptor', () => {
  test.each<[string, unknown]>([
    ['nothing yet', {}],
    ['a name alone', { name: 'a', version: '1' }],
    ['one property', { key: 'a' }],
    ['one property among others', { foo: 1, bar: 2, modules: {} }],
    ['one property, misspelt', { foo: 1, baseURL: 'https://x' }],
    ['common properties, misspelt', { name: 'a', descripton: 'b' }],
    ['modules next to capabilities', { key: 'a', capabilities: { webhook: [] }, modules: {} }],
    ['empty capabilities', { key: 'a', capabilities: {} }],
    ['a property app', { key: 'a', baseUrl: 'https://x', app: {}, modules: {} }],
    ['a schema for editors', { $schema: './jira-descriptor.json', key: 'a' }],
    ['scripts', { key: 'a', baseUrl: 'https://x', scripts: {} }],
    ['a list', [{ key: 'a' }]],
    ['a text', 'key'],
    ['null', null],
  ])('%s', (_, value) => {
    expect(recognizeForeign(value)).toBeUndefined();
  });

  test.each(['', '{"key": ', '<html><body>Not found</body></html>', 'key: a\nbaseUrl: https://x\n'])(
    'as a text: %j',
    (text) => {
      expect(recognizeForeignText(text)).toBeUndefined();
    },
  );
});

test('The properties that tell a descriptor are those that the schemas have', () => {
  const names = ['jira', 'confluence', 'bitbucket'].flatMap((product) => {
    const schema: unknown = JSON.parse(
      readFileSync(packageFile('schemas', `${product}-descriptor.json`), 'utf8'),
    );
    return isRecord(schema) && isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
  });
  // These tell a product, or are written by one.
  const others = ['installedDate', 'lastUpdated', 'contexts', 'definitions', 'forgeAppId', 'forgeAppLink'];
  expect([...TELLING_PROPERTIES, ...COMMON_PROPERTIES, ...others].toSorted()).toEqual(
    [...new Set(names)].toSorted(),
  );
});
