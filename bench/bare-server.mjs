/** A Hono server that sends one answer, for `instance.mjs`: what any dev instance on this server could reach. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const answer = JSON.parse(process.argv[2] ?? 'null');
const app = new Hono();
app.get('/rest/api/3/issue/:idOrKey', (c) => c.json(answer));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
  console.log(JSON.stringify({ event: 'ready', port }));
});
process.once('SIGINT', () => server.close());
