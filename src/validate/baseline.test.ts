import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createDiagnostic } from '../../test/support/report-samples.ts';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { packageFile } from '../core/package-root.ts';
import { Baseline, type BaselineEntry, printBaseline, readBaseline, writeBaseline } from './baseline.ts';

const A = createDiagnostic({ ruleId: 'a/a', pointer: '/a' });
const B = createDiagnostic({ ruleId: 'b/b', pointer: '/b' });

/** A folder with two descriptors, and a baseline in `known/list.json`. */
async function createBaseline(entries: readonly BaselineEntry[]) {
  const root = await createTempDir();
  await mkdir(path.join(root, 'known'));
  for (const name of ['a.json', 'b.json']) await writeFile(path.join(root, name), '{}');
  const file = { name: 'known/list.json', path: path.join(root, 'known', 'list.json') };
  await writeFile(file.path, printBaseline(entries));
  return { root, file, baseline: await readBaseline(file, { cwd: root, isUpdate: false }) };
}

const entry = (source: string, rule: string, pointer: string) => ({ source, rule, pointer });

test('hides what it lists, wherever in the file it stands, and nothing else', async () => {
  const { baseline } = await createBaseline([entry('../a.json', 'a/a', '/a')]);
  const moved = { ...A, range: { start: { line: 90, column: 1 }, end: { line: 90, column: 2 } } };
  expect(baseline.hide('a.json', [moved, B])).toEqual([B]);
  expect(baseline.hide('b.json', [A])).toEqual([A]);
  expect(baseline.hidden).toBe(1);
  expect(baseline.unmet).toEqual([]);
});

describe('names what is found in a module by the key of the module', () => {
  const finding = (pointer: string) => createDiagnostic({ ruleId: 'a/a', pointer });
  const known = { ...entry('../a.json', 'a/a', '/modules/webPanels/0/url'), module: 'panel' };

  test('so that it stays known when others are put before it', async () => {
    const { baseline } = await createBaseline([known]);
    const keys = { '/modules/webPanels/0': 'new', '/modules/webPanels/1': 'panel' };
    const before = finding('/modules/webPanels/0/url');
    const moved = finding('/modules/webPanels/1/url');
    expect(baseline.hide('a.json', [before, moved], keys)).toEqual([before]);
    expect(baseline.unmet).toEqual([]);
  });

  test('and no other type, property or module is taken for it', async () => {
    const { baseline } = await createBaseline([known]);
    const others = [
      finding('/modules/webItems/0/url'),
      finding('/modules/webPanels/0/key'),
      finding('/modules/webPanels/0'),
      finding('/modules/webPanels/1/url'),
    ];
    const keys = { '/modules/webItems/0': 'panel', '/modules/webPanels/0': 'panel' };
    expect(baseline.hide('a.json', others, keys)).toEqual(others);
  });

  test('while entries without a module go by the place', async () => {
    const { baseline } = await createBaseline([entry('../a.json', 'a/a', '/modules/webhooks/1/url')]);
    const keys = { '/modules/webhooks/1': 'hook' };
    expect(baseline.hide('a.json', [finding('/modules/webhooks/1/url')], keys)).toEqual([]);
    expect(baseline.unmet).toEqual([]);
  });

  test('and it is written', async () => {
    const { baseline, file } = await createBaseline([]);
    baseline.hide('a.json', [finding('/modules/webPanels/0/url')], { '/modules/webPanels/0': 'panel' });
    await writeBaseline(baseline);
    expect(JSON.parse(await readFile(file.path, 'utf8')).findings).toEqual([known]);
  });
});

test('knows stdin and URLs by their names', async () => {
  const { baseline } = await createBaseline([
    entry('<stdin>', 'a/a', '/a'),
    entry('https://x.com/d', 'b/b', '/b'),
  ]);
  expect(baseline.hide('<stdin>', [A])).toEqual([]);
  expect(baseline.unmet).toEqual([]);
  expect(baseline.hide('https://x.com/d', [B])).toEqual([]);
});

test('tells of entries that are no longer met, of checked sources and of those that are no more', async () => {
  const mended = entry('../a.json', 'b/b', '/b');
  const gone = entry('../deleted.json', 'a/a', '/a');
  const elsewhere = entry('../b.json', 'a/a', '/a');
  const { baseline } = await createBaseline([mended, gone, elsewhere]);
  baseline.hide('a.json', [A]);
  expect(baseline.unmet).toEqual([mended, gone]);
  expect(baseline.added).toBe(1);
  expect(baseline.current).toEqual([elsewhere, entry('../a.json', 'a/a', '/a')]);
});

test('is written sorted, one line for each entry, and as its schema says', async () => {
  const { baseline, file } = await createBaseline([entry('../b.json', 'a/a', '/"')]);
  baseline.hide('a.json', [B, A, A]);
  await writeBaseline(baseline);
  const text = await readFile(file.path, 'utf8');
  expect(text).toBe(`{
  "$schema": "https://unpkg.com/connect-kit/schemas/baseline.json",
  "version": 1,
  "findings": [
    { "source": "../a.json", "rule": "a/a", "pointer": "/a" },
    { "source": "../a.json", "rule": "b/b", "pointer": "/b" },
    { "source": "../b.json", "rule": "a/a", "pointer": "/\\"" }
  ]
}
`);
  const validate = new Ajv2020().compile(
    JSON.parse(readFileSync(packageFile('schemas/baseline.json'), 'utf8')),
  );
  expect([validate(JSON.parse(text)), validate(JSON.parse(printBaseline([])))]).toEqual([true, true]);
});

test('may be missing where it is about to be written', async () => {
  const root = await createTempDir();
  const file = { name: 'x.json', path: path.join(root, 'x.json') };
  expect(await readBaseline(file, { cwd: root, isUpdate: true })).toBeInstanceOf(Baseline);
  await expect(readBaseline(file, { cwd: root, isUpdate: false })).rejects.toThrow(
    expect.objectContaining({
      message: 'The baseline x.json cannot be read: there is no such file.',
      nextSteps: ['Write it: add --update-baseline once.'],
    }),
  );
});

describe('is refused', () => {
  test.each([
    ['<<<<<<< ours', 'This is no baseline', 'x.json:1:1'],
    ['{ "version": 2, "findings": [] }', 'is of a newer form (version 2)', 'x.json'],
    ['{ "findings": [] }', '"version": 1 and a list of findings are expected', 'x.json'],
    ['{ "version": 1, "findings": [{ "source": "a" }] }', '/findings/0 must have source, rule and', 'x.json'],
  ])('%s', async (text, message, where) => {
    const root = await createTempDir();
    const file = { name: 'x.json', path: path.join(root, 'x.json') };
    await writeFile(file.path, text);
    await expect(readBaseline(file, { cwd: root, isUpdate: true })).rejects.toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), where }),
    );
  });
});
