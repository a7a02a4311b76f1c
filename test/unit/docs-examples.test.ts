import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { followDocs, readSteps } from '../support/docs-examples.ts';

const FENCE = '```';

/** Puts a page where the build leaves its products, and follows it. */
async function follow(markdown: string): Promise<number> {
  const folder = path.join('test-results', `docs-${Math.random().toString(36).slice(2)}`);
  await mkdir(packageFile(folder), { recursive: true });
  onTestFinished(() => rm(packageFile(folder), { recursive: true, force: true }));
  await writeFile(packageFile(folder, 'page.md'), markdown);
  return followDocs(path.join(folder, 'page.md'));
}

describe('readSteps', () => {
  test('finds files and commands with their output, and nothing else', () => {
    const markdown = [
      `${FENCE}json title="a/b.json"`,
      '{}',
      FENCE,
      `${FENCE}sh`,
      '$ not this',
      FENCE,
      `${FENCE}console`,
      '$ connect-kit a',
      'one',
      '$ connect-kit b',
      FENCE,
    ].join('\n');
    expect(readSteps(markdown)).toEqual([
      { kind: 'file', name: 'a/b.json', content: '{}\n' },
      { kind: 'command', command: 'connect-kit a', expected: ['one'], line: 8 },
      { kind: 'command', command: 'connect-kit b', expected: [], line: 10 },
    ]);
  });
});

describe('followDocs', () => {
  const page = (...lines: readonly string[]) => [`${FENCE}console`, ...lines, FENCE].join('\n');

  test('accepts what is printed, with … for the rest', async () => {
    const count = await follow(page('$ connect-kit nonsense', 'error … command …', '…', '$ echo $?', '2'));
    expect(count).toBe(2);
  });

  test.each([
    ['another text', ['$ connect-kit nonsense', 'error All is well.']],
    ['a line too few', ['$ connect-kit nonsense', 'error …']],
    ['another exit code', ['$ connect-kit nonsense', '…', '$ echo $?', '0']],
    ['another program', ['$ rm -rf x']],
  ])('fails for %s', async (_, lines) => {
    await expect(follow(page(...lines))).rejects.toThrow();
  });
});
