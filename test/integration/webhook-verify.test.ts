import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createQueryStringHash } from '../../src/jwt/canonical-request.ts';
import { signToken } from '../../src/jwt/sign.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { send, startListener } from '../support/webhook-listener.ts';

const SECRET = 'kSW8tRBlWnE2rRdGOn_4e8zXgF2sRmwzq1HUIQvZ';

async function tokenFor(target: string, secret = SECRET, at = Date.now()): Promise<string> {
  const iat = Math.floor(at / 1000);
  const qsh = createQueryStringHash({ method: 'POST', url: target });
  return signToken({ iss: 'client', iat, exp: iat + 900, qsh }, { algorithm: 'HS256', secret });
}

async function folderWithSecret(): Promise<string> {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'secret.txt'), `${SECRET}\n`);
  return cwd;
}

/** A raw request as people paste it, sent at a time that its token is of. */
async function writeRequest(cwd: string, target: string, token: string): Promise<void> {
  const date = 'Date: Thu, 01 Jan 2026 00:00:10 GMT';
  const head = `POST ${target} HTTP/1.1\r\nAuthorization: JWT ${token}\r\nContent-Type: application/json\r\n${date}`;
  await writeFile(path.join(cwd, 'request.txt'), `${head}\r\n\r\n{"webhookEvent":"jira:a"}`);
}

const THEN = Date.UTC(2026, 0, 1);

test('says that a whole request is well signed, at the time when it was made', async () => {
  const cwd = await folderWithSecret();
  const token = await tokenFor('/hook?a=1', SECRET, THEN);
  await writeRequest(cwd, '/hook?a=1', token);
  const run = await runCli(['webhook', 'verify', 'request.txt', '--secret-file', 'secret.txt'], { cwd });
  expect(run.stdout).toBe('valid: signature, times, request  jira:a  request.txt\n');
  expect(run.exitCode).toBe(0);
  const issuer = await runCli(
    ['webhook', 'verify', 'request.txt', '--secret-file', 'secret.txt', '--iss', 'x'],
    { cwd },
  );
  expect(issuer.stdout).toContain('not valid (issuer-mismatch)');
  expect(issuer.exitCode).toBe(1);
});

test('says why it is not, and finds the mistake', async () => {
  const cwd = await folderWithSecret();
  await writeRequest(cwd, '/ac/hook?a=1', await tokenFor('/hook?a=1', SECRET, THEN));
  const argv = ['webhook', 'verify', 'request.txt', '--secret-file', 'secret.txt'];
  const wrong = await runCli([...argv, '--explain'], { cwd });
  expect(wrong.exitCode).toBe(1);
  expect(wrong.stdout).toContain('not valid (qsh-mismatch)');
  expect(wrong.stdout).toContain('/ac');
  expect(wrong.stdout.length).toBeGreaterThan(300);
  const right = await runCli([...argv, '--base-url', 'https://x.example/ac'], { cwd });
  expect(right.exitCode, right.stdout).toBe(0);
  await writeRequest(cwd, '/hook', await tokenFor('/hook', 'another', THEN));
  const other = await runCli([...argv, '--json', '--explain'], { cwd });
  expect(JSON.parse(other.stdout)).toMatchObject({
    version: 1,
    deliveries: [
      {
        recording: 'request.txt',
        event: 'jira:a',
        verdict: 'invalid',
        reason: 'signature-mismatch',
        isPayloadTrusted: false,
      },
    ],
  });
});

test('needs the secret where there is a signature to verify, and never shows it or a token', async () => {
  const cwd = await folderWithSecret();
  const token = await tokenFor('/hook', SECRET, THEN);
  await writeRequest(cwd, '/hook', token);
  const bare = await runCli(['webhook', 'verify', 'request.txt'], { cwd });
  expect(bare.stderr).toContain('--secret-file');
  expect(bare.exitCode).toBe(2);
  for (const more of [[], ['--json'], ['--verbose'], ['--explain', '--base-url', '/x']]) {
    const { stdout, stderr } = await runCli(
      ['webhook', 'verify', 'request.txt', '--secret-file', 'secret.txt', ...more],
      { cwd },
    );
    expect(stdout + stderr).not.toContain(SECRET);
    expect(stdout + stderr).not.toContain(token.split('.')[2]);
  }
});

test('tells of recordings what was found then, and what their claims say', async () => {
  const cwd = await folderWithSecret();
  const record = async (
    out: string,
    target: string,
    headers: Readonly<Record<string, string>>,
    ...argv: string[]
  ) => {
    const listener = await startListener(cwd, ['--until', '1', '--out', out, ...argv]);
    await send(listener.port, target, { headers, body: Buffer.from('{"webhookEvent":"a"}') });
    await listener.ended;
    return runCli(['webhook', 'verify', out], { cwd });
  };
  const judged = ['--secret-file', 'secret.txt'];
  const good = { Authorization: `JWT ${await tokenFor('/hook')}` };
  const bad = { Authorization: `JWT ${await tokenFor('/hook', 'another')}` };

  const valid = await record('valid', '/hook', good, ...judged);
  expect(valid.stdout).toContain('valid: so it was when it was recorded; its signature was taken out since');
  expect(valid.exitCode).toBe(0);
  const forged = await record('forged', '/hook', bad, ...judged);
  expect(forged.stdout).toContain('not valid (signature-mismatch)');
  expect(forged.exitCode).toBe(1);
  const unknown = await record('unknown', '/hook', good);
  expect(unknown.stdout).toContain('cannot be verified (signature-redacted)');
  expect(unknown.exitCode).toBe(1);
  const elsewhere = await record('elsewhere', '/other', good);
  expect(elsewhere.stdout).toMatch(/not valid \(qsh-mismatch\): .*\(Its signature was taken out\.\)/);
  const none = await record('none', '/hook', {});
  expect(none.stdout).toContain('not signed: the request carries no token');
  expect(none.exitCode).toBe(1);
  // What was taken out of the query cannot be hashed any more.
  const withMail = '/hook?user=alice%40example.com';
  const mail = { Authorization: `JWT ${await tokenFor(withMail)}` };
  expect((await record('mail', withMail, mail, ...judged)).exitCode).toBe(0);
});

test('explains the hash of a recording that has no signature', async () => {
  const cwd = await folderWithSecret();
  const listener = await startListener(cwd, ['--until', '1']);
  await send(listener.port, '/ac/hook?b=1&a=2', {
    headers: { Authorization: `JWT ${await tokenFor('/hook?b=1&a=2')}` },
    body: Buffer.from('{"webhookEvent":"a"}'),
  });
  await listener.ended;
  const { stdout, exitCode } = await runCli(['webhook', 'verify', 'recordings', '--explain'], { cwd });
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/base/i);
  expect(stdout.length).toBeGreaterThan(300);
});
