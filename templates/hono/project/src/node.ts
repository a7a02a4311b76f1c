import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { createAddon } from './addon.ts';
import { createApp } from './app.ts';
import { loadDescriptors, MIGRATIONS_FOLDER, readConfig } from './config.ts';
import { HOUSEKEEPING_INTERVAL_MS, keepHouse } from './housekeeping.ts';
import { readAsset } from './read-asset.ts';
import { loadEncryptionKeys } from './storage/encryption-keys.ts';
import { openDatabase } from './storage/open-database.ts';
import { Secrets } from './storage/secrets.ts';

/** How long requests may take to finish once the server is asked to stop. */
const GRACE_MS = 5_000;
/** How long a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;

const config = readConfig(process.env);
const descriptors = loadDescriptors(config.settings.baseUrl);
const [descriptor] = descriptors;
const log = (message: string, error: unknown) => console.error(message, error);

const database = await openDatabase({ ...config, migrationsFolder: MIGRATIONS_FOLDER, log });
const addon = createAddon({
  settings: config.settings,
  descriptor,
  database,
  secrets: await Secrets.create(await loadEncryptionKeys(config)),
  fetch,
  now: () => Date.now(),
  sleep: (milliseconds) => sleep(milliseconds),
});

await keepHouse(addon);
const housekeeping = setInterval(() => {
  keepHouse(addon).catch((error: unknown) => log('The housekeeping failed', error));
}, HOUSEKEEPING_INTERVAL_MS);

const app = createApp({ addon, descriptors, readAsset, log });
const server = createServer(getRequestListener(app.fetch));
server.requestTimeout = REQUEST_TIMEOUT_MS;

async function stop(): Promise<void> {
  console.log('Stopping …');
  clearInterval(housekeeping);
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await once(server, 'close');
  clearTimeout(timer);
  await database.close();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

server.listen(config.port, config.host);
await once(server, 'listening');
console.log(`${descriptor.name} listens on ${config.host}:${config.port}`);
for (const { path } of descriptors) console.log(`Descriptor: ${config.settings.baseUrl}${path}`);
