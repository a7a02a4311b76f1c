import { type Group, Groups } from '../people/groups.ts';
import { type Person, personAccountId } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { SeedObject } from './seed-object.ts';
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
    const people = [...SeedObject.all(value, `/${NAME}`)].map((entry) => toPerson(entry, groups));
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

function toPerson(entry: SeedObject, groups: Groups) {
  const username = entry.text('username');
  const apiToken = entry.optionalText('apiToken');
  entry.oneOf('accountType', ['atlassian']);
  const person = {
    accountId: entry.optionalText('accountId') ?? personAccountId(username),
    displayName: entry.text('displayName'),
    emailAddress: entry.optionalText('emailAddress') ?? `${username}@example.com`,
    username,
    password: entry.optionalText('password') ?? username,
    ...(apiToken === undefined ? {} : { apiToken }),
    isAdmin: entry.flag('isAdmin', false),
    locale: entry.optionalText('locale') ?? 'en_US',
    timeZone: entry.optionalText('timeZone') ?? 'Etc/UTC',
    accountType: 'atlassian' as const,
    ...(entry.has('groups') ? { groups: readGroups(entry, groups) } : {}),
    ...(entry.flag('isActive', true) ? {} : { isActive: false }),
  };
  entry.end();
  return person;
}

function readGroups(entry: SeedObject, groups: Groups): readonly Group[] {
  return entry
    .texts('groups')
    .map((name, index) => groups.find(name) ?? entry.fail(`groups/${index}`, 'there is no such group.'));
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
