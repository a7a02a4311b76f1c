import type { Hono } from 'hono';
import { contentV1 } from '../../../confluence/json/v1-content.ts';
import type { Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, jsonContext, viewer } from '../shared.ts';
import { readType } from './content-input.ts';
import { contentExpansion } from './expansion.ts';
import { listV1, pageOf } from './paging.ts';

/** The content of a space. */
export function addSpaceContentRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces, reader } = confluence;

  app.get('/space/:spaceKey/content', (c) => {
    const query = new Query(c);
    const page = pageOf(query);
    const depth = depthOf(query);
    const lists = ['page', 'blogpost'].map(
      (type) => [type, listContent(c, query, type, depth, page)] as const,
    );
    return c.json({
      ...Object.fromEntries(lists),
      _links: {
        base: host.baseUrl,
        context: host.contextPath,
        self: `${host.baseUrl}/rest/api/space/${spaceOf(c).key}/content`,
      },
    });
  });

  app.get('/space/:spaceKey/content/:type', (c) => {
    const query = new Query(c);
    const type = readType(c.req.param('type'));
    return c.json(listContent(c, query, type, depthOf(query), pageOf(query)));
  });

  function listContent(
    c: ConfluenceRequest,
    query: Query,
    type: string,
    depth: 'all' | 'root',
    page: ReturnType<typeof pageOf>,
  ) {
    const expand = contentExpansion(c, query);
    const found = reader.list(
      viewer(c, deps),
      {
        types: [type],
        statuses: ['current'],
        spaceIds: [spaceOf(c).id],
        ...(depth === 'root' ? { parentId: null } : {}),
      },
      { column: 'id', isDescending: false },
      { limit: page.limit, offset: page.start },
    );
    return listV1(c, host, page, found, (one) => contentV1(one, expand, jsonContext(c, deps)));
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
  }
}

function depthOf(query: Query): 'all' | 'root' {
  return query.oneOf('depth', ['all', 'root']) ?? 'all';
}
