import { expect, test } from 'vitest';
import { BROKEN, FINE, validate, WARNED } from '../support/validate.ts';

/** The sources of a compact report and of the verdicts, in their order. */
function namesIn(stdout: string): readonly string[] {
  return Array.from(stdout.matchAll(/^[✓✗] (\S+\.json)/gm), ([, name = '']) => name);
}

const FILES = {
  'apps/b/atlassian-connect.json': BROKEN,
  'apps/a/atlassian-connect.json': FINE,
  'apps/a/node_modules/x/atlassian-connect.json': BROKEN,
  'target/atlassian-connect.json': BROKEN,
};

test('checks what globs stand for, in a stable order, but for what is taken away', async () => {
  const { stdout, exitCode } = await validate(FILES, ['**/atlassian-connect.json', '!target/**']);
  expect(namesIn(stdout)).toEqual(['apps/a/atlassian-connect.json', 'apps/b/atlassian-connect.json']);
  expect(stdout).toContain('\n1 of 2 descriptors is valid: 1 error.\n');
  expect(exitCode).toBe(1);
});

test('checks the descriptors of a folder', async () => {
  const { stdout } = await validate(FILES, ['apps']);
  expect(namesIn(stdout)).toEqual(['apps/a/atlassian-connect.json', 'apps/b/atlassian-connect.json']);
});

test('says that nothing matches, unless that may be', async () => {
  const refused = await validate(FILES, ['*.connect.json']);
  expect(refused.exitCode).toBe(2);
  expect(refused.stderr).toContain('error No file matches *.connect.json.');
  expect(refused.stderr).toContain('--allow-empty');
  const allowed = await validate(FILES, ['*.connect.json', '--allow-empty']);
  expect(allowed).toMatchObject({ exitCode: 0, stdout: '', stderr: 'There is nothing to check.\n' });
  const json = await validate(FILES, ['*.connect.json', '--allow-empty', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ results: [], summary: { sources: 0 } });
});

test('checks hundreds of files, each once, and reports them in order', async () => {
  const names = Array.from({ length: 500 }, (_, index) => `d/${String(index).padStart(3, '0')}.json`);
  const files = Object.fromEntries(names.map((name, index) => [name, index % 100 === 7 ? WARNED : FINE]));
  const { stdout, exitCode } = await validate(files, ['d/*.json', 'd/0*.json', '--json']);
  const { results, summary } = JSON.parse(stdout);
  expect(exitCode).toBe(0);
  expect(results.map(({ source }: { source: string }) => source)).toEqual(names);
  expect(summary).toEqual({ sources: 500, valid: 500, errors: 0, warnings: 5, infos: 0 });
});
