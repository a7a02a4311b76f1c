import type { Hono } from 'hono';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import type { ConfluenceRestDeps } from '../shared.ts';
import { kindOf } from './content.ts';
import { BLOG_POSTS, FOOTER_COMMENTS, INLINE_COMMENTS, PAGES } from './kinds.ts';
import { listV2, readPart } from './paging.ts';

/** How many like something, and who. */
export function addLikeRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  for (const kind of [PAGES, BLOG_POSTS, FOOTER_COMMENTS, INLINE_COMMENTS]) {
    app.get(`/${kind.path}/:id/likes/count`, (c) =>
      c.json({ count: confluence.likes.of(kindOf(c, deps, kind).id).length }),
    );
    app.get(`/${kind.path}/:id/likes/users`, (c) => {
      const part = readPart(new Query(c));
      const all = confluence.likes
        .of(kindOf(c, deps, kind).id)
        .map((accountId, index) => ({ accountId, index }));
      const start = part.after === undefined ? 0 : part.after.id + 1;
      const found = all.slice(start, start + part.limit + 1);
      const write = ({ accountId }: { accountId: string }) => ({ accountId });
      return listV2(c, host, part, found, write, ({ index }) => ({ value: index, id: index }));
    });
  }
}
