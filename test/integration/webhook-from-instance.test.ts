import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Fetch } from '../../src/core/context.ts';
import { writeInstanceFile } from '../../src/instance/instance-file.ts';
import { fileNameOf, type Recording } from '../../src/webhook/recording/recording.ts';
import { serializeRecording } from '../../src/webhook/recording/serialize.ts';
import { startFakeAddon, verifySymmetric } from '../support/fake-addon.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf, startTestInstance } from '../support/test-instance.ts';

const RECORDING: Recording = {
  ...{ id: 'x', time: '2026-01-01T00:00:00.000Z', event: 'jira:a', addonKey: null },
  request: {
    ...{
      method: 'POST',
      path: '/hook',
      query: 'a=1',
      basePath: '',
      headers: [['Content-Type', 'application/json']],
    },
    body: { bytes: Buffer.from('{"webhookEvent":"jira:a"}') },
  },
  ...{ response: null, verdict: null, redactions: [] },
};

async function start() {
  const instance = await startTestInstance();
  const cwd = await createTempDir();
  await writeInstanceFile(cwd, instance);
  const addon = await startFakeAddon();
  await clientOf(instance).send('POST', '/_connect-kit/api/addons', {
    headers: { Authorization: `Bearer ${instance.controlToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ product: 'jira', descriptorUrl: addon.descriptorUrl }),
  });
  await mkdir(path.join(cwd, 'recordings'));
  await writeFile(path.join(cwd, 'recordings', fileNameOf(RECORDING)), serializeRecording(RECORDING));
  const network: Fetch = (url, init) => fetch(url, init);
  const run = (...argv: string[]) => runCli(argv, { cwd, fetch: network });
  const secret = instance.services.installations.find('jira', 'fake-addon')?.sharedSecret ?? '';
  return { instance, addon, run, secret };
}

test('replays to an add-on of the dev instance, signed as its own product', async () => {
  const { addon, run, secret, instance } = await start();
  const { exitCode, stdout, stderr } = await run(
    'webhook',
    'replay',
    'recordings',
    '--from-instance',
    'fake-addon',
  );
  expect(exitCode, stderr).toBe(0);
  const [received] = addon.receivedAt('/hook');
  expect(received?.body).toBe('{"webhookEvent":"jira:a"}');
  expect(received && verifySymmetric(received, secret, addon.baseUrl)).toMatchObject({
    iss: instance.services.site.products.jira.clientKey,
  });
  expect(stdout + stderr).not.toContain(secret);
});

test('says which add-ons there are when the name is wrong', async () => {
  const { run } = await start();
  const { stderr, exitCode } = await run('webhook', 'replay', 'recordings', '--from-instance', 'fake-adon');
  expect(stderr).toContain('Did you mean fake-addon?');
  expect(exitCode).toBe(2);
});
