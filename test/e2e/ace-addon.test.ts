import { cp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { isRecord, type Json, stringAt } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { packedConnectKit } from '../support/packed.ts';
import { freePort, isListening } from '../support/ports.ts';
import { isAlive } from '../support/processes.ts';
import { type RunningProgram, spawnCli, spawnNode } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

/**
 * An add-on on Atlassian's own framework, without a change for connect-kit's sake: what the dev instance signs is
 * judged by atlassian-connect-express, and what that signs is judged by the dev instance.
 */
describe('an add-on that registers itself', () => {
  test.each([
    { product: 'jira', contextPath: '' },
    { product: 'confluence', contextPath: '/wiki' },
  ])('is installed in $product through UPM, and removed on Ctrl-C', async ({ product, contextPath }) => {
    const folder = await createTempDir();
    const instance = spawnCli(['instance', 'start', '--port', '0', '--ephemeral', '--json'], { cwd: folder });
    const ready = await instance.waitForEvent('ready');
    const origin = stringAt(ready, 'jira') ?? '';

    const addonFolder = await copyAddon();
    if (product === 'confluence') await keepModulesOfBothProducts(addonFolder);
    const port = await freePort();
    const baseUrl = `http://localhost:${port}`;
    const addon = spawnNode(['app.js'], {
      cwd: addonFolder,
      env: {
        PORT: String(port),
        AC_PRODUCT: product,
        AC_LOCAL_BASE_URL: baseUrl,
        CONNECT_KEYS_CDN_URL: stringAt(ready, 'keysUrl') ?? '',
        ACE_ADDON_HOST: `http://admin:admin@localhost:${new URL(origin).port}${contextPath}`,
      },
    });
    await addon.waitForLine(/^ace-addon: registered$/);
    expect(await readStatus(folder)).toMatchObject({
      addons: [{ product, key: 'ace-addon', enabled: true, baseUrl }],
    });
    const hostBaseUrl = `${origin}${contextPath}`;
    const page = await openPage(await overviewUrl(hostBaseUrl));
    expect(page).toMatchObject({ hostBaseUrl });
    const path = product === 'jira' ? '/api/issue/DEMO-1' : '/api/spaces';
    expect((await callApi(baseUrl, page, 'GET', path)).status).toBe(200);

    // The framework gives itself the signal again once it has taken itself away.
    expect(await addon.interrupt()).toMatchObject({ signal: 'SIGINT' });
    expect(addon.lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ace-addon: disabled by /),
        expect.stringMatching(/^ace-addon: uninstalled by /),
        'ace-addon: deregistered',
      ]),
    );
    expect(await readStatus(folder)).toMatchObject({ addons: [] });
    expect(await instance.interrupt()).toMatchObject({ exitCode: 130 });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('an add-on under connect-kit dev', () => {
  test.each([
    ['', {}],
    [' with NODE_ENV spelled out', { NODE_ENV: 'development' }],
  ])('answers its page to the signed URL, and to no other%s', async (_, env) => {
    const { origin } = await startDev(env);
    const url = await overviewUrl(origin);
    const page = await openPage(url);
    expect(page).toMatchObject({ hostBaseUrl: origin, greeting: 'Hello Ä+B', title: '' });
    expect(stringAt(page, 'userAccountId')).toMatch(/^\w+$/);

    const tampered = [
      url.replace('greeting=Hello', 'greeting=Hallo'),
      url.replace('lic=none', 'lic=nine'),
      url.replace('/page', '/Page'),
      url.replace(/&jwt=.*$/, ''),
      `${url}&more=1`,
    ];
    expect(tampered).not.toContain(url);
    for (const one of tampered) expect([one, (await fetch(one)).status]).toEqual([one, 401]);
  });

  test('gives its page the script of the dev instance, and its panel the issue', async () => {
    const { origin } = await startDev();
    const url = await moduleUrl(`${origin}/browse/DEMO-2`, 'panel');
    const html = await (await fetch(url)).text();
    const script = /<script src="([^"]+)">/.exec(html)?.[1] ?? '';
    expect(new URL(script).origin).toBe(origin);
    expect((await fetch(script)).status).toBe(200);
    expect(await openPage(url)).toMatchObject({ issue: 'DEMO-2' });
  });

  test('reads within its scope, and is refused beyond it', async () => {
    const { origin, baseUrl } = await startDev();
    const page = await openPage(await overviewUrl(origin));

    const read = await callApi(baseUrl, page, 'GET', '/api/issue/DEMO-1');
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({ key: 'DEMO-1', fields: { summary: expect.stringMatching(/./) } });

    const jql = encodeURIComponent('project = DEMO AND summary ~ "the release*" ORDER BY key');
    const found = await callApi(baseUrl, page, 'GET', `/api/search?jql=${jql}`);
    expect(found.status).toBe(200);
    expect(found.body).toMatchObject({ issues: [{ key: 'DEMO-1' }] });

    const written = await callApi(baseUrl, page, 'PUT', '/api/issue/DEMO-1', { summary: 'Changed' });
    expect(written.status).toBe(403);
    expect(await callApi(baseUrl, page, 'GET', '/api/issue/DEMO-1')).toEqual(read);
  });

  test('accepts the webhook of an edit', async () => {
    const { dev, origin } = await startDev();
    const summary = 'Ändern “it” \\ 100 %';
    const edit = { fields: { summary } };
    const answer = await clientOf({ origin }).admin('PUT', '/rest/api/3/issue/DEMO-1', edit);
    expect(answer.status).toBe(204);
    const [, told] = await dev.waitForLine(/^ace-addon: jira:issue_updated DEMO-1 "(.*)" by /);
    expect(told).toBe(summary);
    await dev.waitForEvent('exchange', isAnswered('webhook', '/issue-updated', 204));
  });

  test('is installed again when its descriptor changes', async () => {
    const { dev, origin, baseUrl, folder } = await startDev();
    await editDescriptor(folder, (descriptor) => ({ ...descriptor, scopes: ['WRITE'] }));
    await dev.waitForEvent('reinstalled');
    const page = await openPage(await overviewUrl(origin));
    const written = await callApi(baseUrl, page, 'PUT', '/api/issue/DEMO-1', { summary: 'Changed' });
    expect(written.status).toBe(204);
  });

  test('is told that it is uninstalled, and leaves nothing', async () => {
    const { dev, origin, baseUrl, folder, process: addon, port } = await startDev();
    const before = await readdir(folder);
    expect(before).toContain('.connect-kit');

    expect(await dev.interrupt()).toMatchObject({ exitCode: 130 });
    await dev.waitForEvent('exchange', isAnswered('lifecycle', '/uninstalled', 204));
    await dev.waitForLine(/^ace-addon: uninstalled by /);

    expect(isAlive(addon)).toBe(false);
    for (const gone of [port, new URL(baseUrl).port, new URL(origin).port]) {
      expect([gone, await isListening(Number(gone))]).toEqual([gone, false]);
    }
    expect(await readdir(folder)).toEqual(before.filter((name) => name !== '.connect-kit'));
  });
});

interface RunningDev {
  readonly dev: RunningProgram;
  /** The add-on's folder, a copy. */
  readonly folder: string;
  /** Of the dev instance. */
  readonly origin: string;
  /** Of the add-on as it is seen. */
  readonly baseUrl: string;
  /** Of the add-on's own server: the port, and the id of the process. */
  readonly port: number;
  readonly process: number;
}

/** Without NODE_ENV, as most people run it, Express and the framework are in development mode. */
async function startDev(env: Readonly<Record<string, string>> = {}): Promise<RunningDev> {
  const folder = await copyAddon();
  const dev = spawnCli(['dev', '--json', '--port', '0', '--ephemeral'], { cwd: folder, env });
  const ready = await dev.waitForEvent('ready');
  expect(ready).toMatchObject({ key: 'ace-addon', product: 'jira' });
  const [, pid, port] = await dev.waitForLine(/^ace-addon: process (\d+) listens on (\d+)$/);
  return {
    dev,
    folder,
    origin: stringAt(ready, 'productUrl') ?? '',
    baseUrl: stringAt(ready, 'addonBaseUrl') ?? '',
    port: Number(port),
    process: Number(pid),
  };
}

/** A project of its own, with the packages that are installed for the tests. */
async function copyAddon(): Promise<string> {
  const folder = await createTempDir();
  await cp(packageFile('test/fixtures/ace-addon'), folder, { recursive: true });
  await symlink(packageFile('node_modules'), path.join(folder, 'node_modules'), 'junction');
  return folder;
}

async function keepModulesOfBothProducts(folder: string): Promise<void> {
  await editDescriptor(folder, ({ modules, ...rest }) => {
    const generalPages = isRecord(modules) ? modules['generalPages'] : undefined;
    return { ...rest, modules: { generalPages } };
  });
}

async function editDescriptor(
  folder: string,
  change: (descriptor: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): Promise<void> {
  const file = path.join(folder, 'atlassian-connect.json');
  const descriptor: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (!isRecord(descriptor)) throw new Error(`${file} is no descriptor`);
  await writeFile(file, JSON.stringify(change(descriptor), null, 2));
}

async function readStatus(folder: string): Promise<unknown> {
  const { bin } = packedConnectKit();
  const { stdout } = await execa(process.execPath, [bin, 'instance', 'status', '--json'], { cwd: folder });
  return JSON.parse(stdout);
}

function overviewUrl(hostBaseUrl: string): Promise<string> {
  return moduleUrl(`${hostBaseUrl}/plugins/servlet/ac/ace-addon/overview`, 'overview');
}

/** The signed URL of a module, from the data of a page of the dev instance. */
async function moduleUrl(page: string, moduleKey: string): Promise<string> {
  const html = await (await fetch(page)).text();
  const data: unknown = JSON.parse(/id="connect-kit-page">(.*?)<\/script>/s.exec(html)?.[1] ?? 'null');
  const extensions = isRecord(data) && Array.isArray(data['extensions']) ? data['extensions'] : [];
  const url = stringAt(
    extensions.find((extension) => stringAt(extension, 'moduleKey') === moduleKey),
    'url',
  );
  if (url === undefined) throw new Error(`${page} has no module ${moduleKey}`);
  return url;
}

/** @returns what the add-on has written into its page */
async function openPage(url: string): Promise<unknown> {
  const response = await fetch(url);
  const html = await response.text();
  expect([response.status, html]).toEqual([200, expect.any(String)]);
  return JSON.parse(/<script id="data"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? 'null');
}

/** A request of the add-on's page to its own server, which asks the product. */
async function callApi(baseUrl: string, page: unknown, method: string, path: string, body?: Json) {
  const response = await fetch(`${baseUrl}${path}`, {
    method,
    headers: { Authorization: `JWT ${stringAt(page, 'token')}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  return { status: response.status, body: answer };
}

/** Accepts the event of a request that carried a valid token and was answered with `status`. */
function isAnswered(kind: string, path: string, status: number) {
  return ({ exchange }: Readonly<Record<string, unknown>>) =>
    isRecord(exchange) &&
    exchange['kind'] === kind &&
    stringAt(exchange, 'url')?.endsWith(path) === true &&
    exchange['status'] === status &&
    isRecord(exchange['verdict']) &&
    exchange['verdict']['valid'] === true;
}
