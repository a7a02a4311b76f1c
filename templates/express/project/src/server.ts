import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAddon } from './addon.ts';
import { createApp } from './app.ts';
import { loadDescriptors, MIGRATIONS_FOLDER, readConfig } from './config.ts';
import { loadEncryptionKeys } from './storage/encryption-keys.ts';
import { openDatabase } from './storage/open-database.ts';
import { Secrets } from './storage/secrets.ts';

/** How long requests may take to finish once the server is asked to stop. */
const GRACE_MS = 5_000;
/** How long a request may take to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Atlassian advises to keep data for about this long: sites that are imported or moved come back. */
const RETENTION_MS = 30 * DAY_MS;

const config = readConfig(process.env);
const descriptors = loadDescriptors(config.settings.baseUrl);
const [descriptor] = descriptors;
const log = (message: string, error: unknown) => console.error(message, error);

const database = await openDatabase({ ...config, migrationsFolder: MIGRATIONS_FOLDER, log });
const secrets = await Secrets.create(await loadEncryptionKeys(config));
const addon = createAddon({
  settings: config.settings,
  descriptor,
  database,
  secrets,
  fetch,
  now: () => Date.now(),
  sleep: (milliseconds) => sleep(milliseconds),
});
await addon.tenants.renewSecrets();

const app = createApp(addon, descriptors, log);
const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app);

async function purge(): Promise<void> {
  try {
    await addon.tenants.purge(new Date(Date.now() - RETENTION_MS));
  } catch (error) {
    log('Data of sites that uninstalled the add-on could not be deleted', error);
  }
}
await purge();
const purging = setInterval(() => void purge(), DAY_MS);

async function stop(): Promise<void> {
  console.log('Stopping …');
  clearInterval(purging);
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
