import type { Hono } from 'hono';
import type { Content } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRestDeps, viewer } from '../shared.ts';
import { kindOf } from './content.ts';
import { PAGES } from './kinds.ts';
import { listV2, readPart } from './paging.ts';
import { markOf, readSort, type SortName } from './sorting.ts';

const SORTS: readonly SortName[] = ['created-date', 'id', 'child-position', 'modified-date', 'title'];
const MAX_DEPTH = 5;

/** What is above and below pages. */
export function addPageTreeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;

  for (const name of ['children', 'direct-children']) {
    app.get(`/pages/:id/${name}`, (c) => {
      const query = new Query(c);
      const page = kindOf(c, deps, PAGES);
      const part = readPart(query);
      const sort = readSort(query, SORTS, 'child-position');
      const filter = { types: ['page'], statuses: ['current', 'archived'] as const, parentId: page.id };
      const found = confluence.reader.list(viewer(c, deps), filter, sort, part);
      const write = (one: Content) =>
        name === 'children' ? childV2(one) : { ...childV2(one), type: 'page' };
      return listV2(c, host, part, found, write, markOf(sort));
    });
  }

  app.get('/pages/:id/descendants', (c) => {
    const query = new Query(c);
    const page = kindOf(c, deps, PAGES);
    const part = readPart(query);
    const depth = query.count('depth', 2, MAX_DEPTH, 1);
    const filter = {
      types: ['page'],
      statuses: ['current', 'archived'] as const,
      below: { id: page.id, depth },
    };
    const sort = readSort(query, ['id']);
    const found = confluence.reader.list(viewer(c, deps), filter, sort, part);
    const level = confluence.reader.ancestors(page).length;
    const write = (one: Content) => {
      const { spaceId: _space, ...child } = childV2(one);
      return {
        ...child,
        type: 'page',
        parentId: String(one.parentId),
        depth: confluence.reader.ancestors(one).length - level,
      };
    };
    return listV2(c, host, part, found, write, markOf(sort));
  });

  app.get('/pages/:id/ancestors', (c) => {
    const query = new Query(c);
    const part = readPart(query);
    // From the top; a list that is cut loses what is further up.
    const ancestors = confluence.reader.ancestors(kindOf(c, deps, PAGES)).slice(-part.limit);
    return c.json({
      results: ancestors.map(({ id, type }) => ({ id: String(id), type })),
      _links: { base: host.baseUrl },
    });
  });
}

function childV2({ id, status, title, spaceId, position }: Content) {
  return { id: String(id), status, title, spaceId: String(spaceId), childPosition: position };
}
