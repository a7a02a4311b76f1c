import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { loadDescriptor } from '../src/descriptor.ts';
import { FileTenantStore } from '../src/storage/tenant-store.ts';
import { FileWebhookLog } from '../src/storage/webhook-log.ts';
import {
  ADDON_URL,
  createFetch,
  KEYS_URL,
  lifecycleBody,
  type Site,
  signInstall,
  signShared,
} from './fake-site.ts';

/** The add-on, running on a free port. */
export class RunningAddon {
  readonly key: string;
  readonly #origin: string;
  readonly #dataFolder: string;

  constructor(key: string, origin: string, dataFolder: string) {
    this.key = key;
    this.#origin = origin;
    this.#dataFolder = dataFolder;
  }

  get(url: string, token?: string): Promise<Response> {
    return fetch(
      this.#origin + url,
      token === undefined ? {} : { headers: { Authorization: `JWT ${token}` } },
    );
  }

  /** Opens a page the way a frame does: with the token in the URL. */
  open(url: string, token: string): Promise<Response> {
    return this.get(`${url}${url.includes('?') ? '&' : '?'}jwt=${token}`);
  }

  post(
    url: string,
    token: string | undefined,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ) {
    return fetch(this.#origin + url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...headers,
        ...(token !== undefined && { Authorization: `JWT ${token}` }),
      },
      body: JSON.stringify(body),
    });
  }

  install(site: Site, token = signInstall(site, '/lifecycle/installed')): Promise<Response> {
    return this.post('/lifecycle/installed', token, lifecycleBody(site, this.key, 'installed'));
  }

  /** Delivers a webhook about `DEMO-1`. */
  deliver(site: Site, id: string, event = 'jira:issue_updated'): Promise<Response> {
    const url = '/webhooks/issue';
    const changelog = { items: [{ field: 'priority' }] };
    const body = { webhookEvent: event, issue: { id: '10001', key: 'DEMO-1' }, changelog };
    return this.post(url, signShared(site, 'POST', url), body, { 'X-Atlassian-Webhook-Identifier': id });
  }

  /** What is on disk about the sites. */
  storedTenants(): Promise<string> {
    return readFile(path.join(this.#dataFolder, 'tenants.json'), 'utf8');
  }
}

/** Starts the add-on with empty stores; it stops when the test ends. */
export async function startAddon(test: TestContext, sites: readonly Site[]): Promise<RunningAddon> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'addon-test-'));
  const descriptor = loadDescriptor(ADDON_URL);
  const app = createApp({
    config: readConfig({
      AC_LOCAL_BASE_URL: ADDON_URL,
      CONNECT_KEYS_CDN_URL: KEYS_URL,
      DATA_FOLDER: dataFolder,
    }),
    descriptor,
    tenants: new FileTenantStore(path.join(dataFolder, 'tenants.json')),
    webhooks: new FileWebhookLog(path.join(dataFolder, 'webhooks.json')),
    fetch: createFetch(sites, descriptor.key),
    now: () => Date.now(),
    log: () => {},
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return new RunningAddon(descriptor.key, `http://127.0.0.1:${address.port}`, dataFolder);
}
