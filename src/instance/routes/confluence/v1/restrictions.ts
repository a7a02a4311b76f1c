import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { restrictionV1 } from '../../../confluence/json/v1-restrictions.ts';
import {
  type Content,
  OPERATIONS,
  type RestrictedOperation,
  type Restriction,
} from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { listAt, readJson, recordAt } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  contentOf,
  jsonContext,
  personOf,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';
import { readOperation, restrictedContent, restrictedOperation } from './restriction-subjects.ts';

/** Who alone may read or update content. */
export function addRestrictionRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, people, confluence } = deps;
  const { restrictions } = confluence;

  app.get('/content/:id/restriction', (c) => list(c, contentOf(c, deps)));

  app.on(['POST', 'PUT'], '/content/:id/restriction', async (c) => {
    const input = await readJson(c);
    const content = restrictedContent(c, deps);
    const wanted = (Array.isArray(input) ? input : (listAt(input, 'results') ?? [input])).flatMap(
      readRestrictions,
    );
    const actor = personOf(c, deps).accountId;
    if (c.req.method === 'PUT') restrictions.replace(content, wanted, actor);
    else restrictions.add(content, wanted, actor);
    return list(c, content);
  });

  app.delete('/content/:id/restriction', (c) => {
    const content = restrictedContent(c, deps);
    restrictions.replace(content, [], personOf(c, deps).accountId);
    return list(c, content);
  });

  app.get('/content/:id/restriction/byOperation', (c) => {
    new Query(c).all('expand');
    const content = contentOf(c, deps);
    return c.json({
      ...Object.fromEntries(
        OPERATIONS.map((one) => [one, restrictionV1(content, one, jsonContext(c, deps))]),
      ),
      _links: { self: `${host.baseUrl}/rest/api/content/${content.id}/restriction/byOperation` },
    });
  });

  app.get('/content/:id/restriction/byOperation/:operationKey', (c) => {
    const query = new Query(c);
    query.all('expand');
    return c.json(restrictionV1(contentOf(c, deps), restrictedOperation(c), jsonContext(c, deps)));
  });

  function list(c: ConfluenceRequest, content: Content): Response {
    const query = new Query(c);
    query.all('expand');
    const write = (one: RestrictedOperation) => restrictionV1(content, one, jsonContext(c, deps));
    return c.json(wholeListV1(c, host, pageOf(query, 100), OPERATIONS, write));
  }

  function readRestrictions(input: unknown): readonly Restriction[] {
    const operation = readOperation(stringAt(input, 'operation') ?? '', 'invalid');
    const subjects = recordAt(input, 'restrictions');
    // Lists come as such, or as the REST API gives them back.
    const at = (name: string) => listAt(subjects, name) ?? listAt(recordAt(subjects, name), 'results') ?? [];
    return [
      ...at('user').map((user): Restriction => ({ operation, kind: 'user', subject: readAccount(user) })),
      ...at('group').map((group): Restriction => ({ operation, kind: 'group', subject: readGroup(group) })),
    ];
  }

  function readAccount(user: unknown): string {
    const accountId = stringAt(user, 'accountId') ?? '';
    if (people.find(accountId) === undefined)
      throw new Fault('invalid', `No user found with account id: ${accountId}`);
    return accountId;
  }

  function readGroup(value: unknown): string {
    const name = stringAt(value, 'id') ?? stringAt(value, 'name') ?? '';
    const group = people.groups.find(name);
    if (group === undefined) throw new Fault('invalid', `No group found with name: ${name}`);
    return group.id;
  }
}
