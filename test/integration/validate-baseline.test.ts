import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BROKEN, createFolder, FINE, validate, validateIn, WARNED } from '../support/validate.ts';

const FILES = { 'a.json': BROKEN, 'b.json': WARNED };

test('what a baseline lists is passed over until it is mended', async () => {
  const cwd = await createFolder(FILES);
  const flags = ['a.json', 'b.json', '--baseline', 'known/list.json', '--fail-on', 'info'];
  const updated = await validateIn(cwd, [...flags, '--update-baseline']);
  expect(updated).toMatchObject({ exitCode: 0, stderr: 'known/list.json lists 2 findings: 2 new.\n' });
  const text = await readFile(path.join(cwd, 'known/list.json'), 'utf8');
  expect(text).toContain('{ "source": "../a.json", "rule": "schema/type", "pointer": "/name" },\n');

  const known = await validateIn(cwd, flags);
  expect(known).toMatchObject({ exitCode: 0, stderr: '' });
  expect(known.stdout).toContain('✓ a.json: nothing new. 1 known.\n');

  const elsewhere = { ...BROKEN, extra: 1 };
  await writeFile(path.join(cwd, 'a.json'), `\n\n${JSON.stringify(elsewhere)}`);
  const more = await validateIn(cwd, [...flags, '-f', 'compact']);
  expect(more.exitCode).toBe(1);
  expect(more.stdout).toMatch(/^a\.json:3:\d+ warning .* schema\/unknown-property\n$/);
  expect(more.stderr).toContain('2 findings listed in known/list.json are not shown.\n');

  await writeFile(path.join(cwd, 'a.json'), JSON.stringify(FINE));
  const mended = await validateIn(cwd, flags);
  expect(mended.exitCode).toBe(0);
  expect(mended.stderr).toBe(
    'An entry of known/list.json is no longer met:\n  ../a.json schema/type /name\n' +
      '--update-baseline removes what is no longer met.\n',
  );
  const pruned = await validateIn(cwd, [...flags, '--update-baseline']);
  expect(pruned.stderr).toBe('known/list.json lists 1 finding: 1 no longer met and removed.\n');
  expect(await readFile(path.join(cwd, 'known/list.json'), 'utf8')).not.toContain('a.json');
});

test('a run over some of the sources leaves the entries of others alone, but for those that are gone', async () => {
  const cwd = await createFolder({ ...FILES, 'c.json': BROKEN });
  const flags = ['--baseline', 'list.json', '--update-baseline'];
  await validateIn(cwd, ['a.json', 'b.json', 'c.json', ...flags]);
  await rm(path.join(cwd, 'c.json'));
  const { stderr } = await validateIn(cwd, ['a.json', ...flags]);
  expect(stderr).toBe('list.json lists 2 findings: 1 no longer met and removed.\n');
  const text = await readFile(path.join(cwd, 'list.json'), 'utf8');
  expect(text).toContain('"b.json"');
  expect(text).not.toContain('"c.json"');
});

test('the configuration may name it', async () => {
  const config = { validate: { baseline: 'list.json' } };
  const cwd = await createFolder({ ...FILES, 'connect-kit.config.json': config });
  expect((await validateIn(cwd, ['a.json', '--update-baseline'])).exitCode).toBe(0);
  expect((await validateIn(cwd, ['a.json'])).exitCode).toBe(0);
});

test.each([
  [['--baseline', 'none.json'], 'The baseline none.json cannot be read: there is no such file.'],
  [['--baseline', 'a.json'], 'This is no baseline'],
  [['--update-baseline'], '--update-baseline needs to know the file that it writes.'],
])('%j is refused', async (flags, message) => {
  const { exitCode, stderr, stdout } = await validate(FILES, ['a.json', ...flags]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
});
