import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import { Fault } from '../../../confluence/fault.ts';
import { contentOperations } from '../../../confluence/json/operations.ts';
import type { Content, Space } from '../../../confluence/types.ts';
import { TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JsonRecord, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayCreate,
  jsonContext,
  personOf,
  viewer,
} from '../shared.ts';
import { type Kind, kindOf, written } from './content.ts';
import { optionalId, requiredId } from './input.ts';
import { NODES } from './kinds.ts';
import { childV2, listChildren } from './page-tree.ts';
import { restrictToAuthor } from './private.ts';
import { removeDocument } from './remove.ts';

const CHILDREN_LIMIT = 25;

/** Folders, whiteboards, databases and links in the tree: what they are and where they stand, not what is in them. */
export function addNodeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  for (const [kind, type] of NODES) addRoutes(app, deps, kind, type);
}

function addRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps, kind: Kind, type: string): void {
  const { confluence } = deps;
  const path = `/${kind.path}`;

  app.post(path, async (c) => {
    const input = await readRecord(c);
    const isPrivate = new Query(c).flag('private');
    const space = confluence.spaces.byId(viewer(c, deps), requiredId(input, 'spaceId'));
    checkMayCreate(c, deps, type, space.id);
    const parentId = parentOf(c, deps, input, space);
    const actor = personOf(c, deps).accountId;
    const embedUrl = type === 'embed' ? stringAt(input, 'embedUrl') : undefined;
    const content = confluence.transaction(() => {
      const made = confluence.writer.create(
        {
          ...{ type, title: stringAt(input, 'title') ?? '', spaceId: space.id, parentId, body: '' },
          detail: embedUrl === undefined ? {} : { embedUrl },
        },
        actor,
      );
      if (isPrivate) restrictToAuthor(confluence, made, actor);
      return made;
    });
    return c.json(written(c, deps, kind, content, undefined));
  });

  app.get(`${path}/:id`, (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, kind);
    return c.json({
      ...written(c, deps, kind, content, undefined),
      ...(query.flag('include-collaborators') ? { collaborators: { accountIds: [content.creator] } } : {}),
      ...(query.flag('include-direct-children')
        ? { directChildren: { results: childrenOf(c, content) } }
        : {}),
    });
  });

  app.delete(`${path}/:id`, (c) => {
    removeDocument(c, deps, kindOf(c, deps, kind), false, false);
    return c.body(null, 204);
  });

  app.get(`${path}/:id/operations`, (c) =>
    c.json({ operations: contentOperations(kindOf(c, deps, kind), jsonContext(c, deps)) }),
  );

  function childrenOf(c: ConfluenceRequest, content: Content) {
    return listChildren(deps, viewer(c, deps), content, CHILDREN_LIMIT)
      .slice(0, CHILDREN_LIMIT)
      .map((one) => ({ ...childV2(one), type: one.type }));
  }
}

/** Where it is put: at the top of the space unless a place in the tree is said. */
function parentOf(
  c: ConfluenceRequest,
  deps: ConfluenceRestDeps,
  input: JsonRecord,
  space: Space,
): number | null {
  const parentId = optionalId(input, 'parentId');
  if (parentId === undefined) return null;
  const parent = deps.confluence.reader.get(viewer(c, deps), parentId);
  if (!TREE_TYPES.some((one) => one === parent.type) || parent.spaceId !== space.id)
    throw new Fault('invalid', 'The parent is nothing in the tree of the space.');
  return parentId;
}
