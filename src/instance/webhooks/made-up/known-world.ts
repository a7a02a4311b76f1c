import type { JsonObject } from '../../../core/json.ts';
import type { KnownWorld } from '../../../webhook/samples/world.ts';
import type { Services } from '../../services.ts';
import { confluenceWorld } from './confluence-world.ts';
import { jiraWorld } from './jira-world.ts';
import { WishError, type WorldWishes } from './wishes.ts';

/**
 * What this site has to tell of in made-up webhooks, in the form that webhooks have; samples stand in for the rest.
 * @throws {WishError}
 */
export function knownWorld(services: Services, wishes: WorldWishes): { actor: string; known: KnownWorld } {
  const { people } = services;
  const listed = people.list();
  const person =
    wishes.actor === undefined
      ? listed.find(({ accountType }) => accountType !== 'app')
      : listed.find(({ accountId, username }) => [accountId, username].includes(wishes.actor ?? ''));
  if (person === undefined) throw new WishError(`Nobody has the account ${wishes.actor ?? ''}.`);
  const known = {
    ...jiraWorld(services, wishes.issue, person),
    ...confluenceWorld(services, wishes),
  };
  return { actor: person.accountId, known: withoutUndefined(known) };
}

/** JSON, as it would come over the wire. */
function withoutUndefined(known: Readonly<Record<string, unknown>>): JsonObject & KnownWorld {
  return JSON.parse(JSON.stringify(known));
}
