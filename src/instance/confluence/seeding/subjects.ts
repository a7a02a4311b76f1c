import { Groups } from '../../people/groups.ts';
import { SeedError } from '../../seed/seed-part.ts';
import type { Database } from '../../store/database.ts';
import type { Subject } from '../types.ts';

/** How seeds name people and groups: `mia`, `group:editors`; whoever has no such name, by `account:` and `group-id:`. */
export interface SubjectNames {
  personName(account: string): string;
  subjectName(subject: Subject): string;
  /** @throws {SeedError} for who is not there */
  readPerson(name: unknown, pointer: string): string;
  /** @throws {SeedError} for who is not there */
  readSubject(name: unknown, pointer: string): Subject;
  /** Who has made what nobody is said to have made: an administrator. */
  readonly someAdmin: string;
}

export function subjectNames(database: Database): SubjectNames {
  const people: readonly { accountId: string; username: string; accountType: string; isAdmin: boolean }[] =
    database.all('SELECT body FROM person ORDER BY position').map(({ body }) => JSON.parse(String(body)));
  const named = people.filter(({ accountType }) => accountType !== 'app');
  const groups = new Groups(database);
  const personName = (account: string) =>
    named.find(({ accountId }) => accountId === account)?.username ?? `account:${account}`;

  function readPerson(name: unknown, pointer: string): string {
    const text = typeof name === 'string' ? name : '';
    if (text.startsWith('account:')) return text.slice('account:'.length);
    const person = named.find(({ username }) => username === text);
    if (person === undefined) throw new SeedError(pointer, `there is no person with the username '${text}'.`);
    return person.accountId;
  }

  return {
    personName,
    subjectName: ({ kind, subject }) => {
      if (kind === 'user') return subject === 'anonymous' ? subject : personName(subject);
      const group = groups.find(subject);
      return group === undefined ? `group-id:${subject}` : `group:${group.name}`;
    },
    readPerson,
    readSubject: (name, pointer) => {
      const text = typeof name === 'string' ? name : '';
      if (text.startsWith('group-id:')) return { kind: 'group', subject: text.slice('group-id:'.length) };
      if (text === 'anonymous') return { kind: 'user', subject: text };
      if (!text.startsWith('group:')) return { kind: 'user', subject: readPerson(name, pointer) };
      const group = groups.find(text.slice('group:'.length));
      if (group === undefined)
        throw new SeedError(pointer, `there is no group '${text.slice('group:'.length)}'.`);
      return { kind: 'group', subject: group.id };
    },
    get someAdmin() {
      return named.find(({ isAdmin }) => isAdmin)?.accountId ?? named[0]?.accountId ?? '';
    },
  };
}
