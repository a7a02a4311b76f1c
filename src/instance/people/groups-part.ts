import { SeedObject } from '../seed/seed-object.ts';
import type { SeedPart } from '../seed/seed-part.ts';
import { DEFAULT_GROUPS, Groups, newGroup } from './groups.ts';
import { People } from './people.ts';

const NAME = 'groups';

/** The groups that were added to those of every site. Who is in them stands with the people. */
export const GROUPS_PART: SeedPart = {
  name: NAME,
  export: (database) => {
    const added = new Groups(database)
      .list()
      .filter(({ id }) => !DEFAULT_GROUPS.some((one) => one.id === id));
    return added.length === 0 ? undefined : added.map(({ id, name }) => ({ name, id }));
  },
  import: (database, value) => {
    const groups = new Groups(database);
    const taken = new Set(DEFAULT_GROUPS.map(({ name }) => name.toLowerCase()));
    const ids = new Set(DEFAULT_GROUPS.map(({ id }) => id));
    database.run('DELETE FROM site_group');
    for (const group of SeedObject.all(value, `/${NAME}`, 'name')) {
      const name = group.text('name');
      if (taken.has(name.toLowerCase())) group.fail('name', 'another group has it.');
      taken.add(name.toLowerCase());
      const id = group.optionalText('id') ?? newGroup(name).id;
      if (ids.has(id)) group.fail('id', 'another group has it.');
      ids.add(id);
      group.end();
      groups.put({ name, id });
    }
    leaveMissing(new People(database, []));
  },
};

/** Whoever was in a group that is gone is in it no longer; who was in one of the same name is in that. */
function leaveMissing(people: People): void {
  for (const person of people.all()) {
    if (person.groups === undefined) continue;
    people.put({ ...person, groups: person.groups.flatMap(({ name }) => people.groups.find(name) ?? []) });
  }
}
