import type { Hono } from 'hono';
import type { WatchKind } from '../../../confluence/watches.ts';
import type { InstanceEnv } from '../../env.ts';
import { Query } from '../query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, contentOf, personOf, viewer } from '../shared.ts';

/** Whether somebody watches content, a space or a label. */
export function addWatchRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  addRoutes('/user/watch/content/:contentId', 'content', (c) => String(contentOf(c, deps, 'contentId').id));
  addRoutes(
    '/user/watch/space/:spaceKey',
    'space',
    (c) => deps.confluence.spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '').key,
  );
  addRoutes('/user/watch/label/:labelName', 'label', (c) => (c.req.param('labelName') ?? '').toLowerCase());

  function addRoutes(path: string, kind: WatchKind, targetOf: (c: ConfluenceRequest) => string): void {
    const { watches } = deps.confluence;
    app.get(path, (c) => c.json({ watching: watches.has(accountOf(c), kind, targetOf(c)) }));
    app.post(path, (c) => {
      watches.add(accountOf(c), kind, targetOf(c));
      return c.body(null, 204);
    });
    app.delete(path, (c) => {
      watches.remove(accountOf(c), kind, targetOf(c));
      return c.body(null, 204);
    });
  }

  /** The caller, or who is named. */
  function accountOf(c: ConfluenceRequest): string {
    const named = deps.people.find(new Query(c).text('accountId'));
    return (named ?? personOf(c, deps)).accountId;
  }
}
