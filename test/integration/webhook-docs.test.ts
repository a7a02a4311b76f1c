import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { parseRecording } from '../../src/webhook/recording/parse.ts';
import { readRules } from '../../src/webhook/redact/rules.ts';
import { followDocs } from '../support/docs-examples.ts';

test.each([
  ['docs/webhook-verify.md', 3],
  ['docs/webhook-import.md', 1],
])('%s shows what happens', async (page, count) => {
  expect(await followDocs(page)).toBe(count);
});

test('docs/webhook-recordings.md shows a recording', async () => {
  const json = await jsonIn('docs/webhook-recordings.md');
  const schema = JSON.parse(await readFile(packageFile('schemas/webhook-recording.json'), 'utf8'));
  expect(new Ajv2020({ strict: false }).validate(schema, JSON.parse(json))).toBe(true);
  expect(parseRecording(json, 'x')).toMatchObject({ event: 'jira:issue_updated', response: { status: 204 } });
});

test('docs/webhook-record.md shows a configuration that is one', async () => {
  const { webhook } = JSON.parse(await jsonIn('docs/webhook-record.md'));
  const schema = JSON.parse(await readFile(packageFile('schemas/config.json'), 'utf8'));
  expect(new Ajv2020({ strict: false }).validate(schema, { webhook })).toBe(true);
  expect(readRules(webhook).redact).toHaveLength(3);
});

async function jsonIn(page: string): Promise<string> {
  const markdown = await readFile(packageFile(page), 'utf8');
  return /^```json\n(.*?)^```/ms.exec(markdown)?.[1] ?? '';
}
