import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Product } from '../../src/catalog/products.ts';
import { listEvents } from '../../src/catalog/webhook-events.ts';
import { packageFile } from '../../src/core/package-root.ts';
import type { Received } from '../support/fake-addon.ts';
import { freePort } from '../support/ports.ts';
import { runCli } from '../support/run-cli.ts';
import { spawnNode } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { startTestInstance } from '../support/test-instance.ts';
import { cliFor, parseObject, startWithCli } from '../support/webhook-trigger.ts';

const everyEvent = (product: Product) =>
  listEvents(product).map(({ name }) => ({ event: name, url: `/hook/${encodeURIComponent(name)}` }));

/** The add-on on Atlassian's own framework, which checks what comes to the webhooks of its descriptor. */
async function startAce(product: Product) {
  const instance = await startTestInstance();
  const folder = await createTempDir();
  await cp(packageFile('test/fixtures/ace-addon'), folder, { recursive: true });
  await symlink(packageFile('node_modules'), path.join(folder, 'node_modules'), 'junction');
  const file = path.join(folder, 'atlassian-connect.json');
  const descriptor = parseObject(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...descriptor, modules: { webhooks: everyEvent(product) } }));
  const port = await freePort();
  const baseUrl = `http://localhost:${port}`;
  const addon = spawnNode(['app.js'], {
    cwd: folder,
    env: {
      PORT: String(port),
      AC_PRODUCT: product,
      AC_LOCAL_BASE_URL: baseUrl,
      CONNECT_KEYS_CDN_URL: `${instance.origin}/install-keys`,
    },
  });
  await addon.waitForLine(/^ace-addon: process \d+ listens/);
  await instance.services.installer.install(product, `${baseUrl}/atlassian-connect.json`);
  return { ...(await cliFor(instance)), baseUrl };
}

describe.each(['jira', 'confluence'] as const)('atlassian-connect-express in %s', (product) => {
  it('accepts every event of the catalogue', async () => {
    const { run } = await startAce(product);
    const refused: string[] = [];
    for (const { name } of listEvents(product)) {
      const { exitCode, stdout, stderr } = await run(['trigger', name, '--addon', 'ace-addon']);
      if (exitCode !== 0 || !stdout.includes('  204  ')) refused.push(`${name}: ${stdout}${stderr}`);
    }
    expect(refused).toEqual([]);
  });

  it('refuses one that was tampered with', async () => {
    const { run } = await startAce(product);
    const event = product === 'jira' ? 'jira:issue_updated' : 'page_updated';
    const printed = await run([
      'trigger',
      event,
      '--addon',
      'ace-addon',
      '--print',
      '--show-token',
      '--json',
    ]);
    const { url, headers, body } = printed.json();
    const known = new Map(Object.entries(Object(headers)).map(([name, value]) => [name, String(value)]));
    const send = (address: string, token: string) =>
      fetch(address, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: token },
        body: JSON.stringify(body),
      });
    const token = known.get('Authorization') ?? '';
    const other = product === 'jira' ? 'comment_created' : 'page_created';
    const elsewhere = String(url).replace(/\/hook\/.*/, `/hook/${other}`);
    expect((await send(String(url), token)).status).toBe(204);
    expect((await send(elsewhere, token)).status).toBe(401);
    expect((await send(`${String(url)}?more=1`, token)).status).toBe(401);
    // The framework calls a signature that it cannot decode with its secret a bad request.
    expect((await send(String(url), token.replace(/.{4}$/, 'AAAA'))).status).toBe(400);
    const unsigned = await run(['trigger', event, '--to', String(url), '--unsigned']);
    expect([unsigned.exitCode, unsigned.stdout]).toEqual([1, expect.stringContaining('  401  ')]);
  });
});

/** What stands in the generated add-on before the handlers of its webhooks. */
async function loadGenerated(baseUrl: string, clientKey: string, sharedSecret: string) {
  const cwd = await createTempDir();
  await runCli(['init', 'addon', '--template', 'express', '--no-install', '--no-git'], { cwd });
  await symlink(packageFile('node_modules'), path.join(cwd, 'addon', 'node_modules'), 'junction');
  const file = path.join(cwd, 'addon', 'src', 'connect', 'authenticator.ts');
  const { Authenticator } = await import(/* @vite-ignore */ pathToFileURL(file).href);
  const tenants = {
    find: async (key: string) => (key === clientKey ? { clientKey, sharedSecret } : undefined),
  };
  const authenticator = new Authenticator({ baseUrl, tenants, installKeys: {}, now: () => Date.now() });
  return async ({ method, url, headers }: Pick<Received, 'method' | 'url' | 'headers'>): Promise<string> =>
    authenticator.host({ method, target: url, authorization: headers['authorization'] }).then(
      () => 'accepted',
      (error: unknown) => String(error),
    );
}

describe.each(['jira', 'confluence'] as const)("the generated add-on's own check in %s", (product) => {
  it('accepts every event of the catalogue, and none that was tampered with', async () => {
    const started = await startWithCli({ modules: { webhooks: everyEvent(product) } }, product);
    const { addon, run, secret, told } = started;
    const judge = await loadGenerated(addon.baseUrl, String(told()['clientKey']), secret());
    for (const { name } of listEvents(product)) {
      const ran = await run(['trigger', name, '--addon', 'fake-addon', '--product', product]);
      expect(ran.exitCode, ran.stderr).toBe(0);
    }
    const hooks = addon.received.filter(({ url }) => url.startsWith('/hook/'));
    expect(hooks.map(({ url }) => url).toSorted()).toEqual(
      everyEvent(product)
        .map(({ url }) => url)
        .toSorted(),
    );
    for (const hook of hooks) {
      expect(await judge(hook), hook.url).toBe('accepted');
      expect(await judge({ ...hook, url: `${hook.url}x` }), hook.url).toContain('another request');
    }
  });
});
