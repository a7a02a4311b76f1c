import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import { Expansion } from '../../../confluence/json/expand.ts';
import { childFilter, childrenV1, contentV1 } from '../../../confluence/json/v1-content.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  contentOf,
  jsonContext,
  viewer,
} from '../shared.ts';
import { readType } from './content-input.ts';
import { contentExpansion } from './expansion.ts';
import { listV1, pageOf } from './paging.ts';

const NOTHING = Expansion.parse([]);

/** What is below content, and attached to it. */
export function addChildRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;

  app.get('/content/:id/child', (c) => {
    const expand = Expansion.parse(new Query(c).all('expand'));
    return c.json(childrenV1(contentOf(c, deps), expand, jsonContext(c, deps)));
  });

  app.get('/content/:id/descendant', (c) => {
    const expand = Expansion.parse(new Query(c).all('expand'));
    return c.json(childrenV1(contentOf(c, deps), expand, jsonContext(c, deps), true));
  });

  app.get('/content/:id/child/attachment', (c) => {
    const query = new Query(c);
    const title = query.text('filename');
    const mediaType = query.text('mediaType');
    return c.json(
      listBelow(c, query, 'attachment', false, {
        ...(title === undefined ? {} : { title }),
        ...(mediaType === undefined ? {} : { mediaType }),
      }),
    );
  });

  app.get('/content/:id/child/comment', (c) => {
    const query = new Query(c);
    const location = query.oneOf('location', ['inline', 'footer', 'resolved', '']);
    if (location === 'resolved')
      throw new Fault('not-emulated', "connect-kit's dev instance does not emulate location=resolved.");
    const isDeep = query.oneOf('depth', ['', 'root', 'all']) === 'all';
    return c.json(
      listBelow(
        c,
        query,
        'comment',
        isDeep,
        location === 'inline' || location === 'footer' ? { location } : {},
      ),
    );
  });

  app.get('/content/:id/child/:type', (c) =>
    c.json(listBelow(c, new Query(c), readType(c.req.param('type')), false, {})),
  );

  app.get('/content/:id/descendant/:type', (c) => {
    const query = new Query(c);
    const depth = query.text('depth') ?? 'all';
    const type = readType(c.req.param('type'));
    if (depth !== 'all' && depth !== 'root' && !/^\d{1,3}$/.test(depth))
      throw new Fault('invalid', `Invalid depth: ${depth}`);
    const isCounted = /^\d/.test(depth) && type === 'page';
    const below = { below: { id: contentOf(c, deps).id, depth: Number(depth) } };
    return c.json(listBelow(c, query, type, depth !== 'root', isCounted ? below : {}));
  });

  function listBelow(
    c: ConfluenceRequest,
    query: Query,
    type: string,
    isDeep: boolean,
    filter: Parameters<typeof confluence.reader.list>[1],
  ) {
    const content = contentOf(c, deps);
    const page = pageOf(query);
    const expand = contentExpansion(c, query, NOTHING);
    const found = confluence.reader.list(
      viewer(c, deps),
      { types: [type], statuses: ['current'], ...childFilter(content, type, isDeep), ...filter },
      { column: 'position', isDescending: false },
      { limit: page.limit, offset: page.start },
    );
    return listV1(c, host, page, found, (one) => contentV1(one, expand, jsonContext(c, deps)));
  }
}
