import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { ANONYMOUS, permissionV1 } from '../../../confluence/json/v1-permissions.ts';
import { mayUse, type Viewer, viewerInGroup, viewerOf } from '../../../confluence/permissions.ts';
import { CUSTOM_OPERATIONS, type CustomPermission } from '../../../confluence/space-permissions.ts';
import {
  type Content,
  SPACE_OPERATIONS,
  type Space,
  type SpaceOperation,
  type Subject,
} from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, type JsonRecord, listAt, readRecord, recordAt } from '../body.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  personOf,
  readId,
  viewer,
} from '../shared.ts';

/** Who may do what in a space, and whether somebody may do something with content. */
export function addPermissionRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { people, confluence } = deps;
  const { spaces, spacePermissions, reader, permissions } = confluence;

  app.post('/space/:spaceKey/permission', async (c) => {
    const input = await readRecord(c);
    const space = administered(c);
    const who = readSubject(input);
    const operation = readSpaceOperation(input);
    const permission = spacePermissions.add(space, who, operation, personOf(c, deps).accountId);
    return c.json(permissionV1(permission, space, deps));
  });

  app.delete('/space/:spaceKey/permission/:id', (c) => {
    const space = administered(c);
    const id = readId(c.req.param('id'), 'id', 'long');
    const permission = spacePermissions.find(space, id);
    if (permission === undefined) throw new Fault('not-found', `There is no permission with id: ${id}`);
    spacePermissions.remove(space, permission, personOf(c, deps).accountId);
    return c.body(null, 204);
  });

  app.post('/space/:spaceKey/permission/custom-content', async (c) => {
    const input = await readRecord(c);
    const caller = c.get('caller');
    if (caller.kind !== 'addon')
      throw new Fault('forbidden', 'Only apps may change the permissions of custom content.');
    const space = administered(c);
    const who = readSubject(input);
    const own = `ac:${caller.installation.descriptor.key}:`;
    const wanted = (listAt(input, 'operations') ?? []).map((one) => readCustom(one, who, own));
    if (wanted.length === 0) throw new Fault('invalid', 'At least one operation is required.');
    spacePermissions.setCustom(space, wanted, personOf(c, deps).accountId);
    return c.body(null, 200);
  });

  app.post('/content/:id/permission/check', async (c) => {
    const input = await readRecord(c);
    const id = readId(c.req.param('id'));
    const operation = ['read', 'update', 'delete'].find((one) => one === stringAt(input, 'operation'));
    if (operation === undefined) throw new Fault('invalid', 'The operation must be read, update or delete.');
    const subject = recordAt(input, 'subject');
    const who = viewer(c, deps);
    const isSelf = stringAt(subject, 'type') === 'user' && stringAt(subject, 'identifier') === who.accountId;
    if (!isSelf && !who.isAdmin && !who.isApp)
      throw new Fault('forbidden', 'Only administrators may check the permissions of others.');
    // Whoever asks for others may ask about what they do not see themselves.
    const content = isSelf ? reader.get(who, id) : reader.any(id);
    const error = refusal(readSubject(input), content, operation);
    return c.json({
      hasPermission: error === undefined,
      errors: error === undefined ? [] : [{ translation: error, args: [] }],
      _links: {},
    });
  });

  /** Why not, in the words of the product; undefined where there is no reason. */
  function refusal({ kind, subject }: Subject, content: Content, operation: string): string | undefined {
    const isAnonymous = kind === 'user' && subject === ANONYMOUS;
    const name = kind === 'group' ? 'Group' : isAnonymous ? 'Anonymous user' : 'User';
    const person = people.find(subject);
    if (isAnonymous) return 'Anonymous users are not allowed to use Confluence';
    if (kind === 'user' && (person === undefined || !mayUse(person)))
      return 'User is not allowed to use Confluence';
    const who: Viewer = person === undefined ? viewerInGroup(subject) : viewerOf(person);
    if (!permissions.maySeeSpace(who, { id: content.spaceId }))
      return `${name} does not have permission to the space`;
    return permissions.maySee(who, content) && mayDo(who, content, operation)
      ? undefined
      : `${name} does not have permission to the content`;
  }

  function mayDo(who: Viewer, content: Content, operation: string): boolean {
    if (operation === 'read') return true;
    return operation === 'update' ? permissions.mayEdit(who, content) : permissions.mayDelete(who, content);
  }

  function administered(c: ConfluenceRequest): Space {
    const space = spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
    checkMayAdminister(c, deps, space);
    return space;
  }

  function readSubject(input: JsonRecord): Subject {
    const subject = recordAt(input, 'subject');
    const kind = stringAt(subject, 'type');
    const identifier = stringAt(subject, 'identifier') ?? '';
    if (kind === 'user') {
      if (identifier !== ANONYMOUS && people.find(identifier) === undefined)
        throw new Fault('invalid', `No user found with account id: ${identifier}`);
      return { kind, subject: identifier };
    }
    if (kind !== 'group') throw new Fault('invalid', "The type of the subject must be 'user' or 'group'.");
    const group = people.groups.find(identifier);
    if (group === undefined) throw new Fault('invalid', `No group found with name: ${identifier}`);
    return { kind, subject: group.id };
  }
}

function readSpaceOperation(input: JsonRecord): SpaceOperation {
  const operation = recordAt(input, 'operation');
  const given = `${stringAt(operation, 'key') ?? ''}/${stringAt(operation, 'target') ?? ''}`;
  const known = SPACE_OPERATIONS.find((one) => one === given);
  if (known !== undefined) return known;
  throw new Fault('invalid', `There is no permission for the operation and target ${given}.`);
}

function readCustom(value: unknown, who: Subject, own: string): CustomPermission {
  const operation = CUSTOM_OPERATIONS.find((one) => one === stringAt(value, 'key'));
  const type = stringAt(value, 'target') ?? '';
  const isGranted = flagAt(value, 'access');
  if (!isRecord(value) || operation === undefined || isGranted === undefined)
    throw new Fault('invalid', 'An operation needs a key (read, create or delete), a target and access.');
  if (!type.startsWith(own))
    throw new Fault('invalid', `The target ${type} is no type of custom content of this app.`);
  return { ...who, type, operation, isGranted };
}
