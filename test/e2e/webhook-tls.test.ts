import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { fileNameOf, type Recording } from '../../src/webhook/recording/recording.ts';
import { serializeRecording } from '../../src/webhook/recording/serialize.ts';
import { spawnCli } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

const CERTIFICATE = packageFile('test/fixtures/tls/certificate.pem');

const RECORDING: Recording = {
  ...{ id: 'a', time: '2026-01-01T00:00:00.000Z', event: 'jira:a', addonKey: null },
  request: {
    ...{ method: 'POST', path: '/hook', query: null, basePath: '', headers: [] },
    body: { bytes: Buffer.from('{"webhookEvent":"jira:a"}') },
  },
  ...{ response: null, verdict: null, redactions: [] },
};

test.each(['localhost', '127.0.0.1'])(
  'an add-on at https://%s gets deliveries when its certificate is trusted',
  async (host) => {
    const received: string[] = [];
    const [cert, key] = await Promise.all([
      readFile(CERTIFICATE),
      readFile(packageFile('test/fixtures/tls/key.pem')),
    ]);
    const { port, close } = await listenOnLoopback(
      () =>
        createServer({ cert, key }, (request, response) => {
          received.push(`${request.headers.host} ${request.url}`);
          request.resume().on('end', () => response.end());
        }),
      0,
    );
    onTestFinished(() => close());
    const cwd = await createTempDir();
    await mkdir(path.join(cwd, 'recordings'));
    await writeFile(path.join(cwd, 'recordings', fileNameOf(RECORDING)), serializeRecording(RECORDING));
    const args = [
      'webhook',
      'replay',
      'recordings',
      '--to',
      `https://${host}:${port}`,
      '--unsigned',
      '--repeat',
      '3',
    ];
    const refused = spawnCli(args, { cwd });
    expect(await refused.ended).toMatchObject({ exitCode: 1 });
    expect(refused.lines.join('\n')).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(received).toEqual([]);
    const trusted = spawnCli(args, { cwd, env: { NODE_EXTRA_CA_CERTS: CERTIFICATE } });
    expect(await trusted.ended, trusted.lines.join('\n')).toMatchObject({ exitCode: 0 });
    expect(received).toEqual([1, 2, 3].map(() => `${host}:${port} /hook`));
  },
);
