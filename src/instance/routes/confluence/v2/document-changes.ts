import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { type Space, TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JsonRecord, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  checkMayEdit,
  personOf,
  viewer,
} from '../shared.ts';
import { type Kind, kindOf, written } from './content.ts';
import { missing, optionalId, readBodyV2, readVersion, readWrittenStatus, requiredId } from './input.ts';
import { restrictToAuthor } from './private.ts';
import { removeDocument } from './remove.ts';

/** Pages and blog posts: making, changing and removing. */
export function addDocumentChangeRoutes(
  app: Hono<InstanceEnv>,
  deps: ConfluenceRestDeps,
  kind: Kind,
  type: 'page' | 'blogpost',
): void {
  const { confluence } = deps;
  const { writer, spaces } = confluence;
  const path = `/${kind.path}`;

  app.post(path, async (c) => {
    const input = await readRecord(c);
    const query = new Query(c);
    const space = spaces.byId(viewer(c, deps), requiredId(input, 'spaceId'));
    checkMayCreate(c, deps, type, space.id);
    const status = readWrittenStatus(input);
    const title = stringAt(input, 'title') ?? '';
    if (status === 'current' && title === '') throw missing('title');
    const actor = personOf(c, deps).accountId;
    const parentId = type === 'page' ? parentOf(c, query, input, space) : null;
    const isPrivate = query.flag('private');
    const content = confluence.transaction(() => {
      const made = writer.create(
        { type, title, status, spaceId: space.id, parentId, body: readBodyV2(input) ?? '' },
        actor,
      );
      if (isPrivate) restrictToAuthor(confluence, made, actor);
      return made;
    });
    return c.json(written(c, deps, kind, content, 'storage'));
  });

  app.put(`${path}/:id`, async (c) => {
    const input = await readRecord(c);
    const content = kindOf(c, deps, kind);
    checkMayEdit(c, deps, content);
    if (requiredId(input, 'id') !== content.id)
      throw new Fault('invalid', 'The id of the body is another one than that of the path.');
    if (stringAt(input, 'status') === undefined) throw missing('status');
    const status = readWrittenStatus(input);
    const title = stringAt(input, 'title');
    if (title === undefined) throw missing('title');
    const body = readBodyV2(input);
    if (body === undefined) throw missing('body');
    const version = readVersion(input);
    const spaceId = optionalId(input, 'spaceId');
    if (spaceId !== undefined && spaceId !== content.spaceId) {
      throw new Fault(
        'not-emulated',
        "connect-kit's dev instance does not emulate moving content into another space with PUT.",
      );
    }
    const parentId = type === 'page' ? optionalId(input, 'parentId') : undefined;
    if (parentId !== undefined) confluence.reader.get(viewer(c, deps), parentId);
    const changed = writer.update(
      content,
      { ...version, title, body, status, parentId },
      personOf(c, deps).accountId,
    );
    return c.json(written(c, deps, kind, changed, 'storage'));
  });

  if (type === 'page') {
    app.put('/pages/:id/title', async (c) => {
      const input = await readRecord(c);
      const content = kindOf(c, deps, kind);
      checkMayEdit(c, deps, content);
      const title = stringAt(input, 'title');
      if (title === undefined) throw missing('title');
      const changed = writer.update(content, { title }, personOf(c, deps).accountId);
      return c.json(written(c, deps, kind, changed, undefined));
    });
  }

  app.delete(`${path}/:id`, (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, kind);
    removeDocument(c, deps, content, query.flag('purge'), query.flag('draft'));
    return c.body(null, 204);
  });

  /** Below the home page of the space, unless another place is said. */
  function parentOf(c: ConfluenceRequest, query: Query, input: JsonRecord, space: Space): number | null {
    const parentId = optionalId(input, 'parentId');
    const isAtRoot = query.flag('root-level');
    if (isAtRoot && parentId !== undefined)
      throw new Fault('invalid', 'A page at the root level has no parentId.');
    if (isAtRoot) return null;
    if (parentId === undefined) return space.homepageId;
    const parent = confluence.reader.get(viewer(c, deps), parentId);
    if (!TREE_TYPES.some((one) => one === parent.type) || parent.spaceId !== space.id)
      throw new Fault('invalid', 'The parent is no page of the space.');
    return parentId;
  }
}
