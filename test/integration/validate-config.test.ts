import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BROKEN, createFolder, FINE, FIXABLE, validate, validateIn, WARNED } from '../support/validate.ts';

const CONFIG = 'connect-kit.config.json';

test('a configuration says what is checked and how; flags win', async () => {
  const files = {
    [CONFIG]: {
      $schema: 'node_modules/connect-kit/schemas/config.json',
      another: { whatever: true },
      validate: {
        files: ['apps/*.json', '!apps/c.json'],
        product: 'jira',
        rules: { 'scopes/duplicate': 'error' },
        failOn: 'warning',
        formats: ['compact', 'json=out/report.json'],
      },
    },
    'apps/a.json': FINE,
    'apps/b.json': FIXABLE,
    'apps/c.json': BROKEN,
  };
  const { cwd, exitCode, stdout } = await validate(files, []);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^apps\/b\.json:\d+:\d+ error .* scopes\/duplicate\n$/);
  const report = JSON.parse(await readFile(path.join(cwd, 'out/report.json'), 'utf8'));
  expect(report.results.map(({ product }: { product: string }) => product)).toEqual(['jira', 'jira']);

  const flags = ['apps/b.json', '--rule', 'scopes/*=info', '--product', 'confluence', '-f', 'pretty'];
  const flagged = await validateIn(cwd, flags);
  expect(flagged.exitCode).toBe(0);
  expect(flagged.stdout).toContain('✓ apps/b.json is a valid descriptor for Confluence, with 1 note.');
  expect((await validateIn(cwd, ['apps/b.json', '--no-config'])).stdout).toContain('for Jira and Confluence');
});

test('is found upwards, its paths start from its folder, and names are given from here', async () => {
  const cwd = await createFolder({
    'package.json': {
      name: 'x',
      'connect-kit': { validate: { files: ['a/*.json'], formats: ['pretty', 'junit=out.xml'] } },
    },
    'a/d.json': FINE,
    'b/readme.md': '',
  });
  const { stdout, exitCode } = await validateIn(path.join(cwd, 'b'), []);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`✓ ${path.join('..', 'a', 'd.json')} is a valid`);
  expect(await readFile(path.join(cwd, 'out.xml'), 'utf8')).toContain('<testsuites');
});

test('--config and its variable name one outright', async () => {
  const cwd = await createFolder({
    [CONFIG]: { validate: { failOn: 'warning' } },
    'other.json': { validate: { failOn: 'never' } },
    'a.json': WARNED,
  });
  expect((await validateIn(cwd, ['a.json'])).exitCode).toBe(1);
  expect((await validateIn(cwd, ['a.json', '--config', 'other.json'])).exitCode).toBe(0);
  const env = { CONNECT_KIT_CONFIG: 'other.json' };
  expect((await validateIn(cwd, ['a.json'], { env })).exitCode).toBe(0);
  expect((await validateIn(cwd, ['a.json', '--no-config'], { env })).exitCode).toBe(0);
  const missing = await validateIn(cwd, ['a.json', '--config', 'none.json']);
  expect(missing.exitCode).toBe(2);
  expect(missing.stderr).toContain('The configuration none.json cannot be read: there is no such file.');
});

describe('says where a configuration is wrong', () => {
  test.each([
    ['failOn', '{\n  "validate": { "failOn": "warn" }\n}', '/validate/failOn cannot be "warn".', '2:27'],
    ['a setting', '{\n  "validate": { "rule": {} }\n}', '/validate has no setting "rule".', '2:17'],
    [
      'a rule',
      '{\n  "validate": { "rules": { "scopes/dupe": "off" } }\n}',
      '/validate/rules: there is no rule "scopes/dupe".',
      '2:28',
    ],
    [
      'a format',
      '{\n  "validate": { "formats": ["junt=x"] }\n}',
      '/validate/formats/0: there is no format "junt".',
      '2:29',
    ],
  ])('%s', async (_, text, message, place) => {
    const { exitCode, stderr, stdout } = await validate({ [CONFIG]: text, 'a.json': FINE }, ['a.json']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`error ${message}\n  at ${CONFIG}:${place}\n`);
  });

  test('as JSON too', async () => {
    const files = { [CONFIG]: { validate: { failOn: 'warn' } }, 'a.json': FINE };
    const { stdout } = await validate(files, ['a.json', '--json']);
    expect(JSON.parse(stdout).error).toMatchObject({
      code: 'config-invalid',
      where: expect.stringMatching(/^connect-kit\.config\.json:\d+:\d+$/),
      nextSteps: ['Did you mean "warning"?'],
    });
  });
});
