import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { relationV1 } from '../../../confluence/json/v1-relations.ts';
import {
  ENTITY_TYPES,
  type Entity,
  type EntityType,
  FAVOURITE,
  type Relation,
} from '../../../confluence/relations.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  jsonContext,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** Relations that Confluence keeps elsewhere and does not list. */
const UNLISTED = ['like', FAVOURITE];

/** What users, content and spaces have to do with each other. */
export function addRelationRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people, confluence } = deps;
  const { relations, reader, spaces, permissions } = confluence;
  const from = '/relation/:relationName/from/:sourceType/:sourceKey/to/:targetType';

  app.get(from, (c) =>
    list(c, relations.from(listedName(c), entity(c, 'source'), readType(c, 'targetType'))),
  );
  app.get('/relation/:relationName/to/:targetType/:targetKey/from/:sourceType', (c) =>
    list(c, relations.to(listedName(c), entity(c, 'target'), readType(c, 'sourceType'))),
  );

  app.get(`${from}/:targetKey`, (c) => {
    const relation = relations.find(nameOf(c), entity(c, 'source'), entity(c, 'target'));
    if (relation === undefined)
      throw new Fault('not-found', `There is no relation ${nameOf(c)} between these.`);
    return c.json(write(c, relation));
  });

  app.put(`${from}/:targetKey`, (c) => {
    const actor = personOf(c, deps).accountId;
    return c.json(write(c, relations.add(nameOf(c), entity(c, 'source'), entity(c, 'target'), actor)));
  });

  app.delete(`${from}/:targetKey`, (c) => {
    const source = entity(c, 'source');
    const target = entity(c, 'target');
    checkMayRemove(c, source, target);
    relations.remove(nameOf(c), source, target, personOf(c, deps).accountId);
    return c.body(null, 204);
  });

  function write(c: ConfluenceRequest, relation: Relation) {
    return relationV1(relation, Expansion.parse(new Query(c).all('expand')), jsonContext(c, deps));
  }

  /** What somebody has saved is theirs, and of who administers the space. */
  function checkMayRemove(c: ConfluenceRequest, source: Entity, target: Entity): void {
    const who = viewer(c, deps);
    if (nameOf(c) !== FAVOURITE || source.key === who.accountId) return;
    const spaceId =
      target.type === 'space'
        ? spaces.byKey(who, target.key).id
        : target.type === 'content'
          ? reader.get(who, Number(target.key)).spaceId
          : undefined;
    if (spaceId === undefined || !permissions.mayAdminister(who, { id: spaceId }))
      throw new Fault('forbidden', 'Only the user may remove their own favourites.');
  }

  function list(c: ConfluenceRequest, all: readonly Relation[]): Response {
    const query = new Query(c);
    const seen = all.filter(({ source, target }) => isSeen(c, source) && isSeen(c, target));
    return c.json(wholeListV1(c, host, pageOf(query), seen, (one) => write(c, one)));
  }

  function isSeen(c: ConfluenceRequest, { type, key }: Entity): boolean {
    if (type === 'user') return people.find(key) !== undefined;
    if (type === 'content') return reader.find(viewer(c, deps), Number(key)) !== undefined;
    const [space] = spaces.list(
      viewer(c, deps),
      { keys: [key] },
      { column: 'id', isDescending: false },
      { limit: 1 },
    );
    return space !== undefined;
  }

  /** The one that the path names. @throws {Fault} where there is none that the caller sees */
  function entity(c: ConfluenceRequest, end: 'source' | 'target'): Entity {
    const type = readType(c, `${end}Type`);
    const given = c.req.param(`${end}Key`) ?? '';
    for (const name of ['Status', 'Version']) new Query(c).all(`${end}${name}`);
    if (type === 'content') return { type, key: String(reader.get(viewer(c, deps), readId(given)).id) };
    if (type === 'space') return { type, key: spaces.byKey(viewer(c, deps), given).key };
    const key = given === 'current' ? personOf(c, deps).accountId : given;
    if (people.find(key) === undefined) throw new Fault('not-found', `No user found with account id: ${key}`);
    return { type, key };
  }
}

function nameOf(c: ConfluenceRequest): string {
  return c.req.param('relationName') ?? '';
}

function listedName(c: ConfluenceRequest): string {
  const name = nameOf(c);
  if (UNLISTED.includes(name)) throw new Fault('invalid', `Relations of the name ${name} are not listed.`);
  return name;
}

function readType(c: ConfluenceRequest, name: string): EntityType {
  const given = c.req.param(name);
  const type = ENTITY_TYPES.find((one) => one === given);
  if (type === undefined) throw new Fault('invalid', `Invalid type of an entity: ${given}`);
  return type;
}
