import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const VALID = {
  key: 'com.example.addon',
  baseUrl: 'https://example.com',
  authentication: { type: 'none' },
  modules: { jiraIssueContents: [] },
};

/** Runs the command in a folder that holds these files. */
async function validate(
  files: Readonly<Record<string, unknown>>,
  argv: readonly string[],
  options: Parameters<typeof runCli>[1] = {},
) {
  const cwd = await createTempDir();
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    await writeFile(path.join(cwd, name), text);
  }
  return runCli(['validate', 'descriptor', ...argv], { cwd, ...options });
}

describe('exit code', () => {
  test.each<[string, Readonly<Record<string, unknown>>, readonly string[], number]>([
    ['0 for a valid descriptor, by its usual name', { 'atlassian-connect.json': VALID }, [], 0],
    ['0 for warnings', { 'a.json': { ...VALID, extra: 1 } }, ['a.json'], 0],
    ['1 for errors', { 'a.json': { key: 'a' } }, ['a.json'], 1],
    ['1 for text that is no JSON', { 'a.json': 'key: a' }, ['a.json'], 1],
    ['1 when one of several is not fine', { 'a.json': VALID, 'b.json': [] }, ['a.json', 'b.json'], 1],
    ['1 for the wrong product', { 'a.json': VALID }, ['a.json', '--product', 'confluence'], 1],
    ['2 for a missing file', {}, [], 2],
    ['2 for an unknown product', { 'a.json': VALID }, ['a.json', '--product', 'bamboo'], 2],
    ['2 for an unknown format', { 'a.json': VALID }, ['a.json', '--format', 'xml'], 2],
  ])('%s', async (_, files, argv, exitCode) => {
    const run = await validate(files, argv);
    expect({ exitCode: run.exitCode, hasError: run.stderr !== '' }).toEqual({
      exitCode,
      hasError: exitCode === 2,
    });
  });

  test('3 for a server that does not answer', async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) });
    };
    const { exitCode, stderr } = await validate({}, ['http://localhost:1/atlassian-connect.json'], { fetch });
    expect(exitCode).toBe(3);
    expect(stderr).toContain('ECONNREFUSED');
  });
});

test('reads stdin and a URL, each named in the result', async () => {
  const fetch = async () => new Response(JSON.stringify(VALID));
  const argv = ['-', 'https://me:secret@example.com/d.json'];
  const { stdout } = await validate({}, argv, { stdin: JSON.stringify(VALID), fetch });
  expect(stdout).toBe(
    '✓ <stdin> is a valid descriptor for Jira.\n✓ https://example.com/d.json is a valid descriptor for Jira.\n' +
      '2 of 2 descriptors are valid.\n',
  );
});

test('puts the finding on stdout, with its place', async () => {
  const text = '{\n  "key": "a",\n  // served by nginx\n  "baseUrl": "https://x", "authentication": {}\n}\n';
  const { stdout, stderr } = await validate({ 'a.json': text }, ['a.json']);
  expect(stderr).toBe('');
  expect(stdout).toBe(
    [
      'a.json:3:3 error JSON has no comments: the products refuse the file. syntax/comment',
      '  3 |   // served by nginx',
      '    |   ^^^^^^^^^^^^^^^^^^',
      '',
      '✗ a.json: 1 error.',
      'connect-kit explain <rule> tells more.',
      '',
    ].join('\n'),
  );
});

test.each([[['--format', 'json']], [['--json']]])('%s prints one JSON document', async (flags) => {
  const { stdout, exitCode } = await validate({ 'a.json': { ...VALID, kye: 1 } }, ['a.json', ...flags]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    results: [
      {
        source: 'a.json',
        product: 'jira',
        valid: true,
        diagnostics: [{ ruleId: 'schema/unknown-property', severity: 'warning', pointer: '/kye' }],
      },
    ],
    summary: { sources: 1, valid: 1, errors: 0, warnings: 1, infos: 0 },
  });
});

test('--json stays JSON when nothing can be read', async () => {
  const { stdout, exitCode } = await validate({}, ['--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'descriptor-not-found' } });
});

test('help starts with examples', async () => {
  const { stdout, exitCode } = await runCli(['validate', 'descriptor', '--help']);
  expect(exitCode).toBe(0);
  expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Usage:'));
  expect(stdout).toContain('http://localhost:3000/atlassian-connect.json');
});
