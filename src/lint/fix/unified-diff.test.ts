import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { unifiedDiff } from './unified-diff.ts';

test('has three lines of context', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1}\n`);
  const before = lines.join('');
  expect(unifiedDiff('a.json', before, before.replace('line 6\n', 'six\n'))).toBe(
    [
      '--- a/a.json',
      '+++ b/a.json',
      '@@ -3,7 +3,7 @@',
      ' line 3',
      ' line 4',
      ' line 5',
      '-line 6',
      '+six',
      ' line 7',
      ' line 8',
      ' line 9',
      '',
    ].join('\n'),
  );
});

test('is empty where nothing changed', () => {
  expect(unifiedDiff('a.json', '{}', '{}')).toBe('');
});

test('says where the last line does not end', () => {
  expect(unifiedDiff('a.json', '{}', '[]')).toBe(
    '--- a/a.json\n+++ b/a.json\n@@ -1,1 +1,1 @@\n-{}\n\\ No newline at end of file\n+[]\n\\ No newline at end of file\n',
  );
});

test('shows people the parts by style, and no control character', () => {
  const mark = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
  const styles = { bold: mark('b'), accent: mark('i'), success: mark('ins'), danger: mark('del') };
  const before = '{\r\n\t"a": 1, // \u001b[31m\u202e\r\n}\r\n';
  expect(unifiedDiff('a\u001b.json', before, before.replace('1', '2'), styles).split('\n')).toEqual([
    '<b>--- "a/a\\033.json"</b>',
    '<b>+++ "b/a\\033.json"</b>',
    '<i>@@ -1,3 +1,3 @@</i>',
    ' {',
    '<del>-\t"a": 1, // ·[31m·</del>',
    '<ins>+\t"a": 2, // ·[31m·</ins>',
    ' }',
    '',
  ]);
});

describe('is what git applies', () => {
  const NAMES = ['a.json', 'my add-on/atlassian connect.json', 'späße "x".json', 'tab\there.json'];

  async function applyWithGit(name: string, before: string, after: string): Promise<string> {
    const cwd = await createTempDir();
    const file = path.join(cwd, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, before);
    // Outside of a repository, and whatever the person's settings are.
    const env = {
      GIT_CEILING_DIRECTORIES: path.dirname(cwd),
      GIT_CONFIG_GLOBAL: devNull,
      GIT_CONFIG_NOSYSTEM: '1',
    };
    await execa('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd,
      env,
      input: unifiedDiff(name, before, after),
    });
    return readFile(file, 'utf8');
  }

  test.each(NAMES.flatMap((name) => ['\n', '\r\n'].map((lineBreak) => ({ name, lineBreak }))))(
    'to $name, with $lineBreak',
    async ({ name, lineBreak }) => {
      const before = ['{', '  "a": 1,', '  "b": 2', '}', ''].join(lineBreak);
      const after = before.replace(`1,${lineBreak}`, `"x",${lineBreak}`).replace('}', `  // é${lineBreak}}`);
      expect(await applyWithGit(name, before, after)).toBe(after);
    },
  );

  test.each([
    ['with no line break at the end', '{\n  "a": 1\n}', '{\n  "a": 2\n}'],
    ['that gets one', '{}', '{}\n'],
    ['that loses one', '{}\r\n', '{}'],
    ['on one line', '{"a":1}', '{"a":2}'],
    ['that is emptied', '{}\n', ''],
    ['with mixed line breaks', '{\r\n"a": 1,\n"b": 2\r\n}\n', '{\r\n"a": 1,\n"b": 3\r\n}\n'],
  ])('to a text %s', async (_, before, after) => {
    expect(await applyWithGit('a.json', before, after)).toBe(after);
  });

  test('to any text', async () => {
    const text = fc
      .array(fc.constantFrom('{', '}', '  "a": 1,', '', '\t', '- x', '+ y', '\\ No'), { maxLength: 12 })
      .chain((lines) => fc.constantFrom('\n', '\r\n').map((lineBreak) => lines.join(lineBreak)));
    await fc.assert(
      fc.asyncProperty(text, text, async (before, after) => {
        fc.pre(before !== '' && before !== after);
        expect(await applyWithGit('a.json', before, after)).toBe(after);
      }),
      { numRuns: 30 },
    );
  });
});
