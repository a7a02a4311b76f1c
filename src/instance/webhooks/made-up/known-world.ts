import type { JsonObject } from '../../../core/json.ts';
import type { KnownWorld } from '../../../webhook/samples/world.ts';
import { lifecyclePayload } from '../../addons/lifecycle-payload.ts';
import { personJson } from '../../jira/json.ts';
import type { People, Person } from '../../people/people.ts';
import type { Services } from '../../services.ts';
import { confluenceWorld } from './confluence-world.ts';
import { jiraContext, jiraWorld } from './jira-world.ts';
import { WishError, type WorldWishes } from './wishes.ts';

/**
 * What this site has to tell of in made-up webhooks of a product, in the form that webhooks have; samples stand in for
 * the rest.
 * @throws {WishError}
 */
export function knownWorld(services: Services, wishes: WorldWishes): { actor: string; known: KnownWorld } {
  const person = findPerson(services.people, wishes.actor);
  const context = jiraContext(services, person);
  const known = {
    // Samples take from the person what the product says of people.
    person: personJson(person, context),
    installation: installationOf(services, wishes),
    ...(wishes.product === 'jira'
      ? jiraWorld(context, wishes.issue, services.clock.now())
      : confluenceWorld(services, wishes)),
  };
  return { actor: person.accountId, known: withoutUndefined(known) };
}

function findPerson(people: People, actor: string | undefined): Person {
  const listed = people.list();
  const person =
    actor === undefined
      ? listed.find(({ accountType }) => accountType !== 'app')
      : listed.find(({ accountId, username }) => [accountId, username].includes(actor));
  if (person !== undefined) return person;
  throw new WishError(actor === undefined ? 'The site has no people.' : `Nobody here goes by ${actor}.`);
}

function installationOf({ installations, site }: Services, { product, addon }: WorldWishes) {
  const installation =
    addon === undefined ? installations.list(product)[0] : installations.find(product, addon);
  if (installation === undefined) return undefined;
  const { eventType, ...payload } = lifecyclePayload(site.products[product], installation, 'enabled');
  return payload;
}

/** JSON, as it would come over the wire. */
function withoutUndefined(known: Readonly<Record<string, unknown>>): JsonObject & KnownWorld {
  return JSON.parse(JSON.stringify(known));
}
