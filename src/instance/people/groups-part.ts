import { readList, readOptionalText, readText } from '../seed/read.ts';
import { SeedError, type SeedPart } from '../seed/seed-part.ts';
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
    database.run('DELETE FROM site_group');
    readList(value, `/${NAME}`).forEach((entry, index) => {
      const pointer = `/${NAME}/${index}`;
      const name = readText(entry, 'name', pointer);
      if (taken.has(name.toLowerCase())) throw new SeedError(`${pointer}/name`, 'another group has it.');
      taken.add(name.toLowerCase());
      groups.put({ name, id: readOptionalText(entry, 'id', pointer) ?? newGroup(name).id });
    });
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
