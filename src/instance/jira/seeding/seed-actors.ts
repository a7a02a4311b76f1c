import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import type { SeedPeople } from '../../seed/seed-people.ts';
import type { Actor } from '../admin/project-roles.ts';

/** Those who play a role: people, and groups as `{ "group": "team" }`. */

export function actorsOf(actors: readonly Actor[], people: SeedPeople): readonly Json[] {
  return actors.map(({ kind, actor }) => (kind === 'group' ? { group: actor } : people.personText(actor)));
}

/** @param place of the list, below the object @throws {SeedError} */
export function readActors(
  from: SeedObject,
  place: string,
  people: SeedPeople,
  list?: Json,
): readonly Actor[] {
  const given: unknown = list ?? from.list(place);
  if (!Array.isArray(given)) return from.fail(place, 'it must be a list.');
  return given.map((actor: unknown, index): Actor => {
    const group = isRecord(actor) && Object.keys(actor).length === 1 ? stringAt(actor, 'group') : undefined;
    if (group !== undefined) return { kind: 'group', actor: group };
    if (typeof actor === 'string') {
      return { kind: 'user', actor: people.personOf(actor, from, `${place}/${index}`) };
    }
    return from.fail(`${place}/${index}`, 'it must be a user name, or an object with a group.');
  });
}
