import { type Groups, isInGroup } from '../people/groups.ts';
import type { Person } from '../people/people.ts';

/** What Jira asks of the people of its site. */
export interface JiraPeople {
  list(): readonly Person[];
  find(accountId: string | null | undefined): Person | undefined;
  readonly groups: Pick<Groups, 'list'>;
}

/** The accounts in a group; undefined where there is no such group. */
export function membersOf(people: JiraPeople, name: string): readonly string[] | undefined {
  const wanted = name.toLowerCase();
  const group = people.groups.list().find((one) => one.name.toLowerCase() === wanted);
  if (group === undefined) return undefined;
  return people
    .list()
    .filter((person) => isInGroup(person, group))
    .map(({ accountId }) => accountId);
}

/** Whoever a text may mean: an account id, a name, or an e-mail address. */
export function named(people: JiraPeople, text: string): readonly Person[] {
  const byId = people.find(text);
  if (byId !== undefined) return [byId];
  const wanted = text.toLowerCase();
  return people
    .list()
    .filter(({ displayName, emailAddress }) =>
      [displayName, emailAddress].some((one) => one.toLowerCase() === wanted),
    );
}
