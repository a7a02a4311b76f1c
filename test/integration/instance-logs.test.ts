import { appendFile, cp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { signWith, toldBy } from '../support/installed-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { commandsIn, install, startIn } from '../support/started-instance.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

const ISSUE = '/rest/api/3/issue/DEMO-1';
const FILE = '.connect-kit/traffic/dev.jsonl';

/** An instance in a folder, with an add-on that hears of edits and has asked twice, once in vain. */
async function start(...flags: readonly string[]) {
  const cwd = await createTempDir();
  const instance = await startIn(cwd, ...flags);
  const addon = await startFakeAddon({
    scopes: ['READ', 'ACT_AS_USER'],
    modules: { webhooks: [{ event: 'jira:issue_updated', url: '/hook' }] },
  });
  await install(instance.jira, addon);
  const secret = () => String(toldBy(addon)['sharedSecret']);
  const client = clientOf({ origin: instance.jira });
  const call = async (target: string) =>
    client.addon('GET', target, signWith(secret(), 'GET', target)).then(({ status }) => status);
  const edit = async (summary: string) => {
    const answered = async () => {
      const answer = await client.send('GET', '/_connect-kit/api/traffic?kind=webhook');
      const { exchanges }: { exchanges: unknown[] } = JSON.parse(await answer.text());
      return exchanges.length;
    };
    const before = await answered();
    await client.admin('PUT', ISSUE, { fields: { summary } });
    await expect.poll(answered).toBe(before + 1);
  };
  expect([await call(ISSUE), await call('/rest/api/3/issue/DEMO-404')]).toEqual([200, 404]);
  await edit('Told');
  const run = commandsIn(cwd);
  return { cwd, instance, addon, secret, client, call, edit, run, lines: linesOf(run) };
}

/** What the command answers as JSON, each line as its kind and status. */
function linesOf(run: ReturnType<typeof commandsIn>) {
  return async (line: string): Promise<readonly string[]> => {
    const { stdout, stderr, exitCode } = await run(`logs --json ${line}`);
    expect([exitCode, stderr]).toEqual([0, '']);
    const exchanges: unknown[] = stdout
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text));
    return exchanges.filter(isRecord).map(({ kind, status }) => `${kind} ${status}`);
  };
}

const EVERYTHING = ['lifecycle 204', 'lifecycle 204', 'rest 200', 'rest 404', 'webhook 204'];

describe('instance logs', () => {
  it('shows what has passed, filtered, while the instance runs and when it does not any more', async () => {
    const { instance, lines, run } = await start();
    const check = async () => {
      expect((await lines('')).filter((line) => !line.startsWith('install-key'))).toEqual(EVERYTHING);
      expect(await lines('--kind rest,webhook')).toEqual(EVERYTHING.slice(2));
      expect(await lines('--status 4xx')).toEqual(['rest 404']);
      expect(await lines('--status failed --since 10m')).toEqual(['rest 404']);
      expect(await lines('--path /rest/api/3/issue/* --addon fake-addon --product jira')).toEqual([
        'rest 200',
        'rest 404',
      ]);
      expect(await lines('--direction to-addon --last 1')).toEqual(['webhook 204']);
      expect(await lines('--addon another')).toEqual([]);
      expect((await run('logs --kind webhook')).stdout).toMatch(
        /^\d\d:\d\d:\d\d {2}→ add-on {3}webhook {6}POST .*\/hook {2}204 {2}.*HS256, shared secret\n$/,
      );
    };
    await check();
    await instance.stop();
    await check();
  });

  it('shows headers and bodies to whoever asks', async () => {
    const { run, instance } = await start();
    const check = async () => {
      const { stdout } = await run('logs --kind webhook --bodies');
      expect(stdout).toContain('  > x-atlassian-webhook-flow: Primary');
      expect(stdout).toContain('  >   "webhookEvent": "jira:issue_updated",');
      const { json } = await run('logs --kind rest --last 1 --bodies --json');
      expect(json()).toMatchObject({
        version: 1,
        status: 404,
        request: { headers: { authorization: expect.stringMatching(/^JWT eyJ.*\.\[redacted\]$/) } },
        response: {
          headers: { 'atl-traceid': expect.any(String) },
          body: expect.stringMatching(/errorMessages/),
        },
      });
      expect((await run('logs --kind rest --last 1 --json')).json()).not.toHaveProperty('request');
    };
    await check();
    await instance.stop();
    await check();
  });

  it('follows, with the latest before, until Ctrl-C', async () => {
    const { cwd, edit } = await start();
    const ending = new AbortController();
    let output = '';
    const following = runCli(['instance', 'logs', '--follow', '--kind', 'webhook', '--json'], {
      cwd,
      signal: ending.signal,
      fetch: (url, init) => fetch(url, init),
      onOutput: (text) => {
        output += text;
      },
    });
    const count = () => output.split('\n').filter((line) => line.includes('"kind":"webhook"')).length;
    await expect.poll(count).toBe(1);
    await edit('Followed');
    await expect.poll(count).toBe(2);
    ending.abort();
    expect((await following).exitCode).toBe(130);
  });

  it('ends with the instance that it follows', async () => {
    const { cwd, instance } = await start();
    let output = '';
    const following = runCli(['instance', 'logs', '-f'], {
      cwd,
      fetch: (url, init) => fetch(url, init),
      onOutput: (text) => {
        output += text;
      },
    });
    await expect.poll(() => output).toContain('webhook');
    await instance.stop();
    expect(await following).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('has ended') });
  });

  it('has what an instance has seen that was killed, but for the line that it was writing', async () => {
    const { cwd } = await start();
    const written = async () =>
      (await readFile(path.join(cwd, FILE), 'utf8')).split('\n').filter(Boolean).length;
    await expect.poll(written).toBeGreaterThanOrEqual(EVERYTHING.length);
    // What a kill leaves: everything as it is at the moment, and half a line.
    const killed = await createTempDir();
    await cp(path.join(cwd, '.connect-kit'), path.join(killed, '.connect-kit'), { recursive: true });
    await appendFile(path.join(killed, FILE), '{"id":"torn","time":"20');
    const record = { version: 1, origin: 'http://localhost:1', controlToken: 'x' };
    await writeFile(path.join(killed, '.connect-kit/instance.json'), JSON.stringify(record));
    const lines = await linesOf(commandsIn(killed))('');
    expect(lines.filter((line) => !line.startsWith('install-key'))).toEqual(EVERYTHING);
  });

  it('goes on where an earlier run has ended', async () => {
    const { cwd, instance, lines } = await start();
    await instance.stop();
    const again = await startIn(cwd, '--port', new URL(instance.jira).port);
    await clientOf({ origin: again.jira }).admin('PUT', ISSUE, { fields: { summary: 'Next day' } });
    await expect.poll(() => lines('--kind webhook')).toEqual(['webhook 204', 'webhook 204']);
    await again.stop();
    expect(await lines('--kind webhook')).toEqual(['webhook 204', 'webhook 204']);
  });

  it('has nothing of an ephemeral instance when that has ended', async () => {
    const { lines, instance, run } = await start('--ephemeral');
    expect(await lines('--kind webhook')).toEqual(['webhook 204']);
    await instance.stop();
    const { exitCode, stderr } = await run('logs');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('Nothing was written down')]);
  });

  it('tells one site from another', async () => {
    const cwd = await createTempDir();
    const { sites, stop } = await startIn(cwd, '--site', 'acme', '--site', 'globex');
    await install(sites[1]?.jira ?? '', await startFakeAddon());
    const run = commandsIn(cwd);
    const lines = linesOf(run);
    const check = async () => {
      expect(await lines('--site globex --kind lifecycle')).toEqual(['lifecycle 204', 'lifecycle 204']);
      expect((await run('logs --site initech')).exitCode).toBe(2);
    };
    await check();
    expect(await lines('--site acme')).toEqual([]);
    await stop();
    await check();
  });

  it.each([
    ['--status nonsense', 'status is a code'],
    ['--since 10', 'since is a length of time'],
    ['--kind nonsense', 'kind is one of'],
    ['--product bitbucket', 'product is one of'],
  ])('refuses %s', async (flags, message) => {
    const run = commandsIn(await createTempDir());
    const { exitCode, stderr } = await run(`logs ${flags}`);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('follows nothing where nothing runs', async () => {
    const { run, instance } = await start();
    await instance.stop();
    const { exitCode, stderr } = await run('logs --follow');
    expect([exitCode, stderr]).toEqual([3, expect.stringContaining('instance start')]);
  });
});

it('writes no secret down, wherever it stands', async () => {
  const { addon, secret, client, cwd, instance, edit, run } = await start();
  const canary = 'hunter2canary';
  addon.answer('/hook', 200, {
    headers: {
      'Content-Type': 'application/json',
      'Set-Cookie': `session=${canary}`,
      'X-Auth-Token': canary,
      Location: `http://x:${canary}@localhost/?token=${canary}`,
    },
    text: JSON.stringify({ password: canary, deep: [{ apiKey: canary }], echo: `the secret is ${secret()}` }),
  });
  await edit('Answered with secrets');

  const me: unknown = await (await client.admin('GET', '/rest/api/3/myself')).json();
  const now = Math.floor(Date.now() / 1000);
  const assertion = signWith(secret(), 'GET', '/', {
    iss: `urn:atlassian:connect:clientid:${String(toldBy(addon)['oauthClientId'])}`,
    sub: `urn:atlassian:connect:useraccountid:${stringAt(me, 'accountId')}`,
    ...{ tnt: instance.jira, aud: instance.jira, iat: now, exp: now + 60, qsh: undefined },
  });
  const granted: unknown = await (
    await fetch(`${instance.jira}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        ...{ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion, client_secret: canary },
      }),
    })
  ).json();
  const accessToken = stringAt(granted, 'access_token') ?? '';
  expect(accessToken).not.toBe('');

  const property = '/rest/atlassian-connect/1/addons/fake-addon/properties/p';
  const jwt = signWith(secret(), 'PUT', property);
  const put = async (headers: Record<string, string>, target = property) =>
    client.send('PUT', target, {
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify({
        password: canary,
        note: `stored: ${secret()}`,
        nested: JSON.stringify({ token: canary }),
      }),
    });
  expect(
    (await put({ Authorization: `JWT ${jwt}`, Cookie: `a=${canary}`, 'X-Api-Key': canary })).status,
  ).toBe(201);
  expect((await put({}, `${property}?jwt=${jwt}&access_token=${canary}&api_key=${canary}`)).status).toBe(401);
  const asked = await client.send('GET', ISSUE, { headers: { Authorization: `Bearer ${accessToken}` } });
  expect(asked.status).toBe(200);
  const basic = Buffer.from(`admin:${canary}`).toString('base64');
  await client.send('GET', ISSUE, {
    headers: { Authorization: `Basic ${basic}`, 'AP-Client-Key': 'fake-addon' },
  });

  const shown = [(await run('logs --bodies')).stdout, (await run('logs --bodies --json')).stdout];
  await instance.stop();
  const written = await readFile(path.join(cwd, FILE), 'utf8');
  expect(written).toContain('/hook');
  expect(written).toContain('properties/p');
  expect(written).toContain('oauth2');
  if (process.platform !== 'win32') expect((await stat(path.join(cwd, FILE))).mode & 0o777).toBe(0o600);
  for (const text of [written, ...shown]) {
    for (const word of [
      canary,
      secret(),
      accessToken,
      basic,
      jwt.split('.')[2] ?? '',
      assertion.split('.')[2] ?? '',
    ]) {
      expect(
        text.includes(word)
          ? `${word} stands in ${text.slice(Math.max(0, text.indexOf(word) - 200), text.indexOf(word) + 50)}`
          : '',
      ).toBe('');
    }
    expect(text).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]{8,}/);
  }
});

describe('the control API', () => {
  it('gives headers and bodies to the holder of its token only, and refuses filters that it does not know', async () => {
    const { client, cwd } = await start();
    const record: unknown = JSON.parse(await readFile(path.join(cwd, '.connect-kit/instance.json'), 'utf8'));
    const get = (query: string, headers: Record<string, string> = {}) =>
      client.send('GET', `/_connect-kit/api/traffic?${query}`, { headers });
    expect((await get('messages=true')).status).toBe(403);
    const bearer = { Authorization: `Bearer ${stringAt(record, 'controlToken')}` };
    expect(await (await get('messages=true&kind=webhook', bearer)).json()).toMatchObject({
      exchanges: [{ kind: 'webhook', request: { body: expect.stringContaining('jira:issue_updated') } }],
    });
    const plain = await (await get('kind=webhook')).text();
    expect(plain).toContain('/hook');
    expect(plain).not.toContain('issue_updated');
    expect((await get('status=x')).status).toBe(400);
  });
});
