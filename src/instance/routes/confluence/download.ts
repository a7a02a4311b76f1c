import type { Hono } from 'hono';
import { scopesOf } from '../../addons/installation.ts';
import { Fault } from '../../confluence/fault.ts';
import type { InstanceEnv } from '../env.ts';
import { Query } from './query.ts';
import { type ConfluenceRequest, type ConfluenceRestDeps, contentOf, viewer } from './shared.ts';

/** Below the product's context path: the data of files, where the REST API sends those who ask for it. */
export function addDownloadRoutes(app: Hono<InstanceEnv>, deps: ConfluenceRestDeps): void {
  app.get('/download/attachments/:id/:name', (c) => {
    try {
      return download(c, deps);
    } catch (error) {
      if (error instanceof Fault) return c.text('Not found\n', 404);
      throw error;
    }
  });
}

function download(c: ConfluenceRequest, deps: ConfluenceRestDeps): Response {
  const { attachments } = deps.confluence;
  const caller = c.get('caller');
  // No REST operation, so the gate has looked at no scope.
  const installation = caller.kind === 'addon' ? caller.installation : caller.via;
  if (installation !== undefined && !scopesOf(installation).has('READ')) {
    return c.json({ message: 'Request not in an authorized API scope', 'status-code': 403 }, 403);
  }
  const query = new Query(c);
  for (const name of ['modificationDate', 'cacheVersion', 'api']) query.all(name);
  viewer(c, deps);
  const container = contentOf(c, deps);
  const attachment = attachments.named(container, c.req.param('name') ?? '');
  const version = query.count('version', attachment?.version.number ?? 0);
  const file = attachment === undefined ? undefined : attachments.data(attachment, version);
  if (attachment === undefined || file === undefined) return c.text('Not found\n', 404);
  // Whatever the file is, it runs nothing on this site.
  c.header('Content-Security-Policy', "default-src 'none'; sandbox");
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(attachment.title)}`);
  c.header(
    'Content-Type',
    /^[\w.+-]+\/[\w.+-]+$/.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
  );
  return c.body(Buffer.from(file.data));
}
