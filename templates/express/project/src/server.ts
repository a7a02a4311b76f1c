import { once } from 'node:events';
import { createServer } from 'node:http';
import path from 'node:path';
import { createApp } from './app.ts';
import { readConfig } from './config.ts';
import { loadDescriptor } from './descriptor.ts';
import { FileTenantStore } from './storage/tenant-store.ts';
import { FileWebhookLog } from './storage/webhook-log.ts';

/** How long requests may take to finish once the server is asked to stop. */
const GRACE_MS = 5_000;

const config = readConfig(process.env);
const descriptor = loadDescriptor(config.baseUrl);

const server = createServer(
  createApp({
    config,
    descriptor,
    tenants: new FileTenantStore(path.join(config.dataFolder, 'tenants.json')),
    webhooks: new FileWebhookLog(path.join(config.dataFolder, 'webhooks.json')),
    fetch,
    now: () => Date.now(),
    log: (message, error) => console.error(message, error),
  }),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    console.log('Stopping …');
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref();
  });
}

server.listen(config.port, config.host);
await once(server, 'listening');
console.log(`${descriptor.name} listens on ${config.host}:${config.port}`);
console.log(`Descriptor: ${config.baseUrl}/atlassian-connect.json`);
