import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { isoTime } from '../../../confluence/json/common.ts';
import { personV1 } from '../../../confluence/json/v1-people.ts';
import { MAX_VALUE } from '../../../confluence/properties.ts';
import type { Person } from '../../../people/people.ts';
import type { InstanceEnv } from '../../env.ts';
import { isJson, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, personOf } from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

const MAX_ACCOUNTS = 200;

/** People by several at once, their e-mail addresses for those who may have them, and JSON that is kept with them. */
export function addUserRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people } = deps;

  app.get('/user/bulk', (c) => {
    const query = new Query(c);
    query.all('expand');
    const page = pageOf(query, MAX_ACCOUNTS, MAX_ACCOUNTS);
    const found = accounts(c, query).flatMap((accountId) => people.find(accountId) ?? []);
    return c.json(wholeListV1(c, host, page, found, ({ accountId }) => personV1(accountId, deps)));
  });

  app.get('/user/email', (c) => {
    const accountId = new Query(c).text('accountId');
    if (accountId === undefined) throw new Fault('invalid', 'An accountId is required.');
    personOf(c, deps);
    return c.json(emailOf(named(accountId)));
  });

  app.get('/user/email/bulk', (c) => {
    const query = new Query(c);
    personOf(c, deps);
    return c.json(
      accounts(c, query)
        .flatMap((accountId) => people.find(accountId) ?? [])
        .map(emailOf),
    );
  });

  addUserPropertyRoutes(app, deps, named);

  function accounts(c: ConfluenceRequest, query: Query): readonly string[] {
    personOf(c, deps);
    const given = query.list('accountId');
    if (given === undefined) throw new Fault('invalid', 'An accountId is required.');
    if (given.length > MAX_ACCOUNTS)
      throw new Fault('invalid', `At most ${MAX_ACCOUNTS} accountIds can be looked up.`);
    return given;
  }

  function named(accountId: string): Person {
    const person = people.find(accountId);
    if (person === undefined) throw new Fault('not-found', `No user found with account id: ${accountId}`);
    return person;
  }
}

function emailOf({ accountId, emailAddress }: Person) {
  return { accountId, email: emailAddress };
}

/** Properties of people are the site's own, and have no versions. */
function addUserPropertyRoutes(
  app: Hono<InstanceEnv>,
  deps: ConfluenceRestDeps,
  named: (accountId: string) => Person,
): void {
  const { host, confluence } = deps;
  const { userProperties } = confluence;
  const path = '/user/:userId/property';

  app.get(path, (c) => {
    const account = accountOf(c);
    const all = userProperties.of(account);
    return c.json(wholeListV1(c, host, pageOf(new Query(c), 5), all, ({ key }) => ({ key })));
  });

  app.get(`${path}/:key`, (c) => {
    const account = accountOf(c);
    const { id, key, value, created, modified } = find(account, keyOf(c));
    return c.json({
      ...{ id: String(id), key, value },
      ...{ createdDate: isoTime(created), lastModifiedDate: isoTime(modified) },
      _links: { self: `${host.baseUrl}/rest/api/user/${account}/property/${key}` },
    });
  });

  app.post(`${path}/:key`, async (c) => {
    const value = readValue(await readRecord(c));
    const account = accountOf(c);
    const key = keyOf(c);
    if (userProperties.find(account, key) !== undefined)
      throw new Fault('conflict', `A property with key ${key} already exists for the given user.`);
    userProperties.set(account, key, value);
    return c.body(null, 201);
  });

  app.put(`${path}/:key`, async (c) => {
    const value = readValue(await readRecord(c));
    const account = accountOf(c);
    userProperties.set(account, find(account, keyOf(c)).key, value);
    return c.body(null, 204);
  });

  app.delete(`${path}/:key`, (c) => {
    userProperties.remove(find(accountOf(c), keyOf(c)));
    return c.body(null, 204);
  });

  function accountOf(c: ConfluenceRequest): string {
    personOf(c, deps);
    return named(c.req.param('userId') ?? '').accountId;
  }

  function find(account: string, key: string) {
    const property = userProperties.find(account, key);
    if (property === undefined) throw new Fault('not-found', `Cannot find a property with key: ${key}`);
    return property;
  }
}

function keyOf(c: ConfluenceRequest): string {
  const key = c.req.param('key') ?? '';
  if (/^[-_a-zA-Z0-9]{1,255}$/.test(key)) return key;
  throw new Fault('invalid', 'The key of a property consists of letters, numbers, - and _.');
}

function readValue({ value }: Readonly<Record<string, unknown>>) {
  if (!isJson(value) || value === null) throw new Fault('invalid', 'The value of the property is required.');
  if (JSON.stringify(value).length > MAX_VALUE)
    throw new Fault('too-large', `The value of a property cannot be longer than ${MAX_VALUE} characters.`);
  return value;
}
