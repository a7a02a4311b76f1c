import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Context, Hono } from 'hono';
import { hasCode } from '../../core/errors.ts';
import { packageFile } from '../../core/package-root.ts';
import type { People } from '../people/people.ts';
import { renderAvatar } from '../ui/avatar.ts';
import type { InstanceEnv } from './env.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.txt': 'text/plain; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
};

/** Files of the pages, the add-on's side of the iframe bridge, and pictures of people. */
export function createAssets(people: People): Hono<InstanceEnv> {
  const app = new Hono<InstanceEnv>();
  app.get('/_connect-kit/assets/*', (c) => sendFile(c, c.req.path.slice('/_connect-kit/assets/'.length)));
  // The script knows itself by this path and reads its options from the element that loads it.
  for (const contextPath of ['', '/wiki']) {
    app.get(`${contextPath}/atlassian-connect/*`, (c) =>
      sendFile(c, c.req.path.slice(`${contextPath}/`.length)),
    );
  }
  app.get('/_connect-kit/avatars/:file', (c) => {
    const person = people.find(c.req.param('file').replace(/\.svg$/, ''));
    return c.body(renderAvatar(person?.displayName ?? ''), 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
    });
  });
  return app;
}

async function sendFile(c: Context<InstanceEnv>, name: string): Promise<Response> {
  const root = packageFile('dist', 'browser');
  const file = path.resolve(root, name);
  if (!file.startsWith(root + path.sep) || file.includes('\0')) return c.notFound();
  try {
    const content = new Uint8Array(await readFile(file));
    return c.body(content, 200, {
      'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'Cache-Control': 'no-cache',
      // Add-on pages on other origins load all.js, styles and fonts from here, as they do from Atlassian's CDN.
      'Access-Control-Allow-Origin': '*',
      'X-Content-Type-Options': 'nosniff',
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG')) return c.notFound();
    throw error;
  }
}
