import { isRecord, type Json, type JsonObject } from '../../../core/json.ts';
import { ADMINS, APPS, CONFLUENCE_USERS } from '../../people/groups.ts';
import { People, SEED_PEOPLE } from '../../people/people.ts';
import { SeedObject } from '../../seed/seed-object.ts';
import { SeedError, type SeedPart } from '../../seed/seed-part.ts';
import type { Database, Row } from '../../store/database.ts';
import { nextId, reserveId } from '../../store/sequences.ts';
import { parseStorage } from '../body/storage-tree.ts';
import { ID_SEQUENCE } from '../content-rows.ts';
import { CUSTOM_OPERATIONS } from '../space-permissions.ts';
import { SPACE_OPERATIONS, SPACE_TYPES, type SpaceOperation, type Subject } from '../types.ts';
import { ContentExport, iso, unlessEmpty } from './export-content.ts';
import { ContentImport, naming } from './import-content.ts';
import { type SubjectNames, subjectNames } from './subjects.ts';

const NAME = 'confluence';
const EVERYTHING = '*';
/** Ids below it are those of the site's first things. */
const FIRST_ID = 65_699;

/** Tables whose rows are gone before a seed is taken over; what hangs on them goes with them. */
const TABLES = [
  ...[
    'confluence_space',
    'confluence_label',
    'confluence_template',
    'confluence_relation',
    'confluence_watch',
  ],
  ...['confluence_user_property', 'confluence_state', 'confluence_long_task', 'confluence_text'],
];

/** What is in Confluence: spaces with their permissions and content, templates, and what people keep. */
export const CONFLUENCE_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const spaces = database.all('SELECT * FROM confluence_space ORDER BY id');
    if (database.get('SELECT 1 FROM sequence WHERE name = ?', [ID_SEQUENCE]) === undefined) return undefined;
    const names = subjectNames(database);
    const content = new ContentExport(database, names);
    return {
      spaces: spaces.map((row) => exportSpace(database, row, content, names)),
      ...unlessEmpty({
        templates: exportTemplates(database, null),
        relations: exportRelations(database, names),
        watches: exportWatches(database, names),
        userProperties: exportUserProperties(database, names),
      }),
    };
  },
  import: (database, value, now) => {
    const seed = new SeedObject(value, `/${NAME}`);
    // In a new site, whose people nobody has said, there are those of every site.
    new People(database, SEED_PEOPLE);
    database.run('DELETE FROM confluence_labelling');
    database.run('DELETE FROM confluence_property');
    for (const table of TABLES) database.run(`DELETE FROM ${table}`);
    // A site with this sequence is not new: nothing else is planted.
    reserveId(database, ID_SEQUENCE, FIRST_ID);
    const names = subjectNames(database);
    const content = new ContentImport(database, names);
    for (const space of seed.objects('spaces')) importSpace(space, { database, content, names, now });
    importTemplates(database, seed, null);
    importRest(database, seed, names);
    seed.end();
  },
};

function exportSpace(database: Database, row: Row, content: ContentExport, names: SubjectNames): JsonObject {
  const id = Number(row['id']);
  const homepage = database.get('SELECT title FROM confluence_content WHERE id = ?', [
    row['homepage'] ?? null,
  ]);
  return {
    ...{ key: String(row['key']), name: String(row['name']), id },
    ...(row['type'] === 'global' ? {} : { type: String(row['type']) }),
    ...(row['status'] === 'current' ? {} : { status: String(row['status']) }),
    ...(row['description'] === '' ? {} : { description: String(row['description']) }),
    ...{ creator: names.personName(String(row['creator'])), created: iso(Number(row['created'])) },
    ...(homepage === undefined ? {} : { homepage: String(homepage['title']) }),
    ...unlessEmpty({ labels: content.labels('space', id) }),
    ...content.properties('space', id),
    permissions: exportPermissions(database, id, names),
    ...unlessEmpty({ customPermissions: exportCustomPermissions(database, id, names) }),
    ...content.roots(id),
    ...unlessEmpty({ templates: exportTemplates(database, id) }),
  };
}

/** By who has them; `*` for everything. */
function exportPermissions(database: Database, spaceId: number, names: SubjectNames): JsonObject {
  const rows = database.all(
    'SELECT kind, subject, operation FROM confluence_space_permission WHERE space = ? ORDER BY kind DESC, subject, id',
    [spaceId],
  );
  const bySubject = new Map<string, string[]>();
  for (const row of rows) {
    const kind = row['kind'] === 'group' ? 'group' : 'user';
    const name = names.subjectName({ kind, subject: String(row['subject']) });
    bySubject.set(name, [...(bySubject.get(name) ?? []), String(row['operation'])]);
  }
  const written = [...bySubject].map(([name, operations]): [string, Json] => {
    const known = SPACE_OPERATIONS.filter((operation) => operations.includes(operation));
    return [name, known.length === SPACE_OPERATIONS.length ? [EVERYTHING] : known];
  });
  return Object.fromEntries(written);
}

function importSpace(
  entry: SeedObject,
  {
    database,
    content,
    names,
    now,
  }: {
    readonly database: Database;
    readonly content: ContentImport;
    readonly names: SubjectNames;
    readonly now: number;
  },
): void {
  const key = entry.text('key');
  if (!/^(?:~[\w.:-]{1,254}|[A-Za-z0-9]{1,255})$/.test(key))
    throw new SeedError(entry.at('key'), 'it must consist of letters and digits.');
  if (database.get('SELECT 1 FROM confluence_space WHERE key = ? COLLATE NOCASE', [key]) !== undefined)
    throw new SeedError(entry.at('key'), 'another space has it already.');
  const creator = entry.has('creator')
    ? names.readPerson(entry.take('creator'), entry.at('creator'))
    : names.someAdmin;
  const created = entry.moment('created') ?? now;
  const id = entry.count('id') ?? nextId(database, ID_SEQUENCE);
  if (database.get('SELECT 1 FROM confluence_space WHERE id = ?', [id]) !== undefined)
    throw new SeedError(entry.at('id'), 'something else has it already.');
  reserveId(database, ID_SEQUENCE, id);
  database.run(
    `INSERT INTO confluence_space (id, key, name, description, type, status, homepage, creator, created)
     VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)`,
    [
      ...[id, key, entry.optionalText('name') ?? key, entry.anyText('description')],
      ...[
        entry.oneOf('type', SPACE_TYPES) ?? 'global',
        entry.oneOf('status', ['current', 'archived']) ?? 'current',
      ],
      ...[creator, created],
    ],
  );
  importPermissions(database, entry, id, creator, names);
  importCustomPermissions(database, entry, id, names);
  content.roots(entry, id, creator, created);
  content.labels(entry, 'space', id);
  content.properties(entry, 'space', id, creator, created);
  importTemplates(database, entry, id);
  setHomepage(database, entry, id);
  entry.end();
}

/** The page that is named, or else the first one. */
function setHomepage(database: Database, entry: SeedObject, spaceId: number): void {
  const pages = "FROM confluence_content WHERE space = ? AND type = 'page'";
  const row = entry.has('homepage')
    ? database.get(`SELECT id ${pages} AND title = ? ORDER BY status = 'current' DESC, id LIMIT 1`, [
        spaceId,
        entry.text('homepage'),
      ])
    : database.get(`SELECT id ${pages} AND parent IS NULL ORDER BY position, id LIMIT 1`, [spaceId]);
  if (entry.has('homepage') && row === undefined)
    throw new SeedError(entry.at('homepage'), `there is no page '${entry.text('homepage')}' in the space.`);
  database.run('UPDATE confluence_space SET homepage = ? WHERE id = ?', [row?.['id'] ?? null, spaceId]);
}

/** Where a seed says none, a space is open, as a new one is. */
function importPermissions(
  database: Database,
  entry: SeedObject,
  spaceId: number,
  creator: string,
  names: SubjectNames,
): void {
  const grant = ({ kind, subject }: Subject, operations: readonly SpaceOperation[]) => {
    for (const operation of operations) {
      database.run(
        'INSERT OR IGNORE INTO confluence_space_permission (space, kind, subject, operation) VALUES (?, ?, ?, ?)',
        [spaceId, kind, subject, operation],
      );
    }
  };
  if (!entry.has('permissions')) {
    grant({ kind: 'user', subject: creator }, SPACE_OPERATIONS);
    for (const group of [APPS, ADMINS]) grant({ kind: 'group', subject: group.id }, SPACE_OPERATIONS);
    grant(
      { kind: 'group', subject: CONFLUENCE_USERS.id },
      SPACE_OPERATIONS.filter((operation) => operation !== 'administer/space'),
    );
    return;
  }
  for (const [name, operations] of entry.entries('permissions')) {
    const place = `permissions/${name}`;
    if (!Array.isArray(operations)) entry.fail(place, 'it must be a list.');
    const wanted = operations.flatMap((value: unknown, index) =>
      readOperation(value, entry.at(`${place}/${index}`)),
    );
    grant(names.readSubject(name, entry.at(place)), wanted);
  }
}

function exportCustomPermissions(
  database: Database,
  spaceId: number,
  names: SubjectNames,
): readonly JsonObject[] {
  return database
    .all(
      'SELECT * FROM confluence_custom_permission WHERE space = ? ORDER BY type, operation, kind, subject',
      [spaceId],
    )
    .map((row) => ({
      type: String(row['type']),
      operation: String(row['operation']),
      who: names.subjectName({
        kind: row['kind'] === 'group' ? 'group' : 'user',
        subject: String(row['subject']),
      }),
      access: row['is_granted'] === 1,
    }));
}

function importCustomPermissions(
  database: Database,
  space: SeedObject,
  spaceId: number,
  names: SubjectNames,
): void {
  for (const entry of space.objects('customPermissions')) {
    const { kind, subject } = names.readSubject(entry.take('who'), entry.at('who'));
    database.run(
      `INSERT OR REPLACE INTO confluence_custom_permission (space, type, operation, kind, subject, is_granted)
       VALUES (?, ?, ?, ?, ?, ?)`,
      [
        ...[spaceId, entry.text('type'), entry.oneOf('operation', CUSTOM_OPERATIONS) ?? 'read'],
        ...[kind, subject, entry.flag('access', false) ? 1 : 0],
      ],
    );
    entry.end();
  }
}

function readOperation(value: unknown, pointer: string): readonly SpaceOperation[] {
  if (value === EVERYTHING) return SPACE_OPERATIONS;
  const known = SPACE_OPERATIONS.find((one) => one === value);
  if (known !== undefined) return [known];
  throw new SeedError(pointer, `it must be ${EVERYTHING} or one of ${SPACE_OPERATIONS.join(', ')}.`);
}

function exportTemplates(database: Database, spaceId: number | null): readonly JsonObject[] {
  return database
    .all('SELECT * FROM confluence_template WHERE space IS ? ORDER BY id', [spaceId])
    .map((row) => {
      const labels: readonly { prefix: string; name: string }[] = JSON.parse(String(row['labels']));
      return {
        ...{ name: String(row['name']), id: Number(row['id']) },
        ...(row['description'] === '' ? {} : { description: String(row['description']) }),
        ...(row['body'] === '' ? {} : { body: String(row['body']) }),
        ...unlessEmpty({
          labels: labels.map(({ prefix, name }) => (prefix === 'global' ? name : `${prefix}:${name}`)),
        }),
      };
    });
}

function importTemplates(database: Database, holder: SeedObject, spaceId: number | null): void {
  for (const entry of holder.objects('templates')) {
    const id = entry.count('id') ?? nextId(database, ID_SEQUENCE);
    reserveId(database, ID_SEQUENCE, id);
    const body = entry.anyText('body');
    naming(entry.at('body'), () => parseStorage(body));
    const labels = entry.list('labels').map((label) => {
      const [, prefix = 'global', name = ''] = /^(?:(my|team|system):)?(.*)$/s.exec(String(label)) ?? [];
      return { prefix, name };
    });
    database.run(
      'INSERT INTO confluence_template (id, space, name, description, body, labels) VALUES (?, ?, ?, ?, ?, ?)',
      [id, spaceId, entry.text('name'), entry.anyText('description'), body, JSON.stringify(labels)],
    );
    entry.end();
  }
}

function exportRelations(database: Database, names: SubjectNames): readonly JsonObject[] {
  return database
    .all('SELECT * FROM confluence_relation ORDER BY created, name, source, target')
    .map((row) => ({
      name: String(row['name']),
      from: entityName(row, 'source', names),
      to: entityName(row, 'target', names),
      creator: names.personName(String(row['creator'])),
      created: iso(Number(row['created'])),
    }));
}

/** `user:mia`, `content:65601`, `space:DS` */
function entityName(row: Row, end: 'source' | 'target', names: SubjectNames): string {
  const type = String(row[`${end}_type`]);
  const key = String(row[end]);
  return `${type}:${type === 'user' ? names.personName(key) : key}`;
}

function exportWatches(database: Database, names: SubjectNames): readonly JsonObject[] {
  return database.all('SELECT * FROM confluence_watch ORDER BY account, kind, target').map((row) => ({
    person: names.personName(String(row['account'])),
    [String(row['kind'])]: String(row['target']),
  }));
}

function exportUserProperties(database: Database, names: SubjectNames): JsonObject {
  const byPerson = new Map<string, JsonObject>();
  for (const row of database.all('SELECT * FROM confluence_user_property ORDER BY account, key')) {
    const name = names.personName(String(row['account']));
    const value: Json = JSON.parse(String(row['value']));
    byPerson.set(name, { ...byPerson.get(name), [String(row['key'])]: value });
  }
  return Object.fromEntries(byPerson);
}

/** Relations, watches and properties of people. */
function importRest(database: Database, seed: SeedObject, names: SubjectNames): void {
  for (const entry of seed.objects('relations')) {
    const [sourceType, source] = readEntity(entry, 'from', names);
    const [targetType, target] = readEntity(entry, 'to', names);
    const creator = entry.has('creator')
      ? names.readPerson(entry.take('creator'), entry.at('creator'))
      : source;
    database.run(
      `INSERT OR IGNORE INTO confluence_relation (name, source_type, source, target_type, target, creator, created)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [entry.text('name'), sourceType, source, targetType, target, creator, entry.moment('created') ?? 0],
    );
    entry.end();
  }
  for (const entry of seed.objects('watches')) {
    const [named] = ['content', 'space', 'label'].filter((one) => entry.has(one));
    const kind = named ?? entry.fail('', 'it must name content, a space or a label.');
    const account = names.readPerson(entry.take('person'), entry.at('person'));
    database.run('INSERT OR IGNORE INTO confluence_watch (account, kind, target) VALUES (?, ?, ?)', [
      account,
      kind,
      entry.text(kind),
    ]);
    entry.end();
  }
  for (const [name, properties] of seed.entries('userProperties')) {
    const account = names.readPerson(name, seed.at(`userProperties/${name}`));
    if (!isRecord(properties)) seed.fail(`userProperties/${name}`, 'it must be an object.');
    for (const [key, value] of Object.entries(properties)) {
      database.run(
        'INSERT INTO confluence_user_property (id, account, key, value, created, modified) VALUES (?, ?, ?, ?, 0, 0)',
        [nextId(database, ID_SEQUENCE), account, key, JSON.stringify(value)],
      );
    }
  }
}

function readEntity(entry: SeedObject, name: string, names: SubjectNames): readonly [string, string] {
  const [, type = '', key = ''] = /^(user|content|space):(.+)$/.exec(entry.text(name)) ?? [];
  if (type === '') throw new SeedError(entry.at(name), 'it must be user:, content: or space: and a name.');
  return [type, type === 'user' ? names.readPerson(key, entry.at(name)) : key];
}
