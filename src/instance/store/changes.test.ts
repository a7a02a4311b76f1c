import { expect, it, onTestFinished } from 'vitest';
import { Changes } from './changes.ts';
import { IN_MEMORY, openDatabase } from './database.ts';

function createChanges() {
  const database = openDatabase(IN_MEMORY);
  onTestFinished(() => database.close());
  database.run('CREATE TABLE thing (name TEXT)');
  const changes = new Changes<string>(database);
  const heard: string[] = [];
  const count = () => database.get('SELECT count(*) AS n FROM thing')?.['n'];
  const stop = changes.subscribe((event) => heard.push(`${event}, ${count()} written`));
  const add = () => database.run("INSERT INTO thing VALUES ('x')");
  return { changes, heard, count, stop, add };
}

it('tells of a change when all of it has been written, in order', () => {
  const { changes, heard, add } = createChanges();
  changes.run((announce) => {
    announce('first');
    add();
    changes.run((inner) => {
      inner('second');
      add();
    });
  });
  expect(heard).toEqual(['first, 2 written', 'second, 2 written']);
});

it('tells of nothing where the change failed, nor afterwards', () => {
  const { changes, heard, count, add } = createChanges();
  const fail = () =>
    changes.run((announce) => {
      announce('never');
      add();
      throw new Error('on second thoughts');
    });
  expect(fail).toThrow('on second thoughts');
  changes.run(() => add());
  expect([heard, count()]).toEqual([[], 1]);
});

it('tells nobody who has left', () => {
  const { changes, heard, stop } = createChanges();
  stop();
  changes.run((announce) => announce('unheard'));
  expect(heard).toEqual([]);
});
