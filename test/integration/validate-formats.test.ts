import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BROKEN, FINE, validate, WARNED } from '../support/validate.ts';

const FILES = { 'a.json': BROKEN };

test('writes several reports at once, each where it belongs', async () => {
  const argv = ['a.json', '-f', 'compact', '-f', 'sarif=out/deep er/report.sarif', '-f', 'junit=x=y.xml'];
  const { cwd, stdout, stderr, exitCode } = await validate(FILES, argv);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/^a\.json:3:11 error .* schema\/type\n$/);
  expect(stderr).toBe('sarif report: out/deep er/report.sarif\njunit report: x=y.xml\n');
  const sarif = JSON.parse(await readFile(path.join(cwd, 'out/deep er/report.sarif'), 'utf8'));
  expect(sarif.runs[0].results).toHaveLength(1);
  const ids = sarif.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(ids).toContain('scopes/duplicate');
  expect(ids).not.toContain('support/end-of-support');
  expect(await readFile(path.join(cwd, 'x=y.xml'), 'utf8')).toContain('<testsuite name="a.json"');
});

test('says in short what was found when no report goes to stdout', async () => {
  const { stdout, stderr } = await validate(FILES, ['a.json', '-f', 'json=report.json']);
  expect(stdout).toBe('');
  expect(stderr).toBe('json report: report.json\n1 error found in 1 descriptor.\n');
  const quiet = await validate(FILES, ['a.json', '-f', 'json=report.json', '--quiet']);
  expect(quiet.stderr).toBe('');
});

test('writes no colours into files', async () => {
  const { cwd, stdout } = await validate(FILES, ['a.json', '-f', 'pretty=a.txt', '-f', 'pretty'], {
    env: { FORCE_COLOR: '1' },
  });
  expect(stdout).toContain('\u001b[');
  expect(await readFile(path.join(cwd, 'a.txt'), 'utf8')).not.toContain('\u001b');
});

test.each([[['--format', 'json']], [['--json']], [['--json', '--format', 'pretty']]])(
  '%j prints one JSON document',
  async (flags) => {
    const { stdout, exitCode } = await validate({ 'a.json': WARNED }, ['a.json', ...flags]);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      results: [
        {
          source: 'a.json',
          product: null,
          valid: true,
          diagnostics: [{ ruleId: 'schema/unknown-property', severity: 'warning', pointer: '/extra' }],
        },
      ],
      summary: { sources: 1, valid: 1, errors: 0, warnings: 1, infos: 0 },
    });
  },
);

test('names files from the root of the checkout on a CI service', async () => {
  const { cwd } = await validate({ 'sub/a.json': BROKEN }, []);
  const { stdout } = await validate({ 'a.json': BROKEN }, ['a.json', '-f', 'github'], {
    env: { GITHUB_WORKSPACE: path.dirname(cwd) },
  });
  expect(stdout).toMatch(/^::error file=connect-kit-test-[^/]+\/a\.json,line=3,endLine=3,col=11,/);
});

describe('refuses', () => {
  test.each([
    ['a format that there is not', ['-f', 'serif'], 'there is no format "serif"', 'Did you mean sarif?'],
    ['two reports on stdout', ['-f', 'json', '-f', 'pretty'], 'would go to stdout', '--format pretty=<file>'],
    ['a folder for a file', ['-f', 'json=sub'], 'sub is a folder', 'at '],
  ])('%s', async (_, flags, message, step) => {
    const run = await validate({ 'a.json': FINE, 'sub/b.json': FINE }, ['a.json', ...flags]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toContain(step);
  });

  test('a file below a file, as what the environment failed at', async () => {
    const run = await validate({ 'a.json': FINE }, ['a.json', '-f', 'json=a.json/report.json']);
    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain('a.json/report.json cannot be written');
  });
});
