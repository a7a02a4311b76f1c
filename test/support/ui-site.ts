import { createServer } from 'node:http';
import path from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { renderAddonPage } from '../../src/instance/ui/addon-page.ts';
import { renderAppsPage } from '../../src/instance/ui/apps-page.ts';
import { renderAvatar, renderProjectAvatar } from '../../src/instance/ui/avatar.ts';
import { renderContentPage } from '../../src/instance/ui/content-page.ts';
import { renderIssuePage } from '../../src/instance/ui/issue-page.ts';
import { renderLoginPage } from '../../src/instance/ui/login-page.ts';
import { renderMessagePage } from '../../src/instance/ui/message-page.ts';
import { PAGE_SECURITY_POLICY } from '../../src/instance/ui/parts/security-policy.ts';
import { renderProjectPage } from '../../src/instance/ui/project-page.ts';
import { renderSpacePage } from '../../src/instance/ui/space-page.ts';
import { renderTrafficPage } from '../../src/instance/ui/traffic-page.ts';
import type { ExtensionView } from '../../src/instance/ui/views.ts';
import {
  sampleApps,
  sampleChrome,
  sampleContentPage,
  sampleExchange,
  sampleExtension,
  sampleIssue,
  sampleIssuePage,
  sampleProjectPage,
  sampleSpacePage,
} from './ui-samples.ts';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface UiSite {
  readonly origin: string;
  readonly addonOrigin: string;
  /** What reached the REST API and the instance's own API, in order. */
  readonly requests: readonly RecordedRequest[];
  close(): void;
}

const ASSETS = path.resolve('dist/browser');

/** The pages with sample content, an API that records and answers plainly, and an add-on on an origin of its own. */
export async function startUiSite(): Promise<UiSite> {
  const requests: RecordedRequest[] = [];
  const app = new Hono();
  const site = await listen(app);
  const addon = await listen(createAddon(site.origin));
  app.use(async (c, next) => {
    await next();
    c.header('Content-Security-Policy', PAGE_SECURITY_POLICY);
  });
  serveAssets(app);
  servePages(app, addon.origin);
  serveApi(app, addon.origin, requests);
  return {
    origin: site.origin,
    addonOrigin: addon.origin,
    requests,
    close: () => {
      site.close();
      addon.close();
    },
  };
}

async function listen(app: Hono): Promise<{ origin: string; close(): void }> {
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${address.port}`, close };
}

function serveAssets(app: Hono): void {
  const rewriteRequestPath = (file: string) => file.replace('/_connect-kit/assets', '');
  app.use('/_connect-kit/assets/*', serveStatic({ root: ASSETS, rewriteRequestPath }));
  app.use('/atlassian-connect/all.js', serveStatic({ root: ASSETS }));
}

function servePages(app: Hono, addonOrigin: string): void {
  const avatar = (c: Context, svg: string) => c.body(svg, 200, { 'Content-Type': 'image/svg+xml' });
  app.get('/avatar/:name', (c) => avatar(c, renderAvatar(c.req.param('name'))));
  app.get('/project-avatar/:name', (c) => avatar(c, renderProjectAvatar(c.req.param('name'))));
  app.get('/browse/:key', (c) => c.html(renderIssuePage(sampleChrome(), sampleIssuePage(addonOrigin))));
  app.get('/hostile', (c) => c.html(renderHostilePage(addonOrigin)));
  app.get('/projects/:key', (c) => c.html(renderProjectPage(sampleChrome(), sampleProjectPage())));
  app.get('/apps', (c) => c.html(renderAppsPage(sampleChrome(), sampleApps())));
  const wiki = sampleChrome({ product: 'confluence', contextPath: '/wiki' });
  app.get('/wiki/spaces/DOCS', (c) => c.html(renderSpacePage(wiki, sampleSpacePage())));
  app.get('/wiki/spaces/DOCS/pages/:id', (c) => c.html(renderContentPage(wiki, sampleContentPage())));
  app.get('/_connect-kit/login', (c) => {
    const view = { returnTo: '/', failed: true, hint: 'A new site knows admin, with the password admin.' };
    return c.html(renderLoginPage(sampleChrome({ user: undefined }), view));
  });
  app.get('/missing', (c) => {
    const link = { label: 'Go to the issues', href: '/projects/DEMO' };
    return c.html(renderMessagePage(sampleChrome(), { title: 'Not found', message: 'No such page.', link }));
  });
  app.get('/_connect-kit/', (c) => c.html(renderTrafficPage(sampleChrome())));
  app.get('/plugins/servlet/ac/:addon/:module', (c) => {
    const extension = sampleExtension(addonOrigin, {
      moduleKey: c.req.param('module'),
      moduleType: 'generalPages',
      isFullPage: true,
      context: {},
    });
    return c.html(renderAddonPage(sampleChrome(), { extension }));
  });
}

/** An issue page whose names try to be markup. */
function renderHostilePage(addonOrigin: string): string {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
  const { user } = sampleChrome();
  const chrome = sampleChrome({
    user: user && { ...user, displayName: hostile },
    apps: [{ label: hostile, href: '/' }],
  });
  const issue = sampleIssue({ summary: hostile, transitions: [{ id: '1', name: hostile }] });
  return renderIssuePage(chrome, sampleIssuePage(addonOrigin, { issue }));
}

function serveApi(app: Hono, addonOrigin: string, requests: RecordedRequest[]): void {
  const record = async (c: Context) => {
    const { pathname, search } = new URL(c.req.url);
    const headers = c.req.header();
    requests.push({ method: c.req.method, path: pathname + search, headers, body: await c.req.text() });
  };
  app.get('/_connect-kit/api/traffic', (c) => c.json({ version: 1, exchanges: [sampleExchange('one')] }));
  app.get('/_connect-kit/api/traffic/stream', (c) => {
    const event = `data: ${JSON.stringify(sampleExchange('two'))}\n\n`;
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode(event)) });
    return c.body(body, 200, { 'Content-Type': 'text/event-stream' });
  });
  app.post('/_connect-kit/api/context-token', async (c) => {
    await record(c);
    return c.json({ token: 'context.token.sample' });
  });
  app.post('/_connect-kit/api/module', async (c) => {
    const asked: Pick<ExtensionView, 'moduleKey' | 'context'> = JSON.parse(await c.req.text());
    await record(c);
    const { moduleKey, context } = asked;
    return c.json(
      sampleExtension(addonOrigin, { moduleKey, context, moduleType: 'dialogs', title: 'Dialog' }),
    );
  });
  app.all('/_connect-kit/api/*', async (c) => {
    await record(c);
    return c.json({ message: 'The descriptor at <b>that</b> address is no JSON.' }, 400);
  });
  app.all('/rest/*', async (c) => {
    await record(c);
    if (c.req.path.endsWith('/forbidden')) return c.json({ errorMessages: ['You may not.'] }, 403);
    if (c.req.path.endsWith('/project/DEMO')) return c.json({ issueTypes: [{ id: '10001', name: 'Task' }] });
    if (c.req.path.endsWith('/rest/api/3/issue')) return c.json({ id: '1', key: 'DEMO-7' }, 201);
    if (c.req.method !== 'GET') return c.body(null, 204);
    return c.json({ displayName: 'Alex Morgan' }, 200, { ETag: '"sample"' });
  });
}

/** Every path of the add-on is the same page; tests drive it from outside. */
function createAddon(hostOrigin: string): Hono {
  const addon = new Hono();
  addon.get('*', (c) => {
    return c.html(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Add-on</title>
<style>body{font-family:system-ui,sans-serif;font-size:14px;color:#172b4d;line-height:1.5}.bar{height:8px;border-radius:4px;background:#dcdfe4;overflow:hidden}.bar i{display:block;height:100%;width:62%;background:#0c66e4}p{margin:0 0 8px}</style>
<script src="${hostOrigin}/atlassian-connect/all.js"></script></head>
<body><div class="ac-content"><p id="hello"><strong>5 of 8 checks done</strong> before the release on Friday.</p><div class="bar"><i></i></div><p style="margin-top:8px;color:#626f86">Store listing, crash reports and release notes are still open.</p></div></body></html>`);
  });
  return addon;
}
