import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BROKEN, createFolder, FINE, FIXABLE, validate, validateIn } from '../support/validate.ts';

const FIXED = { ...FIXABLE, scopes: ['READ'] };

/** On Windows lines, to see that they stay. */
const asText = (descriptor: unknown) => `${JSON.stringify(descriptor, null, 2)}\n`.replaceAll('\n', '\r\n');

describe('--fix', () => {
  test('mends files in place, says how much, and leaves the rest as it is', async () => {
    const cwd = await createFolder({
      'a.json': asText(FIXABLE),
      'b.json': { ...FIXABLE, name: 1 },
      'c.json': FINE,
    });
    const { exitCode, stdout } = await validateIn(cwd, ['a.json', 'b.json', 'c.json', '--fix']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(await readFile(path.join(cwd, 'a.json'), 'utf8'))).toEqual(FIXED);
    expect(await readFile(path.join(cwd, 'a.json'), 'utf8')).not.toMatch(/[^\r]\n/);
    expect(stdout).toContain('✓ a.json is a valid descriptor for Jira and Confluence. 1 fixed.\n');
    expect(stdout).toContain('✗ b.json: 1 error. 1 fixed.\n');
    expect(stdout).not.toContain('--fix mends');
    expect(await readFile(path.join(cwd, 'c.json'), 'utf8')).toBe(`${JSON.stringify(FINE, null, 2)}\n`);
  });

  test('counts in JSON what was mended', async () => {
    const { stdout, exitCode } = await validate({ 'a.json': FIXABLE }, ['a.json', '--fix', '--json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).results).toMatchObject([{ fixed: 1, diagnostics: [] }]);
  });

  test('prints what it makes of stdin, and reports on stderr', async () => {
    const run = await validate({}, ['-', '--fix'], { stdin: asText({ ...FIXABLE, name: 1 }) });
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout)).toEqual({ ...FIXED, name: 1 });
    expect(run.stderr).toContain('✗ <stdin>: 1 error. 1 fixed.');
    const fine = await validate({}, ['-', '--fix', '--quiet'], { stdin: asText(FINE) });
    expect(fine).toMatchObject({ exitCode: 0, stdout: asText(FINE), stderr: '' });
  });

  test('writes nothing at all when one source cannot be read', async () => {
    const cwd = await createFolder({ 'a.json': FIXABLE });
    expect((await validateIn(cwd, ['a.json', 'none.json', '--fix'])).exitCode).toBe(2);
    expect(JSON.parse(await readFile(path.join(cwd, 'a.json'), 'utf8'))).toEqual(FIXABLE);
  });

  test.each([
    ['a URL', ['http://localhost:1/d', '--fix'], '--fix cannot change what http://localhost:1/d serves.'],
    ['stdin among others', ['-', 'a.json', '--fix'], 'so nothing else can be fixed with it'],
    ['a report where the text goes', ['-', '--fix', '--json'], '--fix prints the fixed text of - on stdout'],
    [
      'a report where the diff goes',
      ['a.json', '--fix', '--dry-run', '-f', 'json'],
      'prints a diff on stdout',
    ],
    ['--dry-run alone', ['a.json', '--dry-run'], '--dry-run shows what --fix would change.'],
  ])('refuses %s', async (_, argv, message) => {
    const { exitCode, stderr } = await validate({ 'a.json': FIXABLE }, argv);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('--fix --dry-run', () => {
  test('prints a diff, changes nothing, and judges what would remain', async () => {
    const cwd = await createFolder({
      'a.json': FIXABLE,
      'sub/b.json': { ...FIXABLE, name: 1 },
      'c.json': BROKEN,
    });
    const { stdout, stderr, exitCode } = await validateIn(cwd, ['a.json', '--fix', '--dry-run']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^--- a\/a\.json\n\+\+\+ b\/a\.json\n@@ -\d+,\d+ \+\d+,\d+ @@\n/);
    expect(stdout).toContain('\n-    "READ",\n');
    expect(stderr).toContain('✓ a.json is a valid descriptor for Jira and Confluence. 1 would be fixed.\n');
    expect(JSON.parse(await readFile(path.join(cwd, 'a.json'), 'utf8'))).toEqual(FIXABLE);

    const all = ['a.json', 'c.json', 'sub/b.json', '--fix', '--dry-run', '-f', 'json=report.json'];
    const several = await validateIn(cwd, all);
    expect(several.exitCode).toBe(1);
    expect(several.stdout.match(/^\+\+\+ .*$/gm)).toEqual(['+++ b/a.json', '+++ b/sub/b.json']);
    const report = JSON.parse(await readFile(path.join(cwd, 'report.json'), 'utf8'));
    expect(report.summary.errors).toBe(2);
  });

  test('shows colours to people only', async () => {
    const shown = { isTTY: true, env: { FORCE_COLOR: '1' } };
    const argv = ['a.json', '--fix', '--dry-run'];
    expect((await validate({ 'a.json': FIXABLE }, argv, shown)).stdout).toContain('\u001b[');
    expect((await validate({ 'a.json': FIXABLE }, argv)).stdout).not.toContain('\u001b');
  });

  test('prints nothing where there is nothing to change', async () => {
    const { stdout, exitCode } = await validate({ 'a.json': FINE }, ['a.json', '--fix', '--dry-run']);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 });
  });
});

test('a baseline lists what is left after fixing', async () => {
  const cwd = await createFolder({ 'a.json': { ...FIXABLE, name: 1 } });
  await validateIn(cwd, ['a.json', '--fix', '--baseline', 'b.json', '--update-baseline']);
  const { findings } = JSON.parse(await readFile(path.join(cwd, 'b.json'), 'utf8'));
  expect(findings).toEqual([{ source: 'a.json', rule: 'schema/type', pointer: '/name' }]);
  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(FIXABLE));
  expect((await validateIn(cwd, ['a.json', '--fix', '--baseline', 'b.json'])).exitCode).toBe(0);
});
