import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import {
  type Content,
  OPERATIONS,
  type RestrictedOperation,
  type Subject,
} from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, contentOf, personOf, viewer } from '../shared.ts';

const BY_OPERATION = '/content/:id/restriction/byOperation/:operationKey';

/** One person or group of a restriction: whether they are in it (200 or 404), in, and out. No answer has a body. */
export function addRestrictionSubjectRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { people, confluence } = deps;
  const { restrictions } = confluence;

  addRoutes(`${BY_OPERATION}/byGroupId/:groupId`, (c) => groupSubject(c.req.param('groupId') ?? ''));
  addRoutes(`${BY_OPERATION}/group/:groupName`, (c) => groupSubject(c.req.param('groupName') ?? ''));
  addRoutes(`${BY_OPERATION}/user`, (c) => {
    const accountId = new Query(c).text('accountId');
    if (accountId === undefined) throw new Fault('invalid', 'An accountId is required.');
    if (people.find(accountId) === undefined)
      throw new Fault('not-found', `No user found with account id: ${accountId}`);
    return { kind: 'user', subject: accountId };
  });

  function addRoutes(path: string, subjectOf: (c: ConfluenceRequest) => Subject): void {
    app.get(path, (c) => {
      checkIsIn(contentOf(c, deps), restrictedOperation(c), subjectOf(c));
      return c.body(null, 200);
    });
    app.put(path, (c) => {
      const content = restrictedContent(c, deps);
      const restriction = { operation: restrictedOperation(c), ...subjectOf(c) };
      restrictions.add(content, [restriction], personOf(c, deps).accountId);
      return c.body(null, 200);
    });
    app.delete(path, (c) => {
      const content = restrictedContent(c, deps);
      const operation = restrictedOperation(c);
      const subject = subjectOf(c);
      checkIsIn(content, operation, subject);
      restrictions.remove(content, { operation, ...subject }, personOf(c, deps).accountId);
      return c.body(null, 200);
    });
  }

  function groupSubject(idOrName: string): Subject {
    const group = people.groups.find(idOrName);
    if (group === undefined) throw new Fault('not-found', `No group found with name: ${idOrName}`);
    return { kind: 'group', subject: group.id };
  }

  function checkIsIn(content: Content, operation: RestrictedOperation, { kind, subject }: Subject): void {
    const all = restrictions.of(content, operation);
    if (all.some((one) => one.kind === kind && one.subject === subject)) return;
    throw new Fault('not-found', 'The restriction does not apply to the given user or group.');
  }
}

/** The content of the path. @throws {Fault} where the caller may not restrict it */
export function restrictedContent(c: ConfluenceRequest, deps: ConfluenceRestDeps): Content {
  const content = contentOf(c, deps);
  if (deps.confluence.permissions.mayRestrict(viewer(c, deps), content)) return content;
  throw new Fault('forbidden', `User does not have permission to restrict content with id: ${content.id}`);
}

/** The operation of the path. @throws {Fault} for what cannot be restricted */
export function restrictedOperation(c: ConfluenceRequest): RestrictedOperation {
  return readOperation(c.req.param('operationKey') ?? '', 'not-found');
}

/** @throws {Fault} for what cannot be restricted */
export function readOperation(text: string, kind: 'invalid' | 'not-found'): RestrictedOperation {
  const operation = OPERATIONS.find((one) => one === text);
  if (operation === undefined) throw new Fault(kind, `The operation '${text}' cannot be restricted.`);
  return operation;
}
