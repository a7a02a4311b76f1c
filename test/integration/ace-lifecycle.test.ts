import { cp, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import type { Instance, RunningSite } from '../../src/instance/instance.ts';
import { freePort } from '../support/ports.ts';
import { spawnNode } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/**
 * An add-on on atlassian-connect-express, whose own checks are on: it takes nothing that is not signed as it was told, and
 * what it signs is taken by the site, or a step fails.
 */
async function startAddon(instance: Instance) {
  const cwd = await createTempDir();
  await cp(packageFile('test/fixtures/ace-addon'), cwd, { recursive: true });
  await symlink(packageFile('node_modules'), path.join(cwd, 'node_modules'), 'junction');
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const addon = spawnNode(['app.js'], {
    cwd,
    env: {
      ...{ PORT: String(port), AC_PRODUCT: 'jira', AC_LOCAL_BASE_URL: baseUrl },
      CONNECT_KEYS_CDN_URL: instance.keysUrl,
      ACE_ADDON_HOST: `http://admin:admin@localhost:${instance.port}`,
    },
  });
  await addon.waitForLine(/^ace-addon: registered$/);
  return { addon, baseUrl };
}

/** A connection that outlives its answer would be tried again when another instance is at the address. */
const ONCE = { Connection: 'close' };

/** Opens the add-on's page as a browser does, and lets it read an issue with what it knows of the site. */
async function use({ origin }: Pick<RunningSite, 'origin'>, baseUrl: string) {
  const page = await (
    await fetch(`${origin}/plugins/servlet/ac/ace-addon/overview`, { headers: ONCE })
  ).text();
  const data: unknown = JSON.parse(/id="connect-kit-page">(.*?)<\/script>/s.exec(page)?.[1] ?? 'null');
  const extensions = isRecord(data) && Array.isArray(data['extensions']) ? data['extensions'] : [];
  const opened = await fetch(stringAt(extensions[0], 'url') ?? '');
  const html = await opened.text();
  const own: unknown = JSON.parse(/<script id="data"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? 'null');
  const read = await fetch(`${baseUrl}/api/issue/DEMO-1`, {
    headers: { Authorization: `JWT ${stringAt(own, 'token')}` },
  });
  await read.arrayBuffer();
  return { page: opened.status, hostBaseUrl: stringAt(own, 'hostBaseUrl'), read: read.status };
}

function works(origin: string) {
  return { page: 200, hostBaseUrl: origin, read: 200 };
}

function control(instance: Instance, site: Pick<RunningSite, 'origin'>, what: string, body: unknown = {}) {
  return fetch(`${site.origin}/_connect-kit/api/${what}`, {
    method: 'POST',
    headers: {
      ...ONCE,
      Authorization: `Bearer ${instance.controlToken}`,
      'Content-Type': 'application/json',
    },
    body: JSON.stringify(body),
  });
}

it('an add-on on atlassian-connect-express lives through all that happens to it', async () => {
  const dataFolder = await createTempDir();
  const port = await freePort();
  const first = await startTestInstance({ dataFolder, port });
  const { addon, baseUrl } = await startAddon(first);
  expect(await use(first, baseUrl)).toEqual(works(first.origin));

  const step = async (instance: Instance, what: string, answer: Response | Promise<Response>) => {
    expect([what, (await answer).ok]).toEqual([what, true]);
    expect([what, await use(instance, baseUrl)]).toEqual([what, works(instance.origin)]);
  };
  const addons = 'addons/jira/ace-addon';
  const install = { product: 'jira', descriptorUrl: `${baseUrl}/atlassian-connect.json` };
  await step(first, 'updated', control(first, first, 'addons', install));
  await step(first, 'rotated', control(first, first, `${addons}/rotate-secret`));
  const reinstall = '/rest/atlassian-connect/1/addons/ace-addon/reinstall';
  const admin = { ...ONCE, Authorization: `Basic ${btoa('admin:admin')}` };
  await step(first, 'reinstalled', fetch(`${first.origin}${reinstall}`, { method: 'PUT', headers: admin }));
  await step(first, 'keys', control(first, first, 'rotate-keys'));
  await step(first, 'rotated with other keys', control(first, first, `${addons}/rotate-secret`));
  expect((await control(first, first, `${addons}/disable`)).ok).toBe(true);
  await addon.waitForLine(/^ace-addon: disabled by /);
  await step(first, 'enabled', control(first, first, `${addons}/enable`));
  await first.stop();

  const second = await startTestInstance({ dataFolder, port });
  expect(await use(second, baseUrl)).toEqual(works(second.origin));
  await step(second, 'updated after a restart', control(second, second, 'addons', install));
  const before = second.origin;
  await step(second, 'renamed', control(second, second, 'rename', { name: 'other', port: 0 }));
  expect(second.origin).not.toBe(before);
  await step(second, 'imported', control(second, second, 'import-site'));

  const removed = await clientOf(second).admin('DELETE', '/rest/plugins/1.0/ace-addon-key');
  expect(removed.ok).toBe(true);
  await addon.waitForLine(/^ace-addon: uninstalled by /);
  expect(second.services.installations.list()).toEqual([]);
  await step(second, 'installed again', control(second, second, 'addons', install));
});

it('an add-on on atlassian-connect-express serves two sites at once, each by itself', async () => {
  const instance = await startTestInstance({ siteNames: ['acme', 'globex'] });
  const [acme, globex] = instance.sites;
  if (acme === undefined || globex === undefined) throw new Error('there are two sites');
  const { addon, baseUrl } = await startAddon(instance);
  const descriptorUrl = `${baseUrl}/atlassian-connect.json`;
  expect((await control(instance, globex, 'addons', { product: 'jira', descriptorUrl })).ok).toBe(true);
  const both = () => Promise.all([acme, globex].map((site) => use(site, baseUrl)));
  expect(await both()).toEqual([works(acme.origin), works(globex.origin)]);
  expect((await control(instance, globex, 'addons/jira/ace-addon/rotate-secret')).ok).toBe(true);
  expect(await both()).toEqual([works(acme.origin), works(globex.origin)]);

  const edit = { fields: { summary: 'In one site only' } };
  const client = clientOf(globex);
  expect((await client.admin('PUT', '/rest/api/3/issue/DEMO-1', edit)).status).toBe(204);
  await addon.waitForLine(/^ace-addon: jira:issue_updated DEMO-1 "In one site only" by /);
  const told = addon.lines.filter((line) => line.includes('issue_updated'));
  expect(told).toEqual([expect.stringContaining(`by ${globex.services.site.products.jira.clientKey}`)]);

  expect((await client.admin('DELETE', '/rest/plugins/1.0/ace-addon-key')).ok).toBe(true);
  expect(await use(acme, baseUrl)).toEqual(works(acme.origin));
});
