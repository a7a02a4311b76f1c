import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { propertyV2 } from '../../../confluence/json/v2-common.ts';
import type { Owner, Property } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { isJson, type JsonRecord, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayEdit,
  personOf,
  readId,
  viewer,
} from '../shared.ts';
import { kindOf } from './content.ts';
import { missing, readVersion, requiredText } from './input.ts';
import { ATTACHMENTS, BLOG_POSTS, COMMENTS, CUSTOM_CONTENT, NODES, PAGES } from './kinds.ts';
import { readPart, wholeListV2 } from './paging.ts';

/** Properties of content and spaces, by id. */
export function addPropertyRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  for (const kind of [
    PAGES,
    BLOG_POSTS,
    ATTACHMENTS,
    COMMENTS,
    CUSTOM_CONTENT,
    ...NODES.map(([kind]) => kind),
  ]) {
    addRoutes(app, deps, `/${kind.path}/:id/properties`, 200, (c, isWriting) => {
      const content = kindOf(c, deps, kind);
      if (isWriting) checkMayEdit(c, deps, content);
      return { type: 'content', id: content.id };
    });
  }
  addRoutes(app, deps, '/spaces/:id/properties', 201, (c, isWriting) => {
    const space = deps.confluence.spaces.byId(viewer(c, deps), readId(c.req.param('id') ?? '', 'id', 'long'));
    if (isWriting) checkMayAdminister(c, deps, space);
    return { type: 'space', id: space.id };
  });
}

function addRoutes(
  app: Hono<InstanceEnv>,
  deps: ConfluenceRestDeps,
  path: string,
  created: 200 | 201,
  ownerOf: (c: ConfluenceRequest, isWriting: boolean) => Owner,
): void {
  const { host, confluence } = deps;
  const { properties } = confluence;

  app.get(path, (c) => {
    const query = new Query(c);
    const found = properties.of(ownerOf(c, false), query.text('key'));
    const isDescending = query.oneOf('sort', ['key', '-key']) === '-key';
    return wholeListV2(c, host, readPart(query), isDescending ? found.toReversed() : found, propertyV2);
  });

  app.post(path, async (c) => {
    const input = await readRecord(c);
    const owner = ownerOf(c, true);
    const wanted = { key: requiredText(input, 'key'), value: propertyValue(input) };
    return c.json(propertyV2(properties.create(owner, wanted, personOf(c, deps).accountId)), created);
  });

  app.get(`${path}/:propertyId`, (c) => c.json(propertyV2(find(c, ownerOf(c, false)))));

  app.put(`${path}/:propertyId`, async (c) => {
    const input = await readRecord(c);
    const property = find(c, ownerOf(c, true));
    const key = requiredText(input, 'key');
    if (key !== property.key) throw new Fault('invalid', 'The key of a property cannot be changed.');
    const wanted = { key, value: propertyValue(input), ...readVersion(input) };
    return c.json(propertyV2(properties.update(property, wanted, personOf(c, deps).accountId)));
  });

  app.delete(`${path}/:propertyId`, (c) => {
    properties.remove(find(c, ownerOf(c, true)), personOf(c, deps).accountId);
    return c.body(null, 204);
  });

  function find(c: ConfluenceRequest, owner: Owner): Property {
    const id = readId(c.req.param('propertyId') ?? '', 'property-id', 'long');
    const property = properties.findById(owner, id);
    if (property === undefined)
      throw new Fault('not-found', `Cannot find a property with id: ${id}`, 'Not Found');
    return property;
  }
}

function propertyValue({ value }: JsonRecord) {
  if (!isJson(value)) throw missing('value');
  return value;
}
