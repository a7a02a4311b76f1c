import { expect, it } from 'vitest';
import { createTestJira } from '../../../test/support/jira-store.ts';
import { openSiteDatabase } from '../store/site-database.ts';
import { type AddonField, CustomFields, contextsOf } from './custom-fields.ts';

const CONTEXT = { name: 'Own', description: '', projectIds: ['10001'], issueTypeIds: [] };

it('knows the options of a place: those of the context that names the project before those of all', () => {
  const { store } = createTestJira();
  const made = store.fieldAdmin.create({ name: 'Size', type: 'select', description: '' });
  const [everywhere] = contextsOf(made);
  const field = () => store.customFields.find(made.id) ?? made;
  store.fieldAdmin.addOptions(field(), everywhere?.id ?? '', [{ value: 'All' }]);
  const own = store.fieldAdmin.addContext(field(), CONTEXT);
  store.fieldAdmin.addOptions(field(), own.id, [{ value: 'Own' }]);
  const valuesIn = (projectId: string) =>
    store.customFields.findIn(made.id, { projectId })?.options.map(({ value }) => value);
  expect([valuesIn('10000'), valuesIn('10001')]).toEqual([['All'], ['Own']]);
  store.fieldAdmin.deleteContext(field(), everywhere?.id ?? '');
  expect([valuesIn('10000'), valuesIn('10001')]).toEqual([undefined, ['Own']]);
});

it('holds for the issue types of a context alone', () => {
  const { store } = createTestJira();
  const made = store.fieldAdmin.create({ name: 'Size', type: 'number', description: '' });
  const [everywhere] = contextsOf(made);
  if (everywhere === undefined) throw new Error('A new field has a context.');
  store.fieldAdmin.putContext(made, { ...everywhere, issueTypeIds: ['10002'], defaultValue: 7 });
  const place = (issueTypeId: string) => ({ projectId: '10000', issueTypeId });
  expect(store.customFields.findIn(made.id, place('10001'))).toBeUndefined();
  expect(store.customFields.findIn(made.id, place('10002'))?.name).toBe('Size');
  expect(store.customFields.defaultsIn(place('10002'))).toEqual({ [`customfield_${made.id}`]: 7 });
});

it('has the fields of add-ons as long as these declare them, under the same ids again', () => {
  const database = openSiteDatabase();
  let declared: readonly AddonField[] = [{ addonKey: 'a__b', name: 'Team', type: 'select', description: '' }];
  const fields = new CustomFields(database, () => declared);
  const id = fields.find('a__b')?.id;
  expect(id).toBeDefined();
  declared = [];
  expect(fields.find('a__b')).toBeUndefined();
  declared = [{ addonKey: 'a__b', name: 'Crew', type: 'select', description: '' }];
  expect(fields.find('a__b')).toMatchObject({ id, name: 'Crew' });
  database.close();
});
