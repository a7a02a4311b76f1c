// Serves the site to the dev instance: what the build would make, made anew for each request.
import { createServer } from 'node:http';
import path from 'node:path';
import { makeSite, readBaseUrl } from './site.js';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/**
 * @param {{ baseUrl: string, hostScriptUrl?: string }} settings
 * @returns {import('node:http').Server}
 */
export function createSiteServer(settings) {
  const basePath = new URL(settings.baseUrl).pathname.replace(/\/+$/, '');
  return createServer(async (request, response) => {
    try {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      const site = await makeSite(settings);
      const name = pathname.startsWith(`${basePath}/`) ? pathname.slice(basePath.length) : '';
      const content = site.get(name);
      const type = TYPES[path.extname(name)] ?? 'application/octet-stream';
      if (content === undefined) response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n');
      else response.writeHead(200, { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` }).end(content);
    } catch (error) {
      console.error(error);
      response.writeHead(500, { 'Content-Type': 'text/plain' }).end(`${error.message}\n`);
    }
  });
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

if (process.argv[1] === import.meta.filename) {
  const port = Number(process.env.PORT ?? 3000);
  const baseUrl = readBaseUrl(
    'AC_LOCAL_BASE_URL',
    process.env.AC_LOCAL_BASE_URL ?? `http://localhost:${port}`,
  );
  const server = createSiteServer({ baseUrl, hostScriptUrl: process.env.AC_HOST_SCRIPT_URL });
  server.listen(port, '127.0.0.1', () => console.log(`Descriptor: ${baseUrl}/atlassian-connect.json`));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      server.close();
      server.closeAllConnections();
    });
  }
}
