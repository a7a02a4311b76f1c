import type { Hono } from 'hono';
import { fromStorage } from '../../confluence/body/convert.ts';
import { Fault } from '../../confluence/fault.ts';
import { viewContext } from '../../confluence/json/common.ts';
import type { Viewer } from '../../confluence/permissions.ts';
import { createExtensions, PLACES } from '../../render/extensions.ts';
import { contentContext } from '../../render/page-context.ts';
import { personView } from '../../render/page-views.ts';
import { firstSpaceKey, NOBODY, overviewPath, visitorOf } from '../../render/start-pages.ts';
import { renderContentPage } from '../../ui/content-page.ts';
import { renderSpacePage } from '../../ui/space-page.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit, PageRequest } from './page-kit.ts';

const MAX_PAGES = 200;

export function addConfluencePages(app: Hono<InstanceEnv>, kit: PageKit): void {
  const { services } = kit;
  const { confluence, people, site } = services;
  const host = site.products.confluence;

  app.get('/wiki', (c) => c.redirect(overviewPath(firstSpaceKey(confluence, viewerFor(c)))));

  app.get('/wiki/spaces/:key', (c) => c.redirect(overviewPath(c.req.param('key'))));

  app.get('/wiki/spaces/:key/overview', (c) => {
    const viewer = viewerFor(c);
    const space = findOr(() => confluence.spaces.byKey(viewer, c.req.param('key')));
    if (space === undefined) return kit.notFound(c);
    const filter = { types: ['page'], statuses: ['current'] as const, spaceIds: [space.id] };
    const pages = confluence.reader
      .list(viewer, filter, { column: 'id', isDescending: false }, { limit: MAX_PAGES })
      .map(({ id, title }) => ({
        id: String(id),
        title,
        href: `/wiki/spaces/${encodeURIComponent(space.key)}/pages/${id}`,
      }));
    return kit.page(c, (chrome) => renderSpacePage(chrome, { space, pages }));
  });

  app.get('/wiki/spaces/:key/pages/:id/:title?', async (c) => {
    const viewer = viewerFor(c);
    const id = /^\d{1,15}$/.exec(c.req.param('id'))?.[0];
    const space = findOr(() => confluence.spaces.byKey(viewer, c.req.param('key')));
    const found = id === undefined ? undefined : confluence.reader.find(viewer, Number(id));
    const author = people.find(found?.creator);
    const isPage = found?.type === 'page' && found.status === 'current';
    if (space === undefined || !isPage || author === undefined) return kit.notFound(c);
    if (viewer !== NOBODY) confluence.views.note(found, viewer.accountId);
    const context = viewContext(found, { host, confluence, people, viewer });
    const page = {
      id: String(found.id),
      title: found.title,
      bodyHtml: fromStorage(confluence.reader.body(found), 'view', context),
      author: personView(author),
      updated: new Date(found.version.created).toISOString(),
    };
    const about = { confluence: contentContext(found, space) };
    const person = kit.signedIn(c);
    const bylineItems = await createExtensions(services, host, PLACES.contentByline, about, person);
    return kit.page(c, (chrome) => renderContentPage(chrome, { space, page, bylineItems }));
  });

  function viewerFor(c: PageRequest): Viewer {
    return visitorOf(kit.signedIn(c));
  }
}

/** Undefined for what there is not, or not for the visitor. */
function findOr<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof Fault && error.kind === 'not-found') return undefined;
    throw error;
  }
}
