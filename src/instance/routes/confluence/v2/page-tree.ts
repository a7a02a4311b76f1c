import type { Hono } from 'hono';
import type { Viewer } from '../../../confluence/permissions.ts';
import { type Content, TREE_TYPES } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRestDeps, viewer } from '../shared.ts';
import { type Kind, kindOf } from './content.ts';
import { CUSTOM_CONTENT, NODES, PAGES } from './kinds.ts';
import { listV2, readPart } from './paging.ts';
import { markOf, readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['created-date', 'id', 'child-position', 'modified-date', 'title'];
const MAX_DEPTH = 5;
const STATUSES = ['current', 'archived'] as const;

/** What is above and below pages, folders and the like. */
export function addPageTreeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;

  // Pages alone; `direct-children` gives whatever stands below.
  app.get('/pages/:id/children', (c) => {
    const query = new Query(c);
    const page = kindOf(c, deps, PAGES);
    const part = readPart(query);
    const sort = readSort(query, SORTS, 'child-position');
    const filter = { types: ['page'], statuses: STATUSES, parentId: page.id };
    return listV2(
      c,
      host,
      part,
      confluence.reader.list(viewer(c, deps), filter, sort, part),
      childV2,
      markOf(sort),
    );
  });

  app.get('/custom-content/:id/children', (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, CUSTOM_CONTENT);
    const part = readPart(query);
    const sort = readSort(query, ['created-date', 'id', 'modified-date', 'title']);
    const types = deps.customTypes().map(({ name }) => name);
    const filter = { types, statuses: STATUSES, containerId: content.id };
    const found = confluence.reader.list(viewer(c, deps), filter, sort, part);
    const write = ({ id, status, title, type, spaceId }: Content) => ({
      ...{ id: String(id), status, title, type, spaceId: String(spaceId) },
    });
    return listV2(c, host, part, found, write, markOf(sort));
  });

  for (const kind of [PAGES, ...NODES.map(([one]) => one)]) addRoutes(app, deps, kind);
}

function addRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps, kind: Kind): void {
  const { host, confluence } = deps;
  const path = `/${kind.path}/:id`;

  app.get(`${path}/direct-children`, (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, kind);
    const part = readPart(query);
    const sort = readSort(query, SORTS, 'child-position');
    const filter = { types: TREE_TYPES, statuses: STATUSES, parentId: content.id };
    const found = confluence.reader.list(viewer(c, deps), filter, sort, part);
    return listV2(c, host, part, found, (one) => ({ ...childV2(one), type: one.type }), markOf(sort));
  });

  app.get(`${path}/descendants`, (c) => {
    const query = new Query(c);
    const content = kindOf(c, deps, kind);
    const part = readPart(query);
    const depth = query.count('depth', 2, MAX_DEPTH, 1);
    const filter = { types: TREE_TYPES, statuses: STATUSES, below: { id: content.id, depth } };
    const sort = readSort(query, ['id']);
    const found = confluence.reader.list(viewer(c, deps), filter, sort, part);
    const level = confluence.reader.ancestors(content).length;
    const write = (one: Content) => {
      const { spaceId: _space, ...child } = childV2(one);
      return {
        ...child,
        type: one.type,
        parentId: String(one.parentId),
        depth: confluence.reader.ancestors(one).length - level,
      };
    };
    return listV2(c, host, part, found, write, markOf(sort));
  });

  app.get(`${path}/ancestors`, (c) => {
    const query = new Query(c);
    const part = readPart(query);
    // From the top; a list that is cut loses what is further up.
    const ancestors = confluence.reader.ancestors(kindOf(c, deps, kind)).slice(-part.limit);
    return c.json({
      results: ancestors.map(({ id, type }) => ({ id: String(id), type })),
      _links: { base: host.baseUrl },
    });
  });
}

/** What stands right below, in its order. */
export function listChildren(
  { confluence }: ConfluenceRestDeps,
  who: Viewer,
  content: Content,
  limit: number,
): readonly Content[] {
  const filter = { types: TREE_TYPES, statuses: STATUSES, parentId: content.id };
  return confluence.reader.list(who, filter, { column: 'position', isDescending: false }, { limit });
}

export function childV2({ id, status, title, spaceId, position }: Content) {
  return { id: String(id), status, title, spaceId: String(spaceId), childPosition: position };
}
