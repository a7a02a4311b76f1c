import type { Hono } from 'hono';
import { personV1 } from '../../../confluence/json/v1-people.ts';
import type { WatchKind } from '../../../confluence/watches.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, contentOf, viewer } from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** Who watches content, and who watches its space. */
export function addWatcherRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces, watches } = confluence;

  app.get('/content/:id/notification/child-created', (c) => {
    const { id } = contentOf(c, deps);
    return answer(c, 'content', String(id), { contentId: id });
  });
  app.get('/content/:id/notification/created', (c) => {
    const { spaceKey } = contentOf(c, deps);
    return answer(c, 'space', spaceKey, { spaceKey });
  });
  app.get('/space/:spaceKey/watch', (c) => {
    const { key } = spaces.byKey(viewer(c, deps), c.req.param('spaceKey'));
    return answer(c, 'space', key, { spaceKey: key });
  });

  function answer(
    c: ConfluenceRequest,
    kind: WatchKind,
    target: string,
    what: Readonly<Record<string, unknown>>,
  ): Response {
    const accounts = watches.watchers(kind, target);
    return c.json(
      wholeListV1(c, host, pageOf(new Query(c), 200), accounts, (accountId) => ({
        type: kind,
        watcher: personV1(accountId, deps),
        ...what,
      })),
    );
  }
}
