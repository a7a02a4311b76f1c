import { closest } from '../../core/suggest.ts';
import type { People, Person } from '../people/people.ts';
import { adviseWord, OpenError } from './open-error.ts';

/**
 * Whoever goes by a name: that of signing in, an e-mail address, an account id, or the name that is displayed.
 * @param name undefined for the administrator that pages sign in whoever comes without a session, null for nobody
 * @throws {OpenError} `user-unknown`
 */
export function findPerson(people: People, name: string | null | undefined): Person | undefined {
  if (name === null) return undefined;
  const listed = people.list();
  if (name === undefined) return listed[0];
  const wanted = name.toLowerCase();
  const found = listed.find(({ accountId, username, emailAddress, displayName }) =>
    [accountId, username, emailAddress, displayName].some((one) => one.toLowerCase() === wanted),
  );
  if (found !== undefined) return found;
  const names = listed.map(({ username }) => username);
  throw new OpenError('user-unknown', `Nobody here goes by ${JSON.stringify(name)}.`, {
    nextSteps: adviseWord(closest(name, names), names),
  });
}
