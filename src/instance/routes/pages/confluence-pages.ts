import type { Hono } from 'hono';
import { personView } from '../../render/page-views.ts';
import { renderContentPage } from '../../ui/content-page.ts';
import { renderSpacePage } from '../../ui/space-page.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit } from './page-kit.ts';

export function addConfluencePages(app: Hono<InstanceEnv>, kit: PageKit): void {
  const { confluence, people } = kit.services;

  app.get('/wiki', (c) => c.redirect('/wiki/spaces/DS/overview'));

  app.get('/wiki/spaces/:key/overview', (c) => {
    const space = confluence.space(c.req.param('key'));
    if (space === undefined) return kit.notFound(c);
    const pages = confluence
      .pages(space.key)
      .map(({ id, title }) => ({ id, title, href: `/wiki/spaces/${space.key}/pages/${id}` }));
    return kit.page(c, (chrome) => renderSpacePage(chrome, { space, pages }));
  });

  app.get('/wiki/spaces/:key/pages/:id/:title?', (c) => {
    const space = confluence.space(c.req.param('key'));
    const found = confluence.page(c.req.param('id'));
    const author = people.find(found?.authorAccountId);
    if (space === undefined || found === undefined || author === undefined) return kit.notFound(c);
    const page = {
      id: found.id,
      title: found.title,
      bodyHtml: found.body,
      author: personView(author),
      updated: new Date(found.created).toISOString(),
    };
    return kit.page(c, (chrome) => renderContentPage(chrome, { space, page }));
  });
}
