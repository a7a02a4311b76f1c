import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parseRecording } from '../../src/webhook/recording/parse.ts';
import { waitFor } from '../support/wait-for.ts';
import { startWithCli } from '../support/webhook-trigger.ts';

const webhooks = [
  { event: 'jira:issue_updated', url: `/updated?key=\${issue.key}` },
  { event: 'comment_created', url: '/commented' },
];
const descriptor = { scopes: ['READ'], modules: { webhooks } };

/** `webhook record --from-instance`, listening already. */
async function startRecording(argv: readonly string[] = []) {
  const started = await startWithCli(descriptor);
  const interrupt = new AbortController();
  let output = '';
  let recording: ReturnType<typeof started.run> | undefined;
  await new Promise<void>((resolve) => {
    recording = started.run(['record', '--from-instance', '--json', ...argv], {
      signal: interrupt.signal,
      onOutput: (text) => {
        output += text;
        if (output.includes('"event":"listening"')) resolve();
      },
    });
    void recording.then(() => resolve());
  });
  if (recording === undefined) throw new Error('not started');
  return { ...started, recording, interrupt, folder: path.join(started.cwd, 'recordings') };
}

async function recordingsIn(folder: string) {
  const names = (await readdir(folder)).toSorted();
  expect(names.filter((name) => !name.endsWith('.webhook.json'))).toEqual([]);
  return Promise.all(
    names.map(async (name) => parseRecording(await readFile(path.join(folder, name), 'utf8'), name)),
  );
}

it('records what the dev instance sends, bytes as they were sent, with the answer', async () => {
  const { addon, instance, recording, folder, secret } = await startRecording(['--until', '2']);
  addon.answer('/commented', 418);
  const { jira, people } = instance.services;
  const issue = jira.issue('DEMO-1');
  if (issue === undefined) throw new Error('no seed');
  const actor = people.list()[0]?.accountId ?? '';
  jira.issues.update(issue, { summary: 'Grüße "x"' }, actor);
  jira.comments.add(issue, { type: 'doc', version: 1, content: [] }, actor);
  const { exitCode, stderr } = await recording;
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('2 deliveries recorded in recordings')]);
  const found = await recordingsIn(folder);
  const [updated, commented] = ['jira:issue_updated', 'comment_created'].map((event) =>
    found.find((one) => one.event === event),
  );
  const [hook] = addon.receivedAt('/updated');
  expect(Buffer.from(updated?.request.body.bytes ?? []).toString('utf8')).toBe(hook?.body);
  expect(updated).toMatchObject({
    addonKey: 'fake-addon',
    request: { method: 'POST', path: '/updated', query: 'key=DEMO-1' },
    response: { status: 204, latencyMs: expect.any(Number) },
    verdict: { valid: true, message: 'signed by the dev instance' },
  });
  const sent = new Map(updated?.request.headers);
  expect(sent.get('X-Atlassian-Webhook-Identifier')).toBe(hook?.headers['x-atlassian-webhook-identifier']);
  expect(sent.get('Authorization')).toMatch(/^JWT .*\.\[redacted\]$/);
  expect(commented).toMatchObject({ response: { status: 418 } });
  for (const name of await readdir(folder)) {
    const text = await readFile(path.join(folder, name), 'utf8');
    expect(text).not.toContain(secret());
    expect(text).not.toContain(String(hook?.headers.authorization).split('.').at(-1));
  }
});

it('records only what is asked for, until it is interrupted', async () => {
  const { run, recording, interrupt, folder } = await startRecording([
    '--only',
    'comment_*',
    '--addon',
    'fake-addon',
  ]);
  await run(['trigger', 'jira:issue_updated', '--addon', 'fake-addon']);
  await run(['trigger', 'comment_created', '--addon', 'fake-addon']);
  await waitFor(async () => expect(await readdir(folder)).toHaveLength(1));
  interrupt.abort();
  expect((await recording).exitCode).toBe(130);
  expect(await recordingsIn(folder)).toMatchObject([{ event: 'comment_created' }]);
});

it('ends, and says so, when the dev instance does', async () => {
  const { instance, recording } = await startRecording();
  await instance.stop();
  const { exitCode, stderr } = await recording;
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining('the dev instance has ended')]);
});

it('replays and verifies what was recorded, with the secret of the instance', async () => {
  const { run, recording, addon } = await startRecording(['--until', '1']);
  await run(['trigger', 'jira:issue_updated', '--addon', 'fake-addon', '--issue', 'DEMO-2']);
  await recording;
  const replayed = await run(['replay', 'recordings', '--from-instance', 'fake-addon']);
  expect(replayed.exitCode, replayed.stderr).toBe(0);
  const [first, second] = addon.receivedAt('/updated');
  expect(second?.url).toBe('/updated?key=DEMO-2');
  expect(second?.body).toBe(first?.body);
  const verified = await run(['verify', 'recordings', '--from-instance', 'fake-addon']);
  expect([verified.exitCode, verified.stdout]).toEqual([0, expect.stringContaining('valid')]);
});

it('knows the secret of an add-on from the deliveries of the instance', async () => {
  const { run } = await startWithCli(descriptor);
  const unnamed = await run(['record', '--listen', '0', '--from-instance']);
  expect([unnamed.exitCode, unnamed.stderr]).toEqual([2, expect.stringContaining('Name the add-on')]);
  const unknown = await run(['record', '--from-instance', '--addon', 'other']);
  expect([unknown.exitCode, unknown.stderr]).toEqual([2, expect.stringContaining('no add-on "other"')]);
});
