import { describe, expect, it, onTestFinished } from 'vitest';
import { type Database, IN_MEMORY, openDatabase, type Row, type SqlValue } from './database.ts';
import { isQuery, isRepeatable, keyOf, ResultCache } from './result-cache.ts';

function openWithTable(): Database {
  const database = openDatabase(IN_MEMORY);
  onTestFinished(() => database.close());
  database.run('CREATE TABLE thing (name TEXT PRIMARY KEY, size INTEGER)');
  database.run('CREATE TABLE part (thing TEXT REFERENCES thing (name) ON DELETE CASCADE, number INTEGER)');
  return database;
}

/** The same numbers in every run (a generator by Park and Miller). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const QUERIES: readonly string[] = [
  'SELECT * FROM thing WHERE name = ?',
  'SELECT * FROM thing WHERE name <> ? ORDER BY name',
  'SELECT count(*) AS n, sum(number) AS sum FROM part WHERE thing = ?',
  'WITH one AS (SELECT ? AS name) SELECT t.size, p.number FROM thing t JOIN part p ON p.thing = t.name, one ORDER BY 1, 2',
];

const WRITES: readonly ((name: string, number: number) => readonly [string, readonly SqlValue[]])[] = [
  (name, number) => ['INSERT OR IGNORE INTO thing VALUES (?, ?)', [name, number]],
  (name, number) => ['INSERT INTO part SELECT name, ? FROM thing WHERE name = ?', [number, name]],
  (name, number) => ['UPDATE thing SET size = ? WHERE name = ?', [number, name]],
  (name) => ['DELETE FROM thing WHERE name = ?', [name]],
  (name, number) => ['INSERT INTO thing VALUES (?, ?)', [name, number]],
  (name, number) => ['UPDATE OR FAIL thing SET size = ? WHERE name <= ? RETURNING name', [number, name]],
];

/** What no cache has seen: a query of another text each time. */
let asked = 0;
function askAnew(database: Database, sql: string, values: readonly SqlValue[]) {
  asked += 1;
  return database.all(`${sql} -- ${asked}`, values);
}

describe('what a database remembers of its answers', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is what it would answer anew, whatever is written (%i)', (seed) => {
    const database = openWithTable();
    const random = randomOf(seed);
    const nameOf = () => `n${random(5)}`;
    const write = () => {
      const [sql, values] = WRITES[random(WRITES.length)]?.(nameOf(), random(100)) ?? ['', []];
      // Some fail, for the name is there already; then they have done nothing, or a part.
      try {
        if (random(2) === 0) database.run(sql, values);
        else database.all(sql, values);
      } catch {}
    };
    const compare = () => {
      for (const sql of QUERIES) {
        const values = [nameOf()];
        expect(database.all(sql, values)).toEqual(askAnew(database, sql, values));
        expect(database.get(sql, values)).toEqual(askAnew(database, sql, values)[0]);
      }
    };
    const change = (depth: number): void => {
      for (let count = random(4); count >= 0; count -= 1) {
        if (depth < 3 && random(3) === 0) inTransaction(depth);
        else write();
        compare();
      }
    };
    const inTransaction = (depth: number): void => {
      try {
        database.transaction(() => {
          change(depth + 1);
          if (random(2) === 0) throw new Error('on second thoughts');
        });
      } catch {}
      compare();
    };
    for (let round = 0; round < 15; round += 1) change(0);
  });

  it('is forgotten when a table changes its form, and when rows are written while they are read', () => {
    const database = openWithTable();
    database.run("INSERT INTO thing VALUES ('a', 1)");
    expect(database.get('SELECT * FROM thing')).toEqual({ name: 'a', size: 1 });
    database.run('ALTER TABLE thing ADD COLUMN colour TEXT');
    expect(database.get('SELECT * FROM thing')).toEqual({ name: 'a', size: 1, colour: null });
    for (const _ of database.iterate('UPDATE thing SET size = 2 RETURNING name'));
    expect(database.get('SELECT * FROM thing')).toEqual({ name: 'a', size: 2, colour: null });
  });

  it('is of another answer for a number than for a text of the same digits', () => {
    const database = openWithTable();
    const typeOf = (value: SqlValue) => database.get('SELECT typeof(?) AS type', [value])?.['type'];
    expect([1, '1', null, 'null', 1.5].map(typeOf)).toEqual(['integer', 'text', 'null', 'text', 'real']);
  });

  it('gives every reader bytes of its own', () => {
    const database = openWithTable();
    const read = () => database.get("SELECT x'0102' AS bytes")?.['bytes'];
    const first = read();
    if (first instanceof Uint8Array) first.fill(9);
    expect(read()).toEqual(Uint8Array.of(1, 2));
  });

  it('goes on when more statements were made than are kept', () => {
    const database = openWithTable();
    for (let number = 0; number < 1200; number += 1) {
      expect(database.get(`SELECT ? AS one, ${number} AS number`, [1])).toEqual({ one: 1, number });
    }
    expect(database.get('SELECT ? AS one, 0 AS number', [2])).toEqual({ one: 2, number: 0 });
  });
});

describe('a cache of results', () => {
  const keptOf = (count: number, row: Row) => {
    const cache = new ResultCache();
    const keys = Array.from({ length: count }, (_, index) => String(index));
    for (const key of keys) cache.keep('SELECT', key, [row]);
    return keys.filter((key) => cache.find('SELECT', key) !== undefined);
  };

  it('keeps a limited number of them, the latest among them', () => {
    const kept = keptOf(10_000, { number: 1 });
    expect(kept.length).toBeLessThanOrEqual(2000);
    expect(kept).toContain('9999');
  });

  it('keeps a limited amount of text', () => {
    const text = 'x'.repeat(60_000);
    const kept = keptOf(1000, { text });
    expect(kept.length * text.length).toBeLessThanOrEqual(4_000_000);
    expect(kept).toContain('999');
  });

  it('keeps no large result', () => {
    const cache = new ResultCache();
    const rows = Array.from({ length: 51 }, (_, number) => ({ number }));
    cache.keep('SELECT', 'many', rows);
    cache.keep('SELECT', 'long', [{ text: 'x'.repeat(70_000) }]);
    cache.keep('SELECT', 'fitting', rows.slice(1));
    const kept = ['many', 'long', 'fitting'].filter((key) => cache.find('SELECT', key) !== undefined);
    expect(kept).toEqual(['fitting']);
  });
});

it.each([
  [
    ['a', 'b'],
    ['ab', ''],
  ],
  [
    ["a1'b", 'c'],
    ['a', "b1'c"],
  ],
  [
    [1, 2],
    [12, ''],
  ],
  [
    [1, 2],
    ['1,2,', ''],
  ],
] satisfies [SqlValue[], SqlValue[]][])('values %j have another key than %j', (some, others) => {
  expect(keyOf(some)).not.toBe(keyOf(others));
});

it.each([
  ['SELECT 1', true, true],
  ['  select 1', true, true],
  ['WITH a AS (SELECT 1) SELECT * FROM a', true, true],
  ['WITH a AS (SELECT 1) INSERT INTO thing SELECT * FROM a', false, false],
  ['INSERT INTO thing VALUES (1) RETURNING *', false, false],
  ['PRAGMA user_version', false, false],
  ['SELECT random()', true, false],
  ['SELECT unixepoch() * 1000', true, false],
  ['SELECT last_insert_rowid()', true, false],
  ['SELECT CURRENT_TIMESTAMP', true, false],
])('%s: is it a query, and the same when repeated', (sql, query, repeatable) => {
  expect([isQuery(sql), isRepeatable(sql)]).toEqual([query, repeatable]);
});
