import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createRecorder } from '../../src/webhook/record/recorder.ts';
import { fileNameOf, type Recording } from '../../src/webhook/recording/recording.ts';
import { serializeRecording } from '../../src/webhook/recording/serialize.ts';
import { startTarget } from '../support/recorded-target.ts';
import { runCli } from '../support/run-cli.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { send, startListener } from '../support/webhook-listener.ts';

const folder = sharedFile('corpus', 'webhooks');
const payloads = hasSharedFolder
  ? readdirSync(folder).map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }))
  : [];
/** As they stand, and as products send them. */
const bodies = payloads.flatMap(({ name, bytes }) => [
  { name, bytes },
  { name: `${name} without white space`, bytes: Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))) },
]);

const titled = (title: string) => (hasSharedFolder ? title : `${title} (skipped: no shared folder)`);

test.skipIf(!hasSharedFolder)(titled('real payloads are recorded and replayed byte for byte'), async () => {
  expect(payloads.length).toBeGreaterThan(30);
  const cwd = await createTempDir();
  await mkdir(path.join(cwd, 'recordings'));
  for (const [index, { bytes }] of bodies.entries()) {
    const recording: Recording = {
      ...{ id: String(index), time: new Date(index * 1000).toISOString(), event: null, addonKey: null },
      request: { method: 'POST', path: '/', query: null, basePath: '', headers: [], body: { bytes } },
      ...{ response: null, verdict: null, redactions: [] },
    };
    await writeFile(path.join(cwd, 'recordings', fileNameOf(recording)), serializeRecording(recording));
  }
  const target = await startTarget();
  const { exitCode, stderr } = await runCli(
    ['webhook', 'replay', 'recordings', '--to', target.url, '--unsigned'],
    { cwd },
  );
  expect(exitCode, stderr).toBe(0);
  for (const [index, { body }] of target.received.entries()) {
    expect(Buffer.compare(body, bodies[index]?.bytes ?? Buffer.from('')), bodies[index]?.name).toBe(0);
  }
});

test.skipIf(!hasSharedFolder)(
  titled('real payloads lose nothing but what is listed as taken out'),
  async () => {
    const out = await createTempDir();
    const recorder = await createRecorder({
      folder: out,
      redaction: {},
      newId: () => 'x',
      system: { pid: 1, kill: () => {} },
    });
    let untouched = 0;
    for (const { name, bytes } of bodies) {
      const { recording } = await recorder.record({
        startedAt: 0,
        request: { method: 'POST', target: '/', headers: [], body: bytes },
        answer: null,
        verdict: null,
      });
      const { body } = recording.request;
      if (recording.redactions.length === 0) {
        untouched += 1;
        expect(Buffer.compare(body.bytes, bytes), name).toBe(0);
        continue;
      }
      const [before, after]: unknown[] = [bytes, body.bytes].map((one) =>
        JSON.parse(Buffer.from(one).toString()),
      );
      const changed = pointersThatDiffer(before, after, '');
      expect(changed, name).toEqual([...new Set(recording.redactions.map(({ at }) => at ?? ''))].toSorted());
      // Only addresses, hashes of them, and what is named as a secret are there to be found.
      expect(
        recording.redactions.map(({ rule }) => rule).filter((rule) => !['email', 'secret'].includes(rule)),
      ).toEqual([]);
    }
    expect(untouched).toBeGreaterThan(5);
  },
);

test.skipIf(!hasSharedFolder)(titled('real payloads go through a listener untouched'), async () => {
  const cwd = await createTempDir();
  const target = await startTarget();
  const listener = await startListener(cwd, ['--forward', target.url, '--until', String(bodies.length)]);
  for (const { bytes } of bodies)
    expect((await send(listener.port, '/hook', { body: bytes })).status).toBe(204);
  expect((await listener.ended).exitCode).toBe(0);
  for (const [index, { body }] of target.received.entries()) {
    expect(Buffer.compare(body, bodies[index]?.bytes ?? Buffer.from(''))).toBe(0);
  }
  expect(await readdir(path.join(cwd, 'recordings'))).toHaveLength(bodies.length);
});

function pointersThatDiffer(one: unknown, other: unknown, pointer: string): readonly string[] {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) {
    return Object.is(one, other) ? [] : [pointer];
  }
  return Object.entries(one)
    .flatMap(([key, value]) =>
      pointersThatDiffer(
        value,
        Reflect.get(other, key),
        `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      ),
    )
    .toSorted();
}
