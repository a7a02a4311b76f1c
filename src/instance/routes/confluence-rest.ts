import { type Context, Hono } from 'hono';
import type { ConfluencePage, ConfluenceStore, Space } from '../confluence/confluence-store.ts';
import { appAccountId, type People } from '../people/people.ts';
import { confluenceError } from '../product-error.ts';
import type { HostProduct } from '../site.ts';
import type { InstanceEnv } from './env.ts';

export interface ConfluenceRestDeps {
  readonly host: HostProduct;
  readonly store: ConfluenceStore;
  readonly people: People;
}

/**
 * Confluence's REST APIs, as far as they are emulated: reading spaces, pages and the current user.
 * @returns the routes below `/wiki`
 */
export function createConfluenceRest({ host, store, people }: ConfluenceRestDeps): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();

  app.get('/api/v2/spaces', (c) =>
    c.json({ results: store.spaces().map(spaceV2), _links: { base: host.baseUrl } }),
  );
  app.get('/api/v2/spaces/:id', (c) => c.json(spaceV2(findSpace(c.req.param('id')))));
  app.get('/api/v2/spaces/:id/pages', (c) => {
    const pages = store.pages(findSpace(c.req.param('id')).key);
    return c.json({ results: pages.map((page) => pageV2(page, undefined)), _links: { base: host.baseUrl } });
  });
  app.get('/api/v2/pages', (c) =>
    c.json({ results: store.pages().map((page) => pageV2(page, undefined)), _links: { base: host.baseUrl } }),
  );
  app.get('/api/v2/pages/:id', (c) => {
    c.set('honoured', ['body-format']);
    return c.json(pageV2(findPage(c.req.param('id')), c.req.query('body-format')));
  });

  app.get('/rest/api/space', (c) => {
    const results = store.spaces().map(spaceV1);
    return c.json({ results, start: 0, limit: 25, size: results.length, _links: { base: host.baseUrl } });
  });
  app.get('/rest/api/space/:key', (c) => c.json(spaceV1(findSpace(c.req.param('key')))));
  app.get('/rest/api/user/current', (c) => c.json(currentUser(c)));

  return app;

  function spaceV1({ id, key, name }: Space) {
    return {
      id: Number(id),
      key,
      name,
      type: 'global',
      status: 'current',
      _links: { webui: `/spaces/${key}` },
    };
  }

  function spaceV2({ id, key, name, homepageId }: Space) {
    return {
      id,
      key,
      name,
      type: 'global',
      status: 'current',
      homepageId,
      _links: { webui: `/spaces/${key}` },
    };
  }

  function pageV2(page: ConfluencePage, bodyFormat: string | undefined) {
    const webui = `/spaces/${page.spaceKey}/pages/${page.id}`;
    return {
      id: page.id,
      status: 'current',
      title: page.title,
      spaceId: findSpace(page.spaceKey).id,
      authorId: page.authorAccountId,
      createdAt: new Date(page.created).toISOString(),
      version: { number: page.version, createdAt: new Date(page.created).toISOString() },
      body: bodyFormat === 'storage' ? { storage: { value: page.body, representation: 'storage' } } : {},
      _links: { webui, base: host.baseUrl },
    };
  }

  function findSpace(keyOrId: string): Space {
    const space = store.space(keyOrId);
    if (space === undefined) throw confluenceError(404, `No space with key or id : ${keyOrId}`);
    return space;
  }

  function findPage(id: string): ConfluencePage {
    const page = store.page(id);
    if (page === undefined) throw confluenceError(404, `No page with id : ${id}`);
    return page;
  }

  function currentUser(c: Context<InstanceEnv>) {
    const caller = c.get('caller');
    const person =
      caller.kind === 'addon'
        ? people.find(appAccountId(caller.installation.descriptor.key))
        : caller.kind === 'person'
          ? caller.person
          : undefined;
    if (person === undefined) throw confluenceError(404, 'No such user.');
    return {
      type: 'known',
      accountId: person.accountId,
      accountType: person.accountType,
      publicName: person.displayName,
      displayName: person.displayName,
    };
  }
}
