import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/core/json.ts';
import { writeInstanceFile } from '../../src/instance/instance-file.ts';
import { startInstalled } from '../support/installed-addon.ts';
import { type CliRunOptions, runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

/** An add-on that has been sent two webhooks, of which it has refused one, and the commands of the instance. */
async function start() {
  const webhooks = [
    { event: 'jira:issue_updated', url: '/updated' },
    { event: 'comment_created', url: '/commented?password=hunter2' },
  ];
  const { addon, instance } = await startInstalled({ modules: { webhooks } });
  const { jira } = instance.services;
  const issue = jira.issue('DEMO-1');
  if (issue === undefined) throw new Error('no seed');
  jira.issues.update(issue, { summary: 'Changed "password": "x"' }, null);
  await instance.services.settled();
  addon.answer('/commented', 404);
  const [person] = instance.services.people.list();
  jira.comments.add(issue, { type: 'doc', version: 1, content: [] }, person?.accountId ?? '');
  await instance.services.settled();
  const cwd = await createTempDir();
  await writeInstanceFile(cwd, { origin: instance.origin, controlToken: instance.controlToken });
  const run = async (line: string, options: CliRunOptions = {}) => {
    const ran = await runCli(['instance', 'deliveries', ...line.split(' ').filter(Boolean)], {
      cwd,
      fetch: (url, init) => fetch(url, init),
      ...options,
    });
    const json = (): Record<string, unknown> => {
      const value: unknown = JSON.parse(ran.stdout);
      if (!isRecord(value)) throw new Error('no object');
      return value;
    };
    return { ...ran, json };
  };
  return { run, addon, instance, send: clientOf(instance).send };
}

describe('instance deliveries', () => {
  it('lists the newest first, of what was asked for', async () => {
    const { run } = await start();
    const lines = async (flags: string) => (await run(flags)).stdout.split('\n').filter(Boolean);
    expect(await lines('')).toEqual([
      '2\tfake-addon\tcomment_created\tfailed\t1\tanswered 404\t',
      '1\tfake-addon\tjira:issue_updated\tdelivered\t1\taccepted\t',
    ]);
    expect(await lines('--failed')).toEqual([expect.stringMatching(/^2\t/)]);
    expect(await lines('--event jira:issue_updated')).toEqual([expect.stringMatching(/^1\t/)]);
    const none = await run('--addon other');
    expect([none.exitCode, none.stdout, none.stderr]).toEqual([0, '', expect.stringContaining('No webhook')]);
  });

  it('tells scripts the same, and more', async () => {
    const { run, addon } = await start();
    expect((await run('--failed --json')).json()).toEqual({
      version: 1,
      deliveries: [
        {
          ...{ id: 2, product: 'jira', addon: 'fake-addon', event: 'comment_created', status: 'failed' },
          url: `${addon.baseUrl}/commented?password=[redacted]`,
          tries: 1,
          last: {
            ...{ number: 1, status: 404, verdict: 'refused', message: 'answered 404' },
            at: expect.any(String),
            durationMs: expect.any(Number),
          },
          created: expect.any(String),
          nextTry: null,
          ...{ identifier: expect.any(String), flow: 'Primary', webhookIds: [] },
        },
      ],
    });
  });

  it('shows one with its tries and its body, secrets blanked', async () => {
    const { run } = await start();
    const { stdout } = await run('2');
    expect(stdout).toContain('comment_created to fake-addon: failed');
    expect(stdout).toContain('answered 404');
    expect(stdout).toContain('"webhookEvent": "comment_created"');
    expect(stdout).not.toContain('hunter2');
    expect((await run('1 --json')).json()).toMatchObject({
      body: { issue: { key: 'DEMO-1' } },
      tries: [{ number: 1, verdict: 'delivered' }],
    });
  });

  it('sends one again, as the same one, and ends with 1 as long as it fails', async () => {
    const { run, addon } = await start();
    expect((await run('2 --retry')).exitCode).toBe(1);
    addon.answer('/commented', 200);
    const again = await run('2 --retry --json');
    expect([again.exitCode, again.json()['status']]).toEqual([0, 'delivered']);
    const received = addon.receivedAt('/commented').map(({ headers }) => headers);
    expect(received.map((headers) => headers['x-atlassian-webhook-retry'])).toEqual([undefined, '1', '2']);
    expect(new Set(received.map((headers) => headers['x-atlassian-webhook-identifier'])).size).toBe(1);
  });

  it('says what is missing', async () => {
    const { run } = await start();
    const unnamed = await run('--retry');
    expect([unnamed.exitCode, unnamed.stderr]).toEqual([2, expect.stringContaining('Say which delivery')]);
    const unknown = await run('99');
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      1,
      expect.stringContaining('There is no delivery 99'),
    ]);
  });
});

it('keeps bodies from whoever has no token, and takes no orders from them', async () => {
  const { send } = await start();
  const status = async (method: string, path: string) =>
    (await send(method, `/_connect-kit/api/${path}`)).status;
  expect(await status('GET', 'deliveries')).toBe(200);
  expect(await status('GET', 'deliveries/1')).toBe(403);
  expect(await status('POST', 'deliveries/1/retry')).toBe(403);
  expect(await status('GET', 'deliveries?status=lost')).toBe(400);
  expect(await status('GET', 'deliveries?limit=0')).toBe(400);
});

it('says that a body was too long to be kept', async () => {
  const { run, instance } = await start();
  const { jira } = instance.services;
  const issue = jira.issue('DEMO-1');
  if (issue === undefined) throw new Error('no seed');
  const text = { type: 'text', text: 'long '.repeat(10_000) };
  const paragraph = { type: 'paragraph', content: [text] };
  jira.issues.update(issue, { description: { type: 'doc', version: 1, content: [paragraph] } }, null);
  await instance.services.settled();
  expect((await run('3')).stderr).toContain('too long to be kept');
  const again = await run('3 --retry');
  expect([again.exitCode, again.stderr]).toEqual([1, expect.stringContaining('too long to be kept')]);
});

it.each(['0', 'x', '-1', '99999999'])('start takes no --retry-after %s', async (value) => {
  const { exitCode, stderr } = await runCli(['instance', 'start', `--retry-after=${value}`]);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('A time is a number of seconds')]);
});
