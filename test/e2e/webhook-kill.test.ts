import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { listenOnLoopback } from '../../src/core/loopback-server.ts';
import { packedConnectKit } from '../support/packed.ts';
import { createTempDir } from '../support/temp-dir.ts';

test('a recording that is killed leaves whole files only, which are replayed', async () => {
  const cwd = await createTempDir();
  const { bin } = packedConnectKit();
  const recording = execa(process.execPath, [bin, 'webhook', 'record', '--listen', '0', '--json'], {
    cwd,
    buffer: false,
    reject: false,
  });
  let port: string | undefined;
  let recorded = 0;
  for await (const line of recording.iterable()) {
    const event: unknown = JSON.parse(line);
    if (!isRecord(event)) continue;
    if (event['event'] === 'listening') {
      port = /:(\d+)$/.exec(String(event['url']))?.[1];
      for (let index = 0; index < 16; index += 1) void deliver(port, index);
    }
    if (event['event'] === 'recorded') recorded += 1;
    // In the middle of the rest.
    if (recorded === 3) recording.kill('SIGKILL');
  }
  expect(await recording).toMatchObject({ signal: 'SIGKILL' });

  const folder = path.join(cwd, 'recordings');
  const whole = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  expect(whole.length).toBeGreaterThanOrEqual(3);
  for (const name of whole) {
    const text = await readFile(path.join(folder, name), 'utf8');
    expect(JSON.parse(text), name).toMatchObject({ version: 1, request: { method: 'POST' } });
  }

  let received = 0;
  const server = await listenOnLoopback(
    () =>
      createServer((request, response) => {
        received += 1;
        request.resume().on('end', () => response.writeHead(204).end());
      }),
    0,
  );
  onTestFinished(() => server.close());
  const to = ['--to', `http://localhost:${server.port}`, '--unsigned'];
  const replayed = await execa(process.execPath, [bin, 'webhook', 'replay', 'recordings', ...to], { cwd });
  expect([replayed.exitCode, received]).toEqual([0, whole.length]);
});

/** A body that takes some time to be written. The process that it goes to may be gone. */
async function deliver(port: string | undefined, index: number): Promise<void> {
  const filler = Array.from({ length: 4_000 }, (_, at) => ({ at, index }));
  await fetch(`http://localhost:${port}/hook`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ webhookEvent: 'jira:issue_updated', filler }),
  }).catch(() => {});
}
