import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it, onTestFinished } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { isRecord } from '../../core/json.ts';
import { packageFile } from '../../core/package-root.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { exportSeed, importSeed } from './seed.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const validate = new Ajv2020({ strict: true, strictTypes: false }).compile(
  JSON.parse(readFileSync(packageFile('schemas/seed.json'), 'utf8')),
);
const page = readFileSync(packageFile('docs/instance-seeds.md'), 'utf8');
const examples = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']): unknown =>
  JSON.parse(text),
);

function taken(seed: unknown) {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  importSeed(database, seed, NOW);
  return exportSeed(database);
}

function problems(seed: unknown) {
  validate(seed);
  return validate.errors ?? [];
}

it.each(examples.map((example, index) => [index + 1, example] as const))(
  'takes over example %i of the docs, and what comes of it fits the schema as it does',
  (_number, example) => {
    expect(problems(example)).toEqual([]);
    const seed = taken(example);
    expect(problems(JSON.parse(JSON.stringify(seed)))).toEqual([]);
    expect(taken(JSON.parse(JSON.stringify(seed)))).toEqual(seed);
  },
);

it('knows what a new site exports', () => {
  const { database } = createTestJira();
  expect(problems(JSON.parse(JSON.stringify(exportSeed(database))))).toEqual([]);
});

it('names the properties of issues that are read, and no others', () => {
  const schema: unknown = validate.schema;
  const definitions = isRecord(schema) && isRecord(schema['$defs']) ? schema['$defs'] : {};
  const issue = isRecord(definitions['issue']) ? definitions['issue']['properties'] : {};
  const refusal = () => taken({ version: 1, jira: { issues: [{ summary: 'a', nonsense: 1 }] } });
  const named = /there are (.*)\.$/;
  let message = '';
  try {
    refusal();
  } catch (error) {
    message = error instanceof Error ? error.message : '';
  }
  expect(named.exec(message)?.[1]?.split(', ')).toEqual(Object.keys(isRecord(issue) ? issue : {}).sort());
});

it.each([
  { version: 2 },
  { version: 1, jira: { issues: [{ sumary: 'a' }] } },
  { version: 1, jira: { projects: ['demo'] } },
  { version: 1, jira: { issues: [{ summary: 'a', due: 'soon' }] } },
  { version: 1, people: [{ displayName: 'x' }] },
])('finds what is wrong with %j, as the import does', (seed) => {
  expect(problems(seed)).not.toEqual([]);
  expect(() => taken(seed)).toThrow();
});

it('lets a seed name its schema', () => {
  const seed = { $schema: 'https://unpkg.com/connect-kit/schemas/seed.json', version: 1 };
  expect(problems(seed)).toEqual([]);
  expect(() => taken(seed)).not.toThrow();
});
