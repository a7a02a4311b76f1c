import { readFileSync } from 'node:fs';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { confluenceSchema, seedProblems, seedSchema } from '../../../test/support/seed-schema.ts';
import { isRecord } from '../../core/json.ts';
import { packageFile } from '../../core/package-root.ts';
import { People, SEED_PEOPLE } from '../people/people.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { SEED_PARTS } from './parts.ts';
import { exportSeed, importSeed } from './seed.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const examples = ['docs/instance-seeds.md', 'docs/instance-confluence.md'].flatMap((file) =>
  [...readFileSync(packageFile(file), 'utf8').matchAll(/^```json\n(.*?)^```/gms)].map(
    ([, text = '']): unknown => JSON.parse(text),
  ),
);

function taken(seed: unknown) {
  const database = openSiteDatabase();
  onTestFinished(() => database.close());
  importSeed(database, seed, NOW);
  return exportSeed(database);
}

it.each(examples.map((example, index) => [index + 1, example] as const))(
  'takes over example %i of the docs, and what comes of it fits the schema as it does',
  (_number, example) => {
    expect(seedProblems(example)).toEqual([]);
    const seed = taken(example);
    expect(seedProblems(seed)).toEqual([]);
    expect(taken(JSON.parse(JSON.stringify(seed)))).toEqual(seed);
  },
);

it('knows what a new site exports', () => {
  const { database } = createTestJira();
  expect(seedProblems(exportSeed(database))).toEqual([]);
});

/** What stands at a place of a schema, behind references. */
function schemaAt(schema: unknown, path: string): unknown {
  let place = schema;
  for (const step of path.split('/'))
    place = Array.isArray(place) ? place[Number(step)] : isRecord(place) ? place[step] : undefined;
  return place;
}

const jira = (part: object) => ({ version: 1, jira: part });
const project = (part: object) => jira({ projects: [{ key: 'A', ...part }] });
const field = (part: object) => jira({ fields: [{ name: 'F', ...part }] });
const issue = (part: object) => jira({ issues: [{ summary: 'a', ...part }] });
const configured = (part: object) => jira({ configuration: part });
const confluence = (part: object) => ({ version: 1, confluence: part });
const space = (part: object) => confluence({ spaces: [{ key: 'A', ...part }] });
const inPage = (part: object) => space({ pages: [{ title: 'P', ...part }] });
const nonsense = { nonsense: 1 };

it.each<readonly [string, object]>([
  ['$defs/group', { version: 1, groups: [{ name: 'a', ...nonsense }] }],
  ['properties/people/items', { version: 1, people: [{ username: 'a', displayName: 'A', ...nonsense }] }],
  [
    'properties/addons/items',
    { version: 1, addons: [{ product: 'jira', key: 'a', descriptorUrl: 'https://a.example', ...nonsense }] },
  ],
  ['$defs/permissionScheme', { version: 1, permissionSchemes: [{ name: 'a', ...nonsense }] }],
  ['$defs/dashboard', { version: 1, dashboards: [{ name: 'a', ...nonsense }] }],
  [
    '$defs/gadget',
    {
      version: 1,
      dashboards: [{ name: 'a', gadgets: [{ color: 'red', position: { row: 0, column: 0 }, ...nonsense }] }],
    },
  ],
  ['properties/jira', jira(nonsense)],
  ['$defs/configuration', configured(nonsense)],
  ...['issueTypes', 'statuses', 'priorities', 'resolutions', 'linkTypes', 'categories'].map(
    (list): readonly [string, object] => [
      `$defs/configuration/properties/${list}/items`,
      configured({
        [list]: [
          { id: 1, name: 'a', ...(list === 'linkTypes' ? { inward: 'b', outward: 'c' } : {}), ...nonsense },
        ],
      }),
    ],
  ),
  ['$defs/configuration/properties/roles/items/anyOf/1', configured({ roles: [{ name: 'a', ...nonsense }] })],
  ['$defs/configuration/properties/settings', configured({ settings: nonsense })],
  ['$defs/field', field(nonsense)],
  ['$defs/fieldOption', field({ options: [{ value: 'a', ...nonsense }] })],
  ['$defs/fieldContext', field({ contexts: [{ name: 'a', ...nonsense }] })],
  ['$defs/field/properties/trashed', field({ trashed: { at: '2026-11-21', ...nonsense } })],
  ['$defs/project', project(nonsense)],
  [
    '$defs/project/properties/components/items/anyOf/1',
    project({ components: [{ name: 'a', ...nonsense }] }),
  ],
  ['$defs/project/properties/versions/items/anyOf/1', project({ versions: [{ name: 'a', ...nonsense }] })],
  [
    '$defs/project/properties/shelved',
    project({ shelved: { state: 'archived', at: '2026-11-21', ...nonsense } }),
  ],
  ['$defs/filter', jira({ filters: [{ name: 'a', ...nonsense }] })],
  ['$defs/board', jira({ boards: [{ name: 'a', ...nonsense }] })],
  [
    '$defs/board/properties/columns/items',
    jira({ boards: [{ name: 'a', columns: [{ name: 'b', ...nonsense }] }] }),
  ],
  [
    '$defs/board/properties/quickFilters/items',
    jira({ boards: [{ name: 'a', quickFilters: [{ name: 'b', jql: 'c', ...nonsense }] }] }),
  ],
  ['$defs/sprint', jira({ boards: [{ name: 'a' }], sprints: [{ name: 'a', ...nonsense }] })],
  ['$defs/issue', issue(nonsense)],
  ['$defs/comment', issue({ comments: [{ body: 'a', ...nonsense }] })],
  ['$defs/worklog', issue({ worklogs: [{ timeSpent: '1h', ...nonsense }] })],
  ['$defs/link', jira({ issues: ['b', { summary: 'a', links: [{ to: 'DEMO-1', ...nonsense }] }] })],
  ['$defs/remoteLink', issue({ remoteLinks: [{ object: {}, ...nonsense }] })],
  ['$defs/attachment', issue({ attachments: [{ name: 'a', text: 'b', ...nonsense }] })],
  ['$defs/change', issue({ history: [{ created: '2026-11-21', items: [], ...nonsense }] })],
])('knows the properties that are read, and no others: %s', (path, seed) => {
  expect(readNames(seed)).toEqual(namesAt(seedSchema, path));
});

const content = { title: 'a', ...nonsense };
it.each<readonly [string, object]>([
  ['.', confluence(nonsense)],
  ['$defs/space', space(nonsense)],
  ['$defs/template', space({ templates: [{ name: 'a', ...nonsense }] })],
  [
    '$defs/space/properties/customPermissions/items',
    space({ customPermissions: [{ who: 'mia', type: 'a', ...nonsense }] }),
  ],
  ['$defs/node', inPage(nonsense)],
  ['$defs/node/properties/detail', inPage({ detail: nonsense })],
  ['$defs/node/properties/restrictions', inPage({ restrictions: nonsense })],
  ['$defs/node/properties/history/items', inPage({ history: [nonsense] })],
  ['$defs/blogPost', space({ blogPosts: [content] })],
  ['$defs/comment', inPage({ comments: [nonsense] })],
  ['$defs/customContent', inPage({ customContent: [{ ...content, type: 'ac:a:b' }] })],
  ['$defs/attachment', inPage({ attachments: [content] })],
  ['$defs/attachment/properties/files/items', inPage({ attachments: [{ title: 'a', files: [nonsense] }] })],
  ['properties/watches/items', confluence({ watches: [{ person: 'mia', space: 'A', ...nonsense }] })],
  [
    'properties/relations/items',
    confluence({ relations: [{ name: 'a', from: 'user:mia', to: 'space:A', ...nonsense }] }),
  ],
])('knows the properties of Confluence that are read, and no others: %s', (path, seed) => {
  expect(readNames(seed)).toEqual(namesAt(confluenceSchema, path));
});

/** What a reader says that there is, where it is given something else. */
function readNames(seed: unknown): readonly string[] {
  const [, names] = /there is no such property; there are (.*)\.$/.exec(refusalOf(seed)) ?? [];
  return names?.split(', ') ?? [refusalOf(seed)];
}

// What is refused leaves it as it was.
const untouched = openSiteDatabase();
new People(untouched, SEED_PEOPLE);
afterAll(() => untouched.close());

function refusalOf(seed: unknown): string {
  try {
    importSeed(untouched, seed, NOW);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'it was taken over';
}

function namesAt(schema: unknown, path: string): readonly string[] {
  const place = path === '.' ? schema : schemaAt(schema, path);
  const properties = schemaAt(place, 'properties');
  return isRecord(properties) ? Object.keys(properties).sort() : [];
}

it('has a part for every one that is read', () => {
  const parts = SEED_PARTS.map(({ name }) => name);
  expect(namesAt(seedSchema, '.')).toEqual(['$schema', 'version', ...parts].sort());
});

it.each([
  { version: 2 },
  { version: 1, jira: { issues: [{ sumary: 'a' }] } },
  { version: 1, jira: { projects: ['demo'] } },
  { version: 1, jira: { issues: [{ summary: 'a', due: 'soon' }] } },
  { version: 1, people: [{ displayName: 'x' }] },
])('finds what is wrong with %j, as the import does', (seed) => {
  expect(seedProblems(seed)).not.toEqual([]);
  expect(() => taken(seed)).toThrow();
});

it('lets a seed name its schema', () => {
  const seed = { $schema: 'https://unpkg.com/connect-kit/schemas/seed.json', version: 1 };
  expect(seedProblems(seed)).toEqual([]);
  expect(() => taken(seed)).not.toThrow();
});
