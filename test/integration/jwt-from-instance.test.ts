import { expect, test } from 'vitest';
import type { Fetch } from '../../src/core/context.ts';
import { writeInstanceFile } from '../../src/instance/instance-file.ts';
import { decodeToken } from '../../src/jwt/decode.ts';
import { startFakeAddon } from '../support/fake-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

/** `--from-instance`: tokens of an add-on that is installed in the dev instance of the folder. */

async function start(descriptor: Readonly<Record<string, unknown>> = {}) {
  const instance = await startTestInstance();
  const cwd = await createTempDir();
  await writeInstanceFile(cwd, instance);
  const addon = await startFakeAddon(descriptor);
  const { send } = clientOf(instance);
  const install = (product: 'jira' | 'confluence') =>
    send('POST', '/_connect-kit/api/addons', {
      headers: { Authorization: `Bearer ${instance.controlToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ product, descriptorUrl: addon.descriptorUrl }),
    });
  await install('jira');
  const network: Fetch = (url, init) => fetch(url, init);
  const run = (...argv: string[]) => runCli(argv, { cwd, fetch: network });
  const secret = instance.services.installations.find('jira', 'fake-addon')?.sharedSecret ?? '';
  return { instance, cwd, addon, install, run, secret };
}

test("signs as the add-on: the instance's REST API takes it", async () => {
  const { run, instance } = await start();
  const { stdout, stderr } = await run(
    ...[
      'jwt',
      'sign',
      '--as',
      'app',
      '--from-instance',
      'fake-addon',
      '--url',
      '/rest/api/3/project/search?maxResults=1',
    ],
    '--url-only',
  );
  expect(stderr).toBe('');
  expect(stdout).toMatch(new RegExp(`^${instance.origin}/rest/api/3/project/search\\?maxResults=1&jwt=eyJ`));
  expect((await fetch(stdout.trim())).status).toBe(200);
  expect((await fetch(stdout.trim().replace('maxResults=1', 'maxResults=2'))).status).toBe(401);
});

test('signs as the product, and verifies', async () => {
  const { run, addon, instance } = await start();
  const request = ['--url', '/page?lic=none', '--from-instance', 'jira/fake-addon'];
  const { stdout: url } = await run('jwt', 'sign', '--as', 'host', ...request, '--url-only');
  expect(url).toMatch(new RegExp(`^${addon.baseUrl}/page\\?lic=none&jwt=eyJ`));
  expect(decodeToken(url.trim().split('jwt=')[1] ?? '').claims['iss']).toBe(
    instance.services.site.products.jira.clientKey,
  );
  const verified = await run('jwt', 'verify', url, ...request);
  expect(verified.stdout).toMatch(/^valid: signature, times, request/);
});

test('fills the other kinds too', async () => {
  const { run, addon, instance } = await start();
  const from = ['--from-instance', 'fake-addon'];
  const claimsOf = async (...argv: string[]) =>
    JSON.parse((await run('jwt', 'sign', '--json', ...from, ...argv)).stdout).claims;
  const { clientKey, baseUrl } = instance.services.site.products.jira;
  expect(await claimsOf('--as', 'session')).toMatchObject({ iss: 'fake-addon', aud: [clientKey] });
  expect(await claimsOf('--as', 'context')).toMatchObject({ iss: clientKey, qsh: 'context-qsh' });
  expect(await claimsOf('--as', 'impersonation', '--account-id', 'u')).toMatchObject({ tnt: baseUrl });
  await run('jwt', 'keys', 'generate');
  const install = ['--as', 'install', '--url', '/installed', '--key-file', 'keys/private.pem'];
  expect(await claimsOf(...install)).toMatchObject({ iss: clientKey, aud: [addon.baseUrl] });
});

test('an add-on in both products is named with its product', async () => {
  const { run, install } = await start();
  await install('confluence');
  const sign = (name: string) =>
    run('jwt', 'sign', '--as', 'app', '--from-instance', name, '--url', '/rest/api/space', '--url-only');
  const { exitCode, stderr } = await sign('fake-addon');
  expect(stderr).toContain('Write --from-instance jira/fake-addon or confluence/fake-addon.');
  expect(exitCode).toBe(2);
  expect((await sign('confluence/fake-addon')).stdout).toMatch(/\/wiki\/rest\/api\/space\?jwt=/);
});

test('says what there is when the name is wrong', async () => {
  const { run } = await start();
  const { exitCode, stderr } = await run('jwt', 'sign', '--as', 'session', '--from-instance', 'fake-adon');
  expect(stderr).toContain('no add-on "fake-adon"');
  expect(stderr).toContain('Did you mean fake-addon?');
  expect(exitCode).toBe(2);
});

test('says so when the add-on shares no secret, or no instance runs', async () => {
  const { run } = await start({ authentication: { type: 'none' } });
  const sign = ['jwt', 'sign', '--as', 'session', '--from-instance', 'fake-addon'];
  expect((await run(...sign)).stderr).toContain('authentication none');
  const elsewhere = await runCli(sign, { cwd: await createTempDir() });
  expect(elsewhere.stderr).toContain('connect-kit instance start');
  expect(elsewhere.exitCode).toBe(3);
});

test('is one source of a secret among others', async () => {
  const { run } = await start();
  const both = await run('jwt', 'sign', '--iss', 'x', '--from-instance', 'fake-addon', '--secret-file', 'x');
  expect(both.stderr).toContain('given twice: --secret-file and --from-instance');
  const rsa = await run('jwt', 'verify', 'a.b.c', '--from-instance', 'fake-addon', '--alg', 'RS256');
  expect(rsa.stderr).toContain('--from-instance gives a shared secret, which RS256 does not use');
});

test('never shows the secret or the control token', async () => {
  const { run, secret, instance } = await start();
  expect(secret).toHaveLength(64);
  const from = ['--from-instance', 'fake-addon'];
  const { stdout: token } = await run('jwt', 'sign', '--as', 'session', ...from);
  const lines = [
    ['jwt', 'sign', '--as', 'session', ...from],
    ['jwt', 'sign', '--as', 'app', ...from, '--url', '/rest/api/3/myself', '--curl'],
    ['jwt', 'sign', '--as', 'host', ...from, '--url', '/p', '--header'],
    ['jwt', 'sign', '--as', 'app', ...from],
    ['jwt', 'sign', '--as', 'app', '--from-instance', 'another', '--url', '/p'],
    ['jwt', 'verify', token, ...from],
    ['jwt', 'verify', token, ...from, '--url', '/p', '--explain'],
    ['jwt', 'verify', `${token.trim()}x`, ...from, '--explain'],
    ['instance', 'status'],
  ];
  for (const line of lines) {
    for (const more of [[], ['--verbose'], ['--json'], ['--verbose', '--json']]) {
      const { stdout, stderr } = await run(...line, ...more);
      expect(stdout + stderr, line.join(' ')).not.toBe('');
      expect(stdout + stderr).not.toContain(secret);
      expect(stdout + stderr).not.toContain(instance.controlToken);
    }
  }
});
