// @ts-check
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after } from 'node:test';
import { findFreePort, startInstance } from 'connect-kit/testing';
import { createApp } from '../src/app.js';
import { PROJECT_FOLDER, readConfig } from '../src/config.js';
import { modules } from '../src/modules/index.js';
import { migrate } from '../src/storage/migrate.js';
import { openPglite } from '../src/storage/pglite.js';
import { openPostgres } from '../src/storage/postgres.js';
import { Secrets } from '../src/storage/secrets.js';

/** What the framework has to say is of no interest here. */
const SILENT = /** @type {any} */ ({ info() {}, warn() {}, error() {} });

/** Jira and Confluence, twice. */
export const instance = await startInstance({ sites: ['one', 'two'] });
const port = await findFreePort();
// The framework reads them there.
Object.assign(process.env, instance.environment({ port }));
const config = readConfig(process.env);
export const { baseUrl } = config;

/** In memory, or a PostgreSQL that is there for tests alone: they empty it. */
const { TEST_DATABASE_URL } = process.env;
export const database = TEST_DATABASE_URL
  ? await openPostgres(TEST_DATABASE_URL)
  : await openPglite(undefined);
await migrate(database);

const app = createApp({ config, database, secrets: new Secrets([randomBytes(32)]), logger: SILENT });
const server = app.listen(port, '127.0.0.1');

after(async () => {
  await instance.stop();
  server.close();
  server.closeAllConnections();
  await database.close();
});

/**
 * Installs the add-on in each product that it has a descriptor for.
 * @param {import('connect-kit/testing').TestSite} [site]
 */
export async function install(site = instance) {
  const names = ['atlassian-connect.json', 'atlassian-connect-confluence.json'];
  const addons = [];
  for (const name of names.filter((one) => existsSync(path.join(PROJECT_FOLDER, one)))) {
    addons.push(await site.install(`${baseUrl}/${name}`));
  }
  return addons;
}

/**
 * Opens every module that has a page.
 * @param {import('connect-kit/testing').Addon} addon
 * @param {string} [user] who is looking; the administrator unless given
 */
export async function openPages(addon, user = 'admin') {
  const { body } = await instance.asAdmin().get('/wiki/api/v2/pages?limit=1');
  const contexts = {
    jira: { issue: 'DEMO-1' },
    confluence: { content: /** @type {any} */ (body).results[0].id },
  };
  const pages = modules.filter(({ kind }) => kind === 'page').map(({ path: page }) => page);
  const declared = Object.values(/** @type {Record<string, any>} */ (addon.descriptor.modules ?? {})).flat();
  const keys = declared
    .filter(({ url, target }) => pages.includes((url ?? target?.url)?.split('?')[0]))
    .map(({ key }) => key);
  return Promise.all(keys.map((key) => addon.openModule(key, contexts[addon.product], { user })));
}
