import { describe, expect, test } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { BROKEN, FINE, type Files, validate, WARNED } from '../support/validate.ts';

describe('exit code', () => {
  test.each<[string, Files, readonly string[], number]>([
    ['0 for a valid descriptor, by its usual name', { 'atlassian-connect.json': FINE }, [], 0],
    ['0 for warnings', { 'a.json': WARNED }, ['a.json'], 0],
    ['1 for errors', { 'a.json': BROKEN }, ['a.json'], 1],
    ['1 for text that is no JSON', { 'a.json': '{ key' }, ['a.json'], 1],
    ['1 when one of several is not fine', { 'a.json': FINE, 'b.json': BROKEN }, ['a.json', 'b.json'], 1],
    [
      '1 for the wrong product',
      { 'a.json': { ...FINE, modules: { jiraIssueContents: [] } } },
      ['a.json', '--product', 'confluence'],
      1,
    ],
    ['2 for a missing file', {}, [], 2],
    ['2 for an unknown product', { 'a.json': FINE }, ['a.json', '--product', 'bamboo'], 2],
    ['2 for an unknown format', { 'a.json': FINE }, ['a.json', '--format', 'xml'], 2],
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
  const fetch = async () => new Response(JSON.stringify(FINE));
  const argv = ['-', 'https://me:secret@example.com/d.json', '--product', 'jira'];
  const { stdout } = await validate({}, argv, { stdin: JSON.stringify(FINE), fetch });
  expect(stdout).toBe(
    '✓ <stdin> is a valid descriptor for Jira.\n✓ https://example.com/d.json is a valid descriptor for Jira.\n' +
      '2 of 2 descriptors are valid.\n',
  );
});

test('puts the finding on stdout, with its place', async () => {
  const { stdout, stderr } = await validate({ 'a.json': BROKEN }, ['a.json']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^a\.json:3:11 error name must be .*\. schema\/type\n {2}3 \| {3}"name": 1,\n {4}\| {11}\^\n(?:.*\n)*✗ a\.json: 1 error\.\n/,
  );
});

test('--json stays JSON when nothing can be read', async () => {
  const { stdout, exitCode } = await validate({ 'a.json': FINE }, ['a.json', 'b.json', '--json']);
  expect(exitCode).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'descriptor-not-found' } });
});

test('help starts with examples', async () => {
  const { stdout, exitCode } = await runCli(['validate', 'descriptor', '--help']);
  expect(exitCode).toBe(0);
  expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.indexOf('Usage:'));
  expect(stdout).toContain('http://localhost:3000/atlassian-connect.json');
});

test('takes settings of a CI service from the environment, and flags before them', async () => {
  const env = { CONNECT_KIT_FAIL_ON: 'warning', CONNECT_KIT_FORMAT: 'compact' };
  const files = { 'a.json': WARNED };
  const fromEnvironment = await validate(files, ['a.json'], { env });
  expect(fromEnvironment.exitCode).toBe(1);
  expect(fromEnvironment.stdout).toMatch(/^a\.json:\d+:\d+ warning .* schema\/unknown-property\n$/);
  const fromFlags = await validate(files, ['a.json', '--fail-on', 'error', '-f', 'pretty'], { env });
  expect(fromFlags.exitCode).toBe(0);
  expect(fromFlags.stdout).toContain('✓ a.json');
});
