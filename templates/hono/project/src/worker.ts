import { createAddon } from './addon.ts';
import { createApp } from './app.ts';
import { readDescriptor } from './descriptor.ts';
import { keepHouse } from './housekeeping.ts';
import { readSettings } from './settings.ts';
import type { Database } from './storage/database.ts';
import { openPostgres } from './storage/postgres.ts';
import { Secrets } from './storage/secrets.ts';
import { descriptorDocuments } from './worker-descriptors.ts';

/** What a worker gets from `wrangler.json` and `wrangler secret put`, besides the addresses of `settings.ts`. */
interface Bindings {
  /** Keys by commas, the newest first. */
  readonly ENCRYPTION_KEY?: string;
  /** Cloudflare's pool of connections to PostgreSQL. */
  readonly HYPERDRIVE?: { readonly connectionString: string };
  /** PostgreSQL itself, where there is no such pool. */
  readonly DATABASE_URL?: string;
  /** Serves `public/`. */
  readonly ASSETS: { readonly fetch: (url: URL) => Promise<Response> };
}

interface Execution {
  /** Lets work go on after the response. */
  waitUntil(work: Promise<unknown>): void;
}

/** The add-on as a worker of Cloudflare. Its tables are made by `migrate.ts`: a worker has no files. */
const worker = {
  fetch(request: Request, bindings: Bindings, execution: Execution): Promise<Response> {
    return withDatabase(bindings, execution, async (database) => {
      const { addon, descriptors } = await openAddon(bindings, database);
      const readAsset = (name: string) => fetchAsset(bindings, new URL(`/${name}`, request.url));
      return createApp({ addon, descriptors, readAsset, log }).fetch(request);
    });
  },

  /** As often as `triggers` in `wrangler.json` say. */
  async scheduled(_event: unknown, bindings: Bindings, execution: Execution): Promise<void> {
    await withDatabase(bindings, execution, async (database) => {
      await keepHouse((await openAddon(bindings, database)).addon);
    });
  },
};

// biome-ignore lint/style/noDefaultExport: this is how the platform finds it
export default worker;

/** Sockets belong to the request that opened them, so each request has connections of its own: none, if it asks nothing. */
async function withDatabase<T>(
  { HYPERDRIVE, DATABASE_URL }: Bindings,
  execution: Execution,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const url = HYPERDRIVE?.connectionString ?? DATABASE_URL;
  if (!url) throw new Error('Bind HYPERDRIVE, or set the secret DATABASE_URL.');
  const database = openPostgres(url, (error) => log('A connection to the database broke', error));
  try {
    return await work(database);
  } finally {
    execution.waitUntil(database.close());
  }
}

async function openAddon(bindings: Bindings, database: Database) {
  if (!bindings.ENCRYPTION_KEY) {
    throw new Error('Set the secret ENCRYPTION_KEY: make a key with "openssl rand -base64 32".');
  }
  const settings = readSettings(textsOf(bindings));
  const [descriptor, ...others] = descriptorDocuments.map(([name, document]) =>
    readDescriptor(name, JSON.stringify(document), settings.baseUrl),
  );
  if (descriptor === undefined) throw new Error('There is no descriptor.');
  const addon = createAddon({
    settings,
    descriptor,
    database,
    secrets: await Secrets.create(bindings.ENCRYPTION_KEY.split(',').map((key) => key.trim())),
    // Called as a method of something else, the platform's own refuses to work.
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
  return { addon, descriptors: [descriptor, ...others] };
}

function textsOf(bindings: Bindings): Readonly<Record<string, string>> {
  const entries = Object.entries(bindings).filter((entry) => typeof entry[1] === 'string');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

async function fetchAsset({ ASSETS }: Bindings, url: URL): Promise<ArrayBuffer | undefined> {
  const response = await ASSETS.fetch(url);
  return response.ok ? response.arrayBuffer() : undefined;
}

function log(message: string, error: unknown): void {
  console.error(message, error);
}
