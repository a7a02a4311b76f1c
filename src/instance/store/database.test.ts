import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { type Database, IN_MEMORY, openDatabase } from './database.ts';

function open(file = IN_MEMORY): Database {
  const database = openDatabase(file);
  onTestFinished(() => database.close());
  return database;
}

function openWithTable(): Database {
  const database = open();
  database.run('CREATE TABLE thing (name TEXT PRIMARY KEY, size INTEGER)');
  return database;
}

const names = (database: Database) =>
  database.all('SELECT name FROM thing ORDER BY name').map(({ name }) => name);

describe('a database', () => {
  it('gives back what was put in', () => {
    const database = openWithTable();
    expect(database.run('INSERT INTO thing VALUES (?, ?), (?, ?)', ['größer', 2 ** 40, 'b', null])).toBe(2);
    expect(database.get('SELECT * FROM thing WHERE name = ?', ['größer'])).toEqual({
      name: 'größer',
      size: 2 ** 40,
    });
    expect(database.get('SELECT * FROM thing WHERE name = ?', ['none'])).toBeUndefined();
    expect([...database.iterate('SELECT name FROM thing ORDER BY name')]).toEqual([
      { name: 'b' },
      { name: 'größer' },
    ]);
  });

  it('changes everything or nothing in a transaction', () => {
    const database = openWithTable();
    expect(() =>
      database.transaction(() => {
        database.run("INSERT INTO thing VALUES ('a', 1)");
        throw new Error('on second thoughts');
      }),
    ).toThrow('on second thoughts');
    expect(names(database)).toEqual([]);
    expect(database.transaction(() => database.run("INSERT INTO thing VALUES ('b', 1)"))).toBe(1);
    expect(names(database)).toEqual(['b']);
  });

  it('undoes an inner transaction alone where the outer one goes on', () => {
    const database = openWithTable();
    database.transaction(() => {
      database.run("INSERT INTO thing VALUES ('outer', 1)");
      expect(() =>
        database.transaction(() => {
          database.run("INSERT INTO thing VALUES ('inner', 1)");
          database.run("INSERT INTO thing VALUES ('inner', 2)");
        }),
      ).toThrow(/UNIQUE/);
      database.transaction(() => database.run("INSERT INTO thing VALUES ('second', 1)"));
    });
    expect(names(database)).toEqual(['outer', 'second']);
  });

  it('commits what a statement gives back that writes', () => {
    const database = openWithTable();
    const add = (name: string) =>
      database.transaction(() => database.get('INSERT INTO thing VALUES (?, 1) RETURNING name', [name]));
    expect([add('a'), add('b')]).toEqual([{ name: 'a' }, { name: 'b' }]);
    expect(names(database)).toEqual(['a', 'b']);
  });

  it('is usable after a failed commit', () => {
    const database = openWithTable();
    database.run('CREATE TABLE part (thing TEXT REFERENCES thing (name) DEFERRABLE INITIALLY DEFERRED)');
    expect(() => database.transaction(() => database.run("INSERT INTO part VALUES ('none')"))).toThrow(
      /FOREIGN KEY/,
    );
    database.transaction(() => database.run("INSERT INTO thing VALUES ('a', 1)"));
    expect(names(database)).toEqual(['a']);
  });

  it('can be read while the same statement is read elsewhere', () => {
    const database = openWithTable();
    database.run("INSERT INTO thing VALUES ('a', 1), ('b', 1)");
    const pairs: unknown[] = [];
    for (const one of database.iterate('SELECT name FROM thing')) {
      for (const other of database.iterate('SELECT name FROM thing'))
        pairs.push([one['name'], other['name']]);
    }
    expect(pairs).toHaveLength(4);
  });
});

describe('a database file', () => {
  it('keeps its content, and is opened again after a process was killed', async () => {
    const file = path.join(await createTempDir(), 'site.db');
    const first = openDatabase(file);
    first.run('CREATE TABLE thing (name TEXT PRIMARY KEY, size INTEGER)');
    first.run("INSERT INTO thing VALUES ('a', 1)");
    first.close();
    // What a killed process leaves is its lock.
    mkdirSync(`${file}.lock`, { recursive: true });
    expect(names(open(file))).toEqual(['a']);
  });

  it('that is none ends in an error that names it', async () => {
    const file = path.join(await createTempDir(), 'site.db');
    writeFileSync(file, 'this is no database at all, however long it goes on'.repeat(100));
    expect(() => openDatabase(file)).toThrow(/cannot be opened: .*not a database/);
  });
});
