import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Addon as Installed,
  startInstance,
  type TestInstance,
  type TestSite,
} from 'connect-kit/testing';
import { type Addon, createAddon } from '../../src/addon.ts';
import { loadDescriptors, MIGRATIONS_FOLDER } from '../../src/config.ts';
import type { Product } from '../../src/connect/host.ts';
import type { Descriptor } from '../../src/descriptor.ts';
import { textAt } from '../../src/json.ts';
import { readSettings } from '../../src/settings.ts';
import type { Database } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrations.ts';
import { readMigrations } from '../../src/storage/open-database.ts';
import { openPglite } from '../../src/storage/pglite.ts';
import { openPostgres } from '../../src/storage/postgres.ts';
import { Secrets } from '../../src/storage/secrets.ts';
import { createListener } from './create-listener.ts';
import { signRequest } from './sign.ts';

/** The add-on on a free port, with a database in memory, and a Jira and Confluence to install it in. */
export class RunningAddon {
  readonly addon: Addon;
  readonly baseUrl: string;
  readonly database: Database;
  readonly instance: TestInstance;
  readonly descriptors: readonly Descriptor[];
  /** Of somebody who may see everything: who is looking, in tokens of {@link sign}. */
  readonly #accountId: string;

  constructor(
    addon: Addon,
    baseUrl: string,
    instance: TestInstance,
    descriptors: readonly Descriptor[],
    accountId: string,
  ) {
    this.addon = addon;
    this.baseUrl = baseUrl;
    this.database = addon.database;
    this.instance = instance;
    this.descriptors = descriptors;
    this.#accountId = accountId;
  }

  /** Installs it; a project for two products, in the one that its first descriptor is for. */
  install(site: TestSite = this.instance): Promise<Installed> {
    return site.install(`${this.baseUrl}${this.descriptors[0]?.path}`);
  }

  /**
   * Installs it in the product that has a module.
   * @param key of the module
   */
  installWith(key: string, site: TestSite = this.instance): Promise<Installed> {
    const found = this.descriptors.find((descriptor) => keysOf(descriptor).includes(key));
    if (found === undefined) throw new Error(`No descriptor has a module "${key}".`);
    return site.install(this.baseUrl + found.path);
  }

  /** Installs it in that product. */
  installFor(product: Product): Promise<Installed> {
    const descriptor = this.descriptors.find(({ path }) => path.includes(product)) ?? this.descriptors[0];
    return this.instance.install(`${this.baseUrl}${descriptor?.path}`, { product });
  }

  /** A token as the product makes it, for one request to the add-on. */
  async sign(
    addon: Installed,
    method: string,
    target: string,
    claims: Readonly<Record<string, unknown>> = {},
  ): Promise<string> {
    const secret = (await addon.sharedSecret()) ?? '';
    return signRequest(secret, addon.clientKey, method, target, {
      // The word of the product, for an add-on that is paid for.
      claims: { sub: this.#accountId, ...claims, context: { ...LICENSED, ...contextOf(claims) } },
    });
  }

  /** Calls the add-on the way its own pages do. */
  getAsPage(path: string, contextToken: string): Promise<Response> {
    return fetch(this.baseUrl + path, { headers: { Authorization: `JWT ${contextToken}` } });
  }

  /** @param token goes into the header */
  post(
    path: string,
    token: string | undefined,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    return fetch(this.baseUrl + path, {
      method: 'POST',
      headers: {
        ...headers,
        'Content-Type': 'application/json',
        ...(token !== undefined && { Authorization: `JWT ${token}` }),
      },
      body: JSON.stringify(body),
    });
  }
}

const LICENSED = { license: { active: true } };

function contextOf({ context }: Readonly<Record<string, unknown>>): object {
  return typeof context === 'object' && context !== null ? context : {};
}

let running: Promise<RunningAddon> | undefined;

/** Starts it once for all tests; it stops when they have ended. */
export function startAddon(): Promise<RunningAddon> {
  running ??= start();
  return running;
}

async function start(): Promise<RunningAddon> {
  const [instance, database] = await Promise.all([
    startInstance({ sites: ['acme', 'globex'] }),
    openTestDatabase(),
  ]);
  await migrate(database, await readMigrations(MIGRATIONS_FOLDER));

  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const settings = readSettings(instance.environment({ port: address.port }));
  const descriptors = loadDescriptors(settings.baseUrl);
  const addon = createAddon({
    settings,
    descriptor: descriptors[0],
    database,
    secrets: await Secrets.create([Buffer.alloc(32, 'test').toString('base64')]),
    fetch,
    now: () => Date.now(),
    sleep: (milliseconds) => sleep(milliseconds),
  });
  server.on('request', createListener(addon, descriptors));

  after(async () => {
    await instance.stop();
    server.closeAllConnections();
    server.close();
    await database.close();
  });
  const { body } = await instance.asAdmin().get('/rest/api/3/myself');
  return new RunningAddon(addon, settings.baseUrl, instance, descriptors, textAt(body, 'accountId') ?? '');
}

/** A new one in memory, or that of `TEST_DATABASE_URL`. */
async function openTestDatabase(): Promise<Database> {
  const url = process.env['TEST_DATABASE_URL'];
  return url ? openPostgres(url, () => {}) : openPglite(undefined);
}

function keysOf({ document }: Descriptor): readonly (string | undefined)[] {
  return Object.values(document['modules'] ?? {})
    .flat()
    .map((module: unknown) => textAt(module, 'key'));
}
