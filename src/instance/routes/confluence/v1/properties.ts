import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { restId } from '../../../confluence/json/common.ts';
import { propertyV1 } from '../../../confluence/json/v1-properties.ts';
import type { PropertyInput } from '../../../confluence/properties.ts';
import type { Owner } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, isJson, type JsonRecord, numberAt, readRecord, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  checkMayEdit,
  contentOf,
  personOf,
  viewer,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** What a property belongs to, and its path below `/rest/api`. */
interface Holder {
  readonly owner: Owner;
  readonly path: string;
}

/** Properties of content and spaces: JSON under a key, with a version that counts its changes. */
export function addPropertyRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  addRoutes(app, deps, '/content/:id', (c, isWriting) => {
    const content = contentOf(c, deps);
    if (isWriting) checkMayEdit(c, deps, content);
    return { owner: { type: 'content', id: content.id }, path: `content/${restId(content)}` };
  });
  addRoutes(app, deps, '/space/:spaceKey', (c, isWriting) => {
    const space = deps.confluence.spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
    if (isWriting) checkMayAdminister(c, deps, space);
    return { owner: { type: 'space', id: space.id }, path: `space/${space.key}` };
  });
}

function addRoutes(
  app: Hono<InstanceEnv>,
  deps: ConfluenceRestDeps,
  prefix: string,
  holderOf: (c: ConfluenceRequest, isWriting: boolean) => Holder,
): void {
  const { host, confluence } = deps;
  const { properties } = confluence;

  app.get(`${prefix}/property`, (c) => {
    const query = new Query(c);
    query.all('expand');
    const { owner, path } = holderOf(c, false);
    const keys = query.list('key');
    const all = properties.of(owner).filter(({ key }) => keys === undefined || keys.includes(key));
    return c.json(wholeListV1(c, host, pageOf(query, 10), all, (one) => propertyV1(one, path, deps)));
  });

  app.post(`${prefix}/property`, async (c) => {
    const input = await readRecord(c);
    const key = stringAt(input, 'key');
    if (key === undefined) throw new Fault('invalid', 'The key of the property is required.');
    return create(c, input, key);
  });

  app.get(`${prefix}/property/:key`, (c) => {
    new Query(c).all('expand');
    const { owner, path } = holderOf(c, false);
    return c.json(propertyV1(find(owner, c.req.param('key') ?? ''), path, deps));
  });

  app.post(`${prefix}/property/:key`, async (c) => create(c, await readRecord(c), c.req.param('key') ?? ''));

  app.put(`${prefix}/property/:key`, async (c) => {
    const input = await readRecord(c);
    const key = c.req.param('key') ?? '';
    const { owner, path } = holderOf(c, true);
    const actor = personOf(c, deps).accountId;
    const wanted = readInput(input, key);
    if (wanted.number === undefined) throw new Fault('invalid', 'The version of the property is required.');
    const known = properties.find(owner, key);
    if (known !== undefined) return c.json(propertyV1(properties.update(known, wanted, actor), path, deps));
    // The first version of a property that is not there makes it.
    if (wanted.number !== 1) throw notFound(key);
    return c.json(propertyV1(properties.create(owner, wanted, actor), path, deps));
  });

  app.delete(`${prefix}/property/:key`, (c) => {
    const { owner } = holderOf(c, true);
    properties.remove(find(owner, c.req.param('key') ?? ''), personOf(c, deps).accountId);
    return c.body(null, 204);
  });

  function create(c: ConfluenceRequest, input: JsonRecord, key: string): Response {
    const { owner, path } = holderOf(c, true);
    return c.json(
      propertyV1(properties.create(owner, readInput(input, key), personOf(c, deps).accountId), path, deps),
    );
  }

  function find(owner: Owner, key: string) {
    const property = properties.find(owner, key);
    if (property === undefined) throw notFound(key);
    return property;
  }
}

function readInput(input: JsonRecord, key: string): PropertyInput {
  const { value } = input;
  if (!isJson(value)) throw new Fault('invalid', 'The value of the property is required.');
  const version = recordAt(input, 'version');
  return {
    key,
    value,
    number: numberAt(version, 'number'),
    message: stringAt(version, 'message'),
    isMinor: flagAt(version, 'minorEdit'),
  };
}

function notFound(key: string): Fault {
  return new Fault('not-found', `Cannot find a property with key: ${key}`);
}
