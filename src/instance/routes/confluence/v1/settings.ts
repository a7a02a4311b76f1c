import type { Hono } from 'hono';
import { Fault } from '../../../confluence/fault.ts';
import type { Space } from '../../../confluence/types.ts';
import type { InstanceEnv } from '../../env.ts';
import { flagAt, readRecord } from '../body.ts';
import { Query } from '../query.ts';
import {
  type ConfluenceRequest,
  type ConfluenceRestDeps,
  checkMayAdminister,
  contentOf,
  viewer,
} from '../shared.ts';
import { pageOf, wholeListV1 } from './paging.ts';

/** What the site and its spaces are set to. There is no theme beside the default one, which no list has. */
export function addSettingRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  const { host, confluence } = deps;
  const { spaces } = confluence;

  app.get('/settings/theme', (c) =>
    c.json(wholeListV1(c, host, pageOf(new Query(c), 100), [], (one) => one)),
  );
  app.get('/settings/theme/selected', () => {
    throw new Fault('not-found', 'There is no theme: the site has the default one.');
  });
  app.get('/settings/theme/:themeKey', (c) => {
    throw noTheme(c.req.param('themeKey'), 'not-found');
  });
  app.get('/space/:spaceKey/theme', (c) => {
    throw new Fault('not-found', `The space ${spaceOf(c).key} has no theme assigned to it.`);
  });
  app.put('/space/:spaceKey/theme', async (c) => {
    const { themeKey } = await readRecord(c);
    checkMayAdminister(c, deps, spaceOf(c));
    throw noTheme(String(themeKey), 'forbidden');
  });
  app.delete('/space/:spaceKey/theme', (c) => {
    checkMayAdminister(c, deps, spaceOf(c));
    return c.body(null, 204);
  });

  app.get('/space/:spaceKey/settings', (c) => c.json(settingsOf(spaceOf(c))));
  app.put('/space/:spaceKey/settings', async (c) => {
    const isOn = flagAt(await readRecord(c), 'routeOverrideEnabled');
    const space = spaceOf(c);
    checkMayAdminister(c, deps, space);
    if (isOn !== undefined) spaces.setRouteOverride(space, isOn);
    return c.json(settingsOf(space));
  });

  app.get('/analytics/content/:contentId/views', (c) => {
    const { id, views } = counted(c);
    return c.json({ id, count: views });
  });
  app.get('/analytics/content/:contentId/viewers', (c) => {
    const { id, viewers } = counted(c);
    return c.json({ id, count: viewers });
  });

  function counted(c: ConfluenceRequest) {
    const content = contentOf(c, deps, 'contentId');
    const from = new Query(c).text('fromDate');
    const since = from === undefined ? 0 : Date.parse(from);
    if (Number.isNaN(since)) throw new Fault('invalid', `Invalid fromDate: ${from}`);
    return { id: content.id, ...confluence.views.count(content, since) };
  }

  function settingsOf(space: Space) {
    return {
      routeOverrideEnabled: spaces.hasRouteOverride(space),
      editor: { page: 'v2', blogpost: 'v2', default: 'v2' },
      _links: { self: `${host.baseUrl}/rest/api/space/${space.key}/settings` },
    };
  }

  function spaceOf(c: ConfluenceRequest): Space {
    return spaces.byKey(viewer(c, deps), c.req.param('spaceKey') ?? '');
  }
}

function noTheme(key: string, kind: 'not-found' | 'forbidden'): Fault {
  return new Fault(kind, `There is no theme with the key ${key}.`);
}
