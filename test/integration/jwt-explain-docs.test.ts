import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { MISTAKE_IDS } from '../../src/jwt/explain/mistakes.ts';
import { followDocs } from '../support/docs-examples.ts';

test('docs/jwt-explain.md shows what happens', async () => {
  const commands = await followDocs('docs/jwt-explain.md', { now: Date.parse('2026-11-21T10:00:00Z') });
  expect(commands).toBeGreaterThan(MISTAKE_IDS.length);
});

test('each mistake has a section, in the order in which they are tried', async () => {
  const page = await readFile(packageFile('docs/jwt-explain.md'), 'utf8');
  expect([...page.matchAll(/^### (.*)$/gm)].map(([, id]) => id)).toEqual(MISTAKE_IDS);
});

test('the library explains as the page shows', async () => {
  const { explainMismatch } = await import('../../src/index.ts');
  const qsh = createHash('sha256').update('GET&/p&q=a+b').digest('hex');
  const { outcome, causes } = explainMismatch({ method: 'GET', url: '/p?q=a%20b' }, qsh);
  expect([outcome, causes[0]?.mistakes[0]?.id]).toEqual(['one-mistake', 'space-as-plus']);
});
