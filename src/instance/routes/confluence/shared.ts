import type { Context } from 'hono';
import type { Caller } from '../../auth/authenticate.ts';
import type { Blueprint } from '../../confluence/blueprints.ts';
import type { Confluence } from '../../confluence/confluence.ts';
import type { CqlContext } from '../../confluence/cql/context.ts';
import type { CustomType } from '../../confluence/custom-types.ts';
import { Fault } from '../../confluence/fault.ts';
import type { JsonContext } from '../../confluence/json/common.ts';
import { mayUse, type Viewer, viewerOf } from '../../confluence/permissions.ts';
import type { PropertyIndex } from '../../confluence/property-indexes.ts';
import type { Content, Space } from '../../confluence/types.ts';
import { appAccountId, type People, type Person } from '../../people/people.ts';
import { ProductError } from '../../product-error.ts';
import type { HostProduct } from '../../site.ts';
import type { InstanceEnv } from '../env.ts';

export interface ConfluenceRestDeps {
  readonly host: HostProduct;
  readonly confluence: Confluence;
  readonly people: People;
  /** What is searchable of properties of content. */
  readonly propertyIndexes: () => readonly PropertyIndex[];
  /** The types of content that add-ons have added. */
  readonly customTypes: () => readonly CustomType[];
  /** What add-ons have new pages begin with. */
  readonly blueprints: () => readonly Blueprint[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type ConfluenceRequest = Context<InstanceEnv>;

/** Who asks: an add-on is its app user. @throws {ProductError} 401 for nobody */
export function personOf(c: ConfluenceRequest, { people }: Pick<ConfluenceRestDeps, 'people'>): Person {
  const person = people.find(accountOf(c.get('caller')));
  if (person !== undefined) {
    if (mayUse(person)) return person;
    throw new ProductError(403, { statusCode: 403, message: 'Current user not permitted to use Confluence' });
  }
  throw new ProductError(401, { statusCode: 401, message: 'Unauthorized' });
}

export function viewer(c: ConfluenceRequest, deps: Pick<ConfluenceRestDeps, 'people'>): Viewer {
  return viewerOf(personOf(c, deps));
}

function accountOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'addon':
      return appAccountId(caller.installation.descriptor.key);
    case 'person':
      return caller.person.accountId;
    case 'anonymous':
      return undefined;
    default:
      return caller satisfies never;
  }
}

export function jsonContext(c: ConfluenceRequest, deps: ConfluenceRestDeps): JsonContext {
  const { host, confluence, people } = deps;
  return { host, confluence, people, viewer: viewer(c, deps) };
}

export function cqlContext(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  place: Pick<CqlContext, 'spaceKey' | 'contentId'>,
): CqlContext {
  const { accountId, timeZone, locale } = personOf(c, deps);
  return { accountId, timeZone, locale, now: deps.now(), indexes: deps.propertyIndexes(), ...place };
}

/** The number behind an id of the REST API. @throws {Fault} for what is none */
export function readId(text: string, name = 'id', type = 'ContentId'): number {
  const digits = /^(?:att)?(\d{1,15})$/.exec(text)?.[1];
  if (digits !== undefined) return Number(digits);
  throw new Fault(
    'invalid',
    `Provided value {${text}} for '${name}' is not the correct type. Expected type is ${type}`,
  );
}

/** The content that a path names. @throws {Fault} where there is none that the caller sees */
export function contentOf(c: ConfluenceRequest, deps: ConfluenceRestDeps, name = 'id'): Content {
  return deps.confluence.reader.get(viewer(c, deps), readId(c.req.param(name) ?? '', name));
}

/** @throws {Fault} where the caller sees the content and may not change it */
export function checkMayEdit(c: ConfluenceRequest, deps: ConfluenceRestDeps, content: Content): void {
  if (!deps.confluence.permissions.mayEdit(viewer(c, deps), content)) {
    throw new Fault('forbidden', `User does not have permission to update content with id: ${content.id}`);
  }
}

/** @throws {Fault} where the caller sees the space and may not make anything of the type in it */
export function checkMayCreate(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  type: string,
  spaceId: number,
): void {
  if (!deps.confluence.permissions.mayCreate(viewer(c, deps), type, spaceId)) {
    throw new Fault('forbidden', `User does not have permission to create a ${type} in the space.`);
  }
}

/** @throws {Fault} where the caller sees the content and may not delete it */
export function checkMayDelete(c: ConfluenceRequest, deps: ConfluenceRestDeps, content: Content): void {
  if (!deps.confluence.permissions.mayDelete(viewer(c, deps), content)) {
    throw new Fault('forbidden', `User does not have permission to delete content with id: ${content.id}`);
  }
}

/** @throws {Fault} where the caller sees the space and may not administer it */
export function checkMayAdminister(c: ConfluenceRequest, deps: ConfluenceRestDeps, space: Space): void {
  if (!deps.confluence.permissions.mayAdminister(viewer(c, deps), space)) {
    throw new Fault(
      'forbidden',
      `User does not have permission to administer the space with key: ${space.key}`,
    );
  }
}
