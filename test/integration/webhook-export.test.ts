import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  createQueryStringHash,
  decodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from '@atlassian/atlassian-jwt';
import { Ajv } from 'ajv';
import harSchemas from 'har-schema';
import { expect, test } from 'vitest';
import { fileNameOf, type Recording } from '../../src/webhook/recording/recording.ts';
import { serializeRecording } from '../../src/webhook/recording/serialize.ts';
import { startTarget } from '../support/recorded-target.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ';
const CLAIMS = Buffer.from('{"iss":"recorded-client","sub":"user-1"}').toString('base64url');
const BODIES = [
  Buffer.from(`{"webhookEvent":"a","it's":"$HOME \`x\` \\"q\\" \\\\n é","n":1.0}\n`),
  Buffer.from([0, 0xff, 0x80, 10, 13]),
  Buffer.from(''),
  Buffer.from(`"${'x'.repeat(150_000)}"`),
];
const RECORDINGS: readonly Recording[] = BODIES.map((bytes, index) => ({
  id: `id-${index}`,
  time: `2026-01-01T00:00:0${index}.000Z`,
  event: index === 0 ? 'jira:a' : null,
  addonKey: null,
  request: {
    method: 'POST',
    path: `/old/hook{${index}}/..;a`,
    query: index === 0 ? "a=%20b&c=it's" : null,
    basePath: '/old',
    headers: [
      ['Authorization', `JWT eyJhbGciOiJIUzI1NiJ9.${CLAIMS}.[redacted]`],
      ['Content-Type', 'application/json'],
      ['X-Odd', "it's $HOME"],
    ],
    body: { bytes },
  },
  response:
    index === 0
      ? { status: 200, latencyMs: 3, headers: [['Content-Type', 'text/plain']], body: { bytes } }
      : null,
  verdict: null,
  redactions: [],
}));

async function folderWithRecordings(): Promise<string> {
  const cwd = await createTempDir();
  await mkdir(path.join(cwd, 'recordings'));
  for (const one of RECORDINGS) {
    await writeFile(path.join(cwd, 'recordings', fileNameOf(one)), serializeRecording(one));
  }
  return cwd;
}

const hasCurl = ((): boolean => {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return process.platform !== 'win32';
  } catch {
    return false;
  }
})();

test.skipIf(!hasCurl)(
  '--curl: a script that sends the same bytes, with tokens that it has made',
  async () => {
    const cwd = await folderWithRecordings();
    const target = await startTarget();
    const to = `${target.url}/new`;
    const { exitCode, stderr } = await runCli(
      ['webhook', 'export', 'recordings', '--curl', '--to', to, '--out', 'deliveries.sh'],
      { cwd },
    );
    expect(exitCode, stderr).toBe(0);
    const script = await readFile(path.join(cwd, 'deliveries.sh'), 'utf8');
    expect(script).not.toContain(CLAIMS);
    // Stands in for connect-kit: notes what it is asked for, and answers with a word.
    await writeFile(
      path.join(cwd, 'connect-kit'),
      '#!/bin/sh\nfor word in "$@"; do printf "%s\\0" "$word"; done >> asked\nprintf "\\n" >> asked\necho TOKEN\n',
    );
    await chmod(path.join(cwd, 'connect-kit'), 0o755);
    const env = { PATH: `${cwd}:${process.env['PATH'] ?? ''}`, CONNECT_KIT_SECRET: SECRET, HOME: '/nowhere' };
    const { stdout } = await promisify(execFile)('sh', ['deliveries.sh'], { cwd, env });
    expect(stdout).toBe('204 jira:a\n204 unknown event\n204 unknown event\n204 unknown event\n');
    expect(target.received.map(({ url }) => url)).toEqual([
      "/new/hook{0}/..;a?a=%20b&c=it's",
      ...[1, 2, 3].map((index) => `/new/hook{${index}}/..;a`),
    ]);
    for (const [index, { body, headers }] of target.received.entries()) {
      expect(Buffer.compare(body, BODIES[index] ?? Buffer.from('')), String(index)).toBe(0);
      expect(headers).toMatchObject({ 'x-odd': "it's $HOME", authorization: 'JWT TOKEN' });
      expect(headers['content-type']).toBe('application/json');
    }
    // The words that it asks connect-kit with make a token for this very request.
    const asked = (await readFile(path.join(cwd, 'asked'), 'utf8')).trim().split('\n');
    expect(asked).toHaveLength(4);
    for (const [index, line] of asked.entries()) {
      const signed = await runCli(line.split('\0').slice(0, -1), {
        cwd,
        env: { CONNECT_KIT_SECRET: SECRET },
      });
      expect(signed.exitCode, signed.stderr).toBe(0);
      expectSigned(signed.stdout.trim(), target.received[index]?.url ?? '', to);
    }
    await expect(
      promisify(execFile)('sh', ['deliveries.sh'], { cwd, env: { PATH: env.PATH } }),
    ).rejects.toThrow('CONNECT_KIT_SECRET: is the shared secret of the add-on');
    // Without a token, nothing is sent.
    await writeFile(path.join(cwd, 'connect-kit'), '#!/bin/sh\nexit 2\n');
    await expect(promisify(execFile)('sh', ['deliveries.sh'], { cwd, env })).rejects.toMatchObject({
      code: 2,
    });
    expect(target.received).toHaveLength(4);
  },
);

test('--curl: no event ends its comment', async () => {
  const cwd = await createTempDir();
  const [one] = RECORDINGS;
  if (one === undefined) throw new Error('there is a recording');
  await writeFile(
    path.join(cwd, 'a.webhook.json'),
    serializeRecording({ ...one, event: 'a\ntouch x\r\u2028%{json}\\n' }),
  );
  const { exitCode, stdout } = await runCli(['webhook', 'export', 'a.webhook.json', '--curl'], { cwd });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Z a·touch x··%{json}\\n\ntoken=');
  expect(stdout).toContain("--write-out '%{http_code} a·touch x··%%{json}\\\\n\\n'");
});

test('--k6: a script that signs by itself', async () => {
  const cwd = await folderWithRecordings();
  await runCli(
    ['webhook', 'export', 'recordings', '--k6', '--to', 'http://localhost:9/new', '--out', 'load.mjs'],
    { cwd },
  );
  await writeK6(cwd);
  const runner = `
    globalThis.__ENV = { CONNECT_KIT_SECRET: process.env.SECRET };
    const { default: iterate, options } = await import('./load.mjs');
    for (globalThis.__ITER = 0; globalThis.__ITER < options.iterations; globalThis.__ITER += 1) iterate();
    const { sent } = await import('k6/http');
    console.log(JSON.stringify(sent));`;
  await writeFile(path.join(cwd, 'run.mjs'), runner);
  const { stdout } = await promisify(execFile)(process.execPath, ['run.mjs'], {
    cwd,
    env: { SECRET },
    maxBuffer: 1e7,
  });
  const sent: { method: string; url: string; body: string; headers: Record<string, string> }[] =
    JSON.parse(stdout);
  expect(sent).toHaveLength(4);
  for (const [index, { method, url, body, headers }] of sent.entries()) {
    expect(method).toBe('POST');
    expect(Buffer.compare(Buffer.from(body, 'base64'), BODIES[index] ?? Buffer.from(''))).toBe(0);
    expect(headers).toMatchObject({ 'X-Odd': "it's $HOME", 'Content-Type': 'application/json' });
    expectSigned(
      (headers['Authorization'] ?? '').replace('JWT ', ''),
      url.slice('http://localhost:9'.length),
      'http://localhost:9/new',
    );
    expect(url).toMatch(/^http:\/\/localhost:9\/new\/hook\{\d\}/);
  }
});

test('--har: agrees with the schema of HAR, and comes back as it was', async () => {
  const cwd = await folderWithRecordings();
  const { stdout } = await runCli(['webhook', 'export', 'recordings', '--har', '--to', 'https://x.example'], {
    cwd,
  });
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    schemas: Object.values(harSchemas).map(withoutDraft),
  });
  expect(ajv.validate({ $ref: 'har.json#' }, JSON.parse(stdout)), JSON.stringify(ajv.errors)).toBe(true);
  expect(ajv.validate({ $ref: 'har.json#' }, { log: { version: '1.2', entries: [{}] } })).toBe(false);
  await writeFile(path.join(cwd, 'x.har'), stdout);
  await runCli(['webhook', 'import', 'x.har', '--out', 'again', '--event', 'x', '--no-config'], { cwd });
  const target = await startTarget();
  const replayed = await runCli(['webhook', 'replay', 'again', '--to', target.url, '--unsigned'], { cwd });
  expect(replayed.exitCode, replayed.stderr + replayed.stdout).toBe(0);
  for (const [index, { body }] of target.received.entries()) {
    expect(Buffer.compare(body, BODIES[index] ?? Buffer.from('')), String(index)).toBe(0);
  }
});

test('writes nothing of what is no recording, for it may hold secrets', async () => {
  const cwd = await folderWithRecordings();
  const { stdout } = await runCli(['webhook', 'export', 'recordings', '--har'], { cwd });
  await writeFile(path.join(cwd, 'x.har'), stdout);
  const refused = await runCli(['webhook', 'export', 'x.har', '--k6'], { cwd });
  expect(refused.stderr).toContain('connect-kit webhook import x.har');
  expect(refused.exitCode).toBe(2);
  const formless = await runCli(['webhook', 'export', 'recordings'], { cwd });
  expect(formless.stderr).toContain('Add --curl, --k6 or --har.');
});

test('says that a body was changed since, and writes it as it is', async () => {
  const cwd = await folderWithRecordings();
  const body = { bytes: Buffer.from('{"a":"before"}') };
  const [recording] = RECORDINGS.map((one) => ({ ...one, request: { ...one.request, body } }));
  if (recording === undefined) throw new Error('there is no recording');
  const file = path.join(cwd, 'recordings', fileNameOf(recording));
  await writeFile(file, serializeRecording(recording));
  const argv = ['webhook', 'export', 'recordings', '--har'];
  expect((await runCli(argv, { cwd })).stderr).toBe('');
  await writeFile(file, (await readFile(file, 'utf8')).replace('before', 'after'));
  const { stdout, stderr, exitCode } = await runCli(argv, { cwd });
  expect(stderr).toMatch(/the body in recordings.* is not the one that was recorded/);
  expect(stdout).toContain('after');
  expect(exitCode).toBe(0);
});

function expectSigned(token: string, target: string, baseUrl: string): void {
  const claims: Record<string, unknown> = decodeSymmetric(token, SECRET, SymmetricAlgorithm.HS256);
  expect(claims).toMatchObject({ iss: 'recorded-client', sub: 'user-1', context: {} });
  expect(claims['qsh']).toBe(createQueryStringHash(fromMethodAndUrl('POST', target), false, baseUrl));
}

/** k6's modules, as far as the script uses them, made of Node's. */
async function writeK6(cwd: string): Promise<void> {
  const folder = path.join(cwd, 'node_modules/k6');
  await mkdir(folder, { recursive: true });
  const files = {
    'package.json': '{"type":"module","exports":{".":"./k6.js","./*":"./*.js"}}',
    'k6.js': 'export function check() {}',
    'crypto.js': `import { createHmac } from 'node:crypto';
      export default { hmac: (algorithm, secret, data, encoding) => {
        if (encoding !== 'base64rawurl') throw new Error(encoding);
        return createHmac(algorithm, secret).update(data).digest('base64url'); } };`,
    'encoding.js': `export default {
      b64encode: (text, encoding) => { if (encoding !== 'rawurl') throw new Error(encoding); return Buffer.from(text).toString('base64url'); },
      b64decode: (text) => new Uint8Array(Buffer.from(text, 'base64')).buffer };`,
    'http.js': `export const sent = [];
      export default { request: (method, url, body, { headers }) => {
        sent.push({ method, url, headers, body: Buffer.from(body).toString('base64') });
        return { status: 204 }; } };`,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
}

/** They are of draft 06, which differs in nothing that they use. */
function withoutDraft(schema: object): object {
  const { $schema: _, ...rest } = { $schema: '', ...schema };
  return rest;
}
