import { type Group, Groups } from '../people/groups.ts';
import { type Person, personAccountId } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { readFlag, readList, readOptionalText, readText } from './read.ts';
import { SeedError, type SeedPart } from './seed-part.ts';

const NAME = 'people';

/** The people of a site with their passwords; the users of add-ons come with the add-ons. */
export const PEOPLE_PART: SeedPart = {
  name: NAME,
  export: (database) =>
    readPeople(database)
      .filter(({ accountType }) => accountType !== 'app')
      .map(({ groups, isActive, accountType, ...person }) => ({
        ...person,
        ...(groups === undefined ? {} : { groups: groups.map(({ name }) => name) }),
        ...(isActive === false ? { isActive } : {}),
        accountType,
      })),
  import: (database, value) => {
    const groups = new Groups(database);
    const people = readList(value, `/${NAME}`).map((entry, index) =>
      toPerson(entry, `/${NAME}/${index}`, groups),
    );
    assertUnique(people);
    if (!people.some(({ isAdmin }) => isAdmin))
      throw new SeedError(`/${NAME}`, 'nobody is an administrator.');
    const appUsers = readPeople(database).filter(({ accountType }) => accountType === 'app');
    database.run('DELETE FROM person');
    for (const person of [...people, ...appUsers]) {
      database.run('INSERT INTO person (account_id, body) VALUES (?, ?)', [
        person.accountId,
        JSON.stringify(person),
      ]);
    }
  },
};

/** The table is the site's own: what is in it was a person when it was written. */
function readPeople(database: Database): readonly Person[] {
  return database
    .all('SELECT body FROM person ORDER BY position')
    .map(({ body }) => JSON.parse(String(body)));
}

function toPerson(entry: Record<string, unknown>, pointer: string, groups: Groups) {
  const username = readText(entry, 'username', pointer);
  const apiToken = readOptionalText(entry, 'apiToken', pointer);
  return {
    accountId: readOptionalText(entry, 'accountId', pointer) ?? personAccountId(username),
    displayName: readText(entry, 'displayName', pointer),
    emailAddress: readOptionalText(entry, 'emailAddress', pointer) ?? `${username}@example.com`,
    username,
    password: readOptionalText(entry, 'password', pointer) ?? username,
    ...(apiToken === undefined ? {} : { apiToken }),
    isAdmin: readFlag(entry, 'isAdmin', pointer, false),
    locale: readOptionalText(entry, 'locale', pointer) ?? 'en_US',
    timeZone: readOptionalText(entry, 'timeZone', pointer) ?? 'Etc/UTC',
    accountType: 'atlassian',
    ...(entry['groups'] === undefined
      ? {}
      : { groups: readGroups(entry['groups'], `${pointer}/groups`, groups) }),
    ...(readFlag(entry, 'isActive', pointer, true) ? {} : { isActive: false }),
  };
}

function readGroups(value: unknown, pointer: string, groups: Groups): readonly Group[] {
  if (!Array.isArray(value)) throw new SeedError(pointer, 'it must be a list of names of groups.');
  return value.map((name: unknown, index) => {
    const group = typeof name === 'string' ? groups.find(name) : undefined;
    if (group === undefined) throw new SeedError(`${pointer}/${index}`, 'there is no such group.');
    return group;
  });
}

function assertUnique(
  people: readonly Readonly<Record<'accountId' | 'username' | 'emailAddress', string>>[],
): void {
  for (const field of ['accountId', 'username', 'emailAddress'] as const) {
    const index = people.findIndex(
      (person, at) => people.findIndex((one) => one[field] === person[field]) < at,
    );
    if (index !== -1) throw new SeedError(`/${NAME}/${index}/${field}`, 'somebody else has it already.');
  }
}
