import { People } from '../../people/people.ts';
import { SeedError } from '../../seed/seed-part.ts';
import { SeedPeople } from '../../seed/seed-people.ts';
import type { Database } from '../../store/database.ts';
import type { Subject } from '../types.ts';

/**
 * How seeds name people, as Jira's part does, and groups: `mia`, `group:editors`. What no such name leads back to is written
 * with `account:` or `group-id:`.
 */
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
  const people = new People(database, []);
  const { groups } = people;
  const names = new SeedPeople(people);
  const personName = (account: string) => {
    const text = names.personText(account);
    return names.findPerson(text) === account ? text : `account:${account}`;
  };

  function readPerson(name: unknown, pointer: string): string {
    const text = typeof name === 'string' ? name : '';
    if (text.startsWith('account:')) return text.slice('account:'.length);
    const account = names.findPerson(text);
    if (account === undefined)
      throw new SeedError(pointer, `there is nobody called ${JSON.stringify(text)}.`);
    return account;
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
      return names.administrators()[0] ?? people.list()[0]?.accountId ?? '';
    },
  };
}
