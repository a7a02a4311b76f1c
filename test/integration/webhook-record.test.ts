import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { parseRecording } from '../../src/webhook/recording/parse.ts';
import type { Recording } from '../../src/webhook/recording/recording.ts';
import { startTarget } from '../support/recorded-target.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { send, startListener } from '../support/webhook-listener.ts';

const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ';

async function recordingsIn(cwd: string, folder = 'recordings'): Promise<readonly Recording[]> {
  const names = await readdir(path.join(cwd, folder)).catch((): string[] => []);
  return Promise.all(
    names
      .toSorted()
      .map(async (name) => parseRecording(await readFile(path.join(cwd, folder, name), 'utf8'), name)),
  );
}

async function signed(target: string, secret = SECRET): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const qsh = createQueryStringHash({ method: 'POST', url: target });
  return `JWT ${await signToken({ iss: 'client', iat, exp: iat + 900, qsh }, { algorithm: 'HS256', secret })}`;
}

test('passes every byte on and back, and keeps both', async () => {
  const cwd = await createTempDir();
  const target = await startTarget(() => ({
    status: 201,
    headers: { 'X-A': '1', 'Set-Cookie': ['a=1', 'b=2'] },
    body: '{"ok":1.0}',
  }));
  const listener = await startListener(cwd, ['--forward', `${target.url}/base/`]);
  const body = Buffer.from('{"webhookEvent":"jira:issue_created","n":3.0,"x":"\\u00e9é"}');
  const answer = await send(listener.port, '/hook?a=%20b', { body, headers: { 'X-Custom': 'y' } });
  expect(answer).toMatchObject({ status: 201, headers: { 'x-a': '1', 'set-cookie': ['a=1', 'b=2'] } });
  expect(answer.body.toString()).toBe('{"ok":1.0}');
  expect(target.received).toMatchObject([{ method: 'POST', url: '/base/hook?a=%20b', body }]);
  await listener.waitFor('jira:issue_created');
  const { exitCode } = await listener.stop();
  expect(exitCode).toBe(130);
  const [recording] = await recordingsIn(cwd);
  expect(recording).toMatchObject({
    event: 'jira:issue_created',
    request: {
      method: 'POST',
      path: '/hook',
      query: 'a=%20b',
      headers: expect.arrayContaining([['X-Custom', 'y']]),
    },
    response: { status: 201, headers: expect.arrayContaining([['Set-Cookie', 'a=[redacted]']]) },
    verdict: null,
  });
  expect(recording?.request.headers.map(([name]) => name.toLowerCase())).not.toContain('host');
  expect(Buffer.from(recording?.request.body.bytes ?? [])).toEqual(body);
  expect(Buffer.from(recording?.response?.body.bytes ?? []).toString()).toBe('{"ok":1.0}');
});

test('answers by itself, and ends after so many', async () => {
  const cwd = await createTempDir();
  const listener = await startListener(cwd, ['--answer', '503', '--until', '2', '--out', 'a/b']);
  for (const event of ['one', 'two']) {
    const answer = await send(listener.port, '/', { body: Buffer.from(`{"webhookEvent":"${event}"}`) });
    expect(answer.status).toBe(503);
  }
  const { exitCode, stdout, stderr } = await listener.ended;
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').filter((line) => /(one|two) {2}POST \/ {2}503/.test(line))).toHaveLength(2);
  expect(stderr).toContain('2 deliveries recorded in a/b');
  const recordings = await recordingsIn(cwd, 'a/b');
  expect(new Set(recordings.map(({ event }) => event))).toEqual(new Set(['one', 'two']));
});

test('keeps only what is asked for, and passes the rest', async () => {
  const cwd = await createTempDir();
  const target = await startTarget();
  const listener = await startListener(cwd, [
    ...['--forward', target.url, '--only', 'jira:*', '--only', 'page_created'],
    ...['--event', 'page_created', '--until', '2', '--addon-key', 'my-addon'],
  ]);
  for (const body of ['{"webhookEvent":"comment_created"}', '{"webhookEvent":"jira:a"}', '{"page":1}']) {
    await send(listener.port, '/', { body: Buffer.from(body) });
  }
  expect((await listener.ended).exitCode).toBe(0);
  expect(target.received).toHaveLength(3);
  expect((await recordingsIn(cwd)).map(({ event, addonKey }) => [event, addonKey]).toSorted()).toEqual([
    ['jira:a', 'my-addon'],
    ['page_created', 'my-addon'],
  ]);
});

test('says what a token is worth, with a secret that never gets into a file', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'secret.txt'), `${SECRET}\n`);
  const listener = await startListener(cwd, [
    ...['--secret-file', 'secret.txt', '--base-url', 'https://x/ac', '--until', '4'],
  ]);
  const body = Buffer.from(`{"webhookEvent":"e","x":"${SECRET}"}`);
  await send(listener.port, '/ac/hook?a=1', { body, headers: { Authorization: await signed('/hook?a=1') } });
  await send(listener.port, '/ac/hook?a=2', { body, headers: { Authorization: await signed('/hook?a=1') } });
  await send(listener.port, '/ac/hook', { body, headers: { Authorization: await signed('/hook', 'other') } });
  await send(listener.port, '/ac/hook', { body });
  const { stdout } = await listener.ended;
  for (const text of ['valid token', 'qsh-mismatch', 'signature-mismatch', 'no token']) {
    expect(stdout).toContain(text);
  }
  const recordings = await recordingsIn(cwd);
  expect(recordings.map(({ verdict }) => verdict?.reason ?? null).toSorted()).toEqual(
    ['valid', 'qsh-mismatch', 'signature-mismatch', null].toSorted(),
  );
  expect(recordings[0]?.request.basePath).toBe('/ac');
  await expectNowhere(path.join(cwd, 'recordings'), [SECRET]);
});

test('says when the add-on does not answer, and keeps what it was sent', async () => {
  const cwd = await createTempDir();
  const gone = createServer();
  const port = await new Promise<number>((resolve) =>
    gone.listen(0, '127.0.0.1', () => {
      const address = gone.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    }),
  );
  await new Promise((resolve) => gone.close(resolve));
  const listener = await startListener(cwd, ['--forward', `http://127.0.0.1:${port}`, '--until', '1']);
  const answer = await send(listener.port, '/', { body: Buffer.from('{"webhookEvent":"e"}') });
  expect(answer.status).toBe(502);
  expect((await listener.ended).stdout).toContain('no answer: ECONNREFUSED');
  const [recording] = await recordingsIn(cwd);
  expect(recording).toMatchObject({ event: 'e', response: null, note: 'no answer: ECONNREFUSED' });
});

test('says when an answer breaks off, or its sender does not wait, and goes on', async () => {
  const cwd = await createTempDir();
  const target = createServer((request, response) => {
    response.writeHead(200, { 'Content-Length': '10' });
    response.write('half', () => {
      if (request.url === '/broken') response.destroy();
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(() => {
    target.closeAllConnections();
    target.close();
  });
  const address = target.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const listener = await startListener(cwd, ['--forward', `http://127.0.0.1:${port}`, '--until', '2']);
  const { port: at } = listener;
  await expect(send(at, '/broken', { body: Buffer.from('{"webhookEvent":"one"}') })).rejects.toThrow();
  await listener.waitFor('one');
  const body = '{"webhookEvent":"two"}';
  const impatient = fetch(`http://127.0.0.1:${at}/slow`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(200),
  });
  await expect(impatient.then((answer) => answer.text())).rejects.toThrow();
  expect((await listener.ended).exitCode).toBe(0);
  const recordings = await recordingsIn(cwd);
  expect(recordings.map(({ response }) => response?.status)).toEqual([200, 200]);
  for (const { note } of recordings) expect(note).toContain('the answer broke off');
});

test('keeps what is under way when it is stopped', async () => {
  const cwd = await createTempDir();
  const target = await startTarget(() => new Promise(() => {}));
  const listener = await startListener(cwd, ['--forward', target.url]);
  const answer = send(listener.port, '/', { body: Buffer.from('{"webhookEvent":"slow"}') }).catch(
    () => 'none',
  );
  await expect.poll(() => target.received.length).toBe(1);
  expect((await listener.stop()).exitCode).toBe(130);
  expect(await answer).toBe('none');
  expect(await recordingsIn(cwd)).toMatchObject([
    { event: 'slow', response: null, note: 'no answer: the sender went away' },
  ]);
});

test('turns the requests of web pages away, and takes those of tunnels', async () => {
  const cwd = await createTempDir();
  const listener = await startListener(cwd, ['--until', '1']);
  const body = Buffer.from('{"webhookEvent":"e"}');
  const statuses = [
    await send(listener.port, '/', { body, headers: { Origin: 'https://evil.example' } }),
    await send(listener.port, '/', { headers: { Host: 'evil.example', 'User-Agent': 'Mozilla/5.0' } }),
    await send(listener.port, '/', { headers: { Host: 'evil.example', 'Sec-Fetch-Site': 'same-origin' } }),
    await send(listener.port, '/', { body, headers: { Host: 'abc.tunnel.example' } }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([403, 403, 403, 204]);
  await listener.ended;
  expect(await recordingsIn(cwd)).toHaveLength(1);
});

test('names its own flag when the port is taken', async () => {
  const cwd = await createTempDir();
  const { port } = await startTarget();
  const { stderr, exitCode } = await runCli(['webhook', 'record', '--listen', String(port)], { cwd });
  expect(stderr).toContain('Choose another port with --listen');
  expect(exitCode).toBe(3);
});

test('prints one JSON document a line with --json', async () => {
  const cwd = await createTempDir();
  const listener = await startListener(cwd, ['--json', '--until', '1']);
  await send(listener.port, '/x?y=1', {
    body: Buffer.from('{"webhookEvent":"e","user":{"emailAddress":"a@b.org"}}'),
  });
  const { stdout } = await listener.ended;
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  ).toEqual([
    { version: 1, event: 'listening', url: listener.url },
    expect.objectContaining({
      ...{ version: 1, event: 'recorded', webhookEvent: 'e', path: '/x', query: 'y=1', redactions: 1 },
      response: { status: 204, latencyMs: expect.any(Number) },
    }),
  ]);
});

test('listens to nothing where nothing could be kept', async () => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'file'), '');
  const { exitCode, stderr } = await runCli(['webhook', 'record', '--listen', '0', '--out', 'file/below'], {
    cwd,
  });
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('Nothing can be recorded there')]);
});

test('says that it cannot write any more, and goes on', async () => {
  const cwd = await createTempDir();
  const listener = await startListener(cwd, ['--out', 'file/below']);
  await rm(path.join(cwd, 'file'), { recursive: true });
  await writeFile(path.join(cwd, 'file'), '');
  await send(listener.port, '/', { body: Buffer.from('{"webhookEvent":"e"}') });
  await listener.waitFor('The recording cannot be written');
  expect((await send(listener.port, '/', {})).status).toBe(204);
});

test('reads the configuration, and refuses one that is wrong', async () => {
  const cwd = await createTempDir();
  const config = path.join(cwd, 'connect-kit.config.json');
  await writeFile(config, '{"webhook":{"redact":["/ACME-\\\\d+/"],"names":true}}');
  const listener = await startListener(cwd, ['--until', '1', '--redact', 'summary']);
  const body = '{"webhookEvent":"e","summary":"s","a":"ACME-12 x","user":{"displayName":"Al"}}';
  await send(listener.port, '/', { body: Buffer.from(body) });
  await listener.ended;
  const [recording] = await recordingsIn(cwd);
  expect(Buffer.from(recording?.request.body.bytes ?? []).toString()).toBe(
    '{"webhookEvent":"e","summary":"[redacted]","a":"[redacted] x","user":{"displayName":"Person 1"}}',
  );
  await writeFile(config, '{"webhook":{"redacted":[]}}');
  await expect(startListener(cwd, [])).rejects.toThrow('/webhook has no setting "redacted"');
});

/** Everywhere that a delivery has room for something, there is something that must not be kept. */
test('leaves no secret and no address on the disk, wherever they stood', async () => {
  const cwd = await createTempDir();
  const mail = 'alice.liddell@wonder.example';
  const hidden = (place: string) => `hunter2-${place}`;
  const token = await signed('/hook');
  const signature = token.split('.')[2] ?? '';
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const everything = (place: string) => ({
    emailAddress: mail,
    password: hidden(place),
    nested: JSON.stringify({
      apiToken: hidden(place),
      deeper: JSON.stringify({ clientSecret: hidden(place), mail }),
    }),
    encoded: base64(JSON.stringify({ clientSecret: hidden(place), mail })),
    credentials: { list: [{ any: hidden(place) }] },
    url: `https://u:${hidden(place)}@x.example/?access_token=${hidden(place)}&u=${encodeURIComponent(mail)}`,
    text: `Password: ${hidden(place)}. Write to ${mail}, use ${token}.`,
    header: `Authorization: Basic ${base64(`${mail}:${hidden(place)}`)}`,
    token: token.slice(4),
    [mail]: 1,
    properties: [{ key: 'refreshToken', value: hidden(place) }],
    avatarUrls: { '48x48': `https://secure.gravatar.com/avatar/${'0a1b'.repeat(8)}?d=x` },
    sharedSecret: SECRET,
    plain: `before ${SECRET} after`,
  });
  const answers = [
    { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(everything('answer')) },
    {
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
      body: gzipSync(JSON.stringify(everything('answer'), null, 2)),
    },
    { headers: { 'Content-Encoding': 'unheard-of' }, body: JSON.stringify(everything('answer')) },
    { headers: {}, body: Buffer.from(JSON.stringify(everything('answer')), 'utf16le') },
    { headers: {}, body: `<a><password>${hidden('answer')}</password>${mail}</a>` },
  ];
  const target = await startTarget((_, count) => ({
    status: 500,
    ...answers[(count - 1) % answers.length],
    headers: {
      ...answers[(count - 1) % answers.length]?.headers,
      'Set-Cookie': [`sid=${hidden('cookie')}; Path=/`, `${hidden('cookie')}`],
      Location: `https://x/?token=${hidden('location')}&mail=${mail}`,
      'X-Api-Key': hidden('header'),
    },
  }));
  const bodies: readonly (readonly [string, string | Uint8Array])[] = [
    ['application/json', JSON.stringify({ webhookEvent: 'e', ...everything('body') })],
    ['application/json', JSON.stringify(everything('body'), null, 4)],
    [
      'application/x-www-form-urlencoded',
      new URLSearchParams({
        password: hidden('form'),
        mail,
        json: JSON.stringify(everything('form')),
      }).toString(),
    ],
    ['text/plain', `log: ${JSON.stringify(everything('text'))} and password=${hidden('text')}`],
    [
      'multipart/form-data; boundary=x',
      `--x\r\nContent-Disposition: form-data; name="api_token"\r\n\r\n${hidden('part')}\r\n--x\r\nContent-Disposition: form-data; name="u"\r\n\r\n${mail}\r\n--x--\r\n`,
    ],
    [
      'application/octet-stream',
      Buffer.concat([
        Buffer.from([0xff, 0x80]),
        Buffer.from(` ${mail} password=${hidden('binary')} ${token}`),
      ]),
    ],
    ['application/json; charset=utf-16', Buffer.from(JSON.stringify(everything('wide')), 'utf16le')],
  ];
  await writeFile(path.join(cwd, 'secret.txt'), SECRET);
  const listener = await startListener(cwd, [
    ...['--forward', target.url, '--until', String(bodies.length), '--secret-file', 'secret.txt'],
  ]);
  for (const [type, body] of bodies) {
    const query = new URLSearchParams({
      jwt: token.slice(4),
      api_key: hidden('query'),
      user: mail,
      s: SECRET,
    });
    await send(listener.port, `/hook/${encodeURIComponent(mail)}/x;jsessionid=${hidden('path')}?${query}`, {
      headers: {
        'Content-Type': type,
        Authorization: token,
        Cookie: `sid=${hidden('cookie')}; other=${hidden('cookie')}`,
        From: mail,
        'X-Shared-Secret': hidden('header'),
        'X-Forwarded-For': '203.0.113.77',
        Referer: `https://u:${hidden('referer')}@x/?password=${hidden('referer')}`,
        'X-Hub-Signature': `sha256=${hidden('signature')}`,
      },
      body: Buffer.from(body),
    });
  }
  const { stdout, stderr, exitCode } = await listener.ended;
  expect(exitCode, stderr).toBe(0);
  const kept = await recordingsIn(cwd);
  expect(kept).toHaveLength(bodies.length);
  for (const { redactions } of kept) expect(redactions.length).toBeGreaterThan(8);
  const forbidden = ['hunter2', 'alice', 'wonder.example', SECRET, signature, '203.0.113.77', '0a1b0a1b'];
  await expectNowhere(path.join(cwd, 'recordings'), forbidden);
  for (const text of forbidden.slice(0, 5)) expect(stdout + stderr).not.toContain(text);
});

test.each([
  [['--base-url', 'nonsense'], '/path alone'],
  [['--base-url', 'http://'], '/path alone'],
  [['--only', ' '], 'the name of an event'],
])('refuses %j', async (argv, said) => {
  const cwd = await createTempDir();
  const { exitCode, stderr } = await runCli(['webhook', 'record', '--listen', '0', ...argv], { cwd });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  expect(await readdir(cwd)).toEqual([]);
});

/** Looks for texts in every file, as they are and in what base64 hides. */
async function expectNowhere(folder: string, texts: readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    let content = `${name}\n${await readFile(path.join(folder, name), 'utf8')}`;
    // Base64 of bodies stands in many lines.
    content = content.replaceAll(/([\w+/]{76})",\s+"/g, '$1');
    for (let round = 0; round < 4; round += 1) {
      const hidden = [...content.matchAll(/[\w+/-]{12,}/g)].map(([run]) =>
        Buffer.from(run, 'base64').toString('latin1'),
      );
      content = `${content.slice(0, 2_000_000)}\n${hidden.join('\n')}`.replaceAll('\0', '');
    }
    for (const text of texts) {
      const at = content.indexOf(text);
      expect(at === -1 ? '' : content.slice(Math.max(0, at - 80), at + 40), `${text} in ${name}`).toBe('');
    }
  }
}
