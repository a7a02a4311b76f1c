import { personAccountId } from '../people/people.ts';
import type { Database } from '../store/database.ts';
import { readFlag, readList, readOptionalText, readText } from './read.ts';
import { SeedError, type SeedPart } from './seed-part.ts';

const NAME = 'people';

/** The people of a site with their passwords; the users of add-ons come with the add-ons. */
export const PEOPLE_PART: SeedPart = {
  name: NAME,
  export: (database) => readPeople(database).filter(({ accountType }) => accountType !== 'app'),
  import: (database, value) => {
    const people = readList(value, `/${NAME}`).map((entry, index) => toPerson(entry, `/${NAME}/${index}`));
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
function readPeople(database: Database): readonly { accountId: string; accountType: string }[] {
  return database
    .all('SELECT body FROM person ORDER BY position')
    .map(({ body }) => JSON.parse(String(body)));
}

function toPerson(entry: Record<string, unknown>, pointer: string) {
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
  };
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
