import { expect, it } from 'vitest';
import { openSiteDatabase } from '../../store/site-database.ts';
import { ConfigList } from './config-list.ts';

interface Thing {
  readonly id: string;
  readonly name: string;
}

const SEED: readonly Thing[] = [
  { id: '1', name: 'One' },
  { id: '2', name: 'Two' },
];
const namesIn = (items: readonly Thing[]) => items.map(({ name }) => name);

it('is one list for whoever holds it, and the same after the database was opened again', () => {
  const database = openSiteDatabase();
  const list = new ConfigList(database, 'priority', SEED);
  const { items } = list;
  const id = list.nextId();
  list.put({ id, name: 'Three' });
  list.put({ id: '1', name: 'Uno' });
  list.reorder([id, '2', '1']);
  list.delete('2');
  expect(namesIn(items)).toEqual(['Three', 'Uno']);
  expect(new ConfigList(database, 'priority', SEED).items).toEqual(items);
  database.close();
});

it('stays empty where somebody has emptied it', () => {
  const database = openSiteDatabase();
  const list = new ConfigList(database, 'link-type', SEED);
  for (const { id } of SEED) list.delete(id);
  expect(new ConfigList(database, 'link-type', SEED).items).toEqual([]);
  database.close();
});

it('gives no id a second time, and none that the seed has', () => {
  const database = openSiteDatabase();
  const list = new ConfigList<Thing>(database, 'status', [{ id: '20000', name: 'Far' }]);
  const id = list.nextId();
  list.put({ id, name: 'New' });
  list.delete(id);
  expect([id, list.nextId()]).toEqual(['20001', '20002']);
  database.close();
});

it('compares names in either case', () => {
  const database = openSiteDatabase();
  const list = new ConfigList(database, 'resolution', SEED);
  const isTaken = (name: string, exceptId?: string) => list.isTaken(name, (one) => one.name, exceptId);
  expect([isTaken('ONE'), isTaken('one', '1'), isTaken('Three')]).toEqual([true, false, false]);
  database.close();
});
