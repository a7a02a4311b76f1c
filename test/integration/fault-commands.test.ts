import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFakeAddon } from '../support/fake-addon.ts';
import { signWith, toldBy } from '../support/installed-addon.ts';
import { commandsIn, install, startIn } from '../support/started-instance.ts';
import { createTempDir } from '../support/temp-dir.ts';
import { clientOf } from '../support/test-instance.ts';

const ISSUE = '/rest/api/3/issue/DEMO-1';

async function start(...flags: readonly string[]) {
  const cwd = await createTempDir();
  const instance = await startIn(cwd, '--ephemeral', ...flags);
  const addon = await startFakeAddon();
  await install(instance.jira, addon);
  const read = () => {
    const token = signWith(String(toldBy(addon)['sharedSecret']), 'GET', ISSUE);
    return clientOf({ origin: instance.jira }).addon('GET', ISSUE, token);
  };
  return { cwd, instance, addon, read, run: commandsIn(cwd) };
}

it('adds, lists, names in the status and the log, removes and clears', async () => {
  const { run, read } = await start();
  const added = await run(`fault add --match ${ISSUE} --status 429 --retry-after 9 --json`);
  expect([added.exitCode, added.json()]).toMatchObject([0, { version: 1, faults: [{ id: 'f1', hits: 0 }] }]);
  expect(added.stderr).toContain('until the instance ends');
  expect((await read()).headers.get('retry-after')).toBe('9');
  await run('fault add --tamper signature --kind webhook --times 2');
  expect((await run('fault list')).stdout).toBe(
    [
      `f1\tto products, ${ISSUE}\tanswered 429\teach\t1`,
      'f2\tto add-ons, webhook\ttoken with a wrong signature\teach, 0 of 2 times\t0\n',
    ].join('\n'),
  );
  const status = await run('status');
  expect(status.stderr).toContain('the fault f1 is on');
  expect((await run('status --json')).json()).toMatchObject({ faults: [{ id: 'f1' }, { id: 'f2' }] });
  expect((await run('logs --status 429')).stdout).toContain('fault f1: answered 429');

  expect((await run('fault remove f1')).stdout).toBe('Ended: f1.\n');
  expect((await read()).status).toBe(200);
  const unknown = await run('fault remove f1');
  expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('no fault f1')]);
  expect((await run('fault clear --json')).json()).toEqual({ version: 1, removed: ['f2'] });
  expect((await run('fault clear')).stderr).toContain('no fault');
  expect((await run('fault list')).stderr).toContain('Nothing goes wrong');
  expect((await run('status')).stderr).not.toContain('fault');
});

it('says no more of a fault that is over', async () => {
  const { run, read } = await start();
  await run('fault add --status 500 --times 1');
  expect([(await read()).status, (await read()).status]).toEqual([500, 200]);
  expect((await run('fault list')).stdout).toContain('each, 1 of 1 times (over)');
  expect((await run('status')).stderr).not.toContain('is on');
});

it('answers with a body from a file', async () => {
  const { run, read, cwd } = await start();
  await writeFile(path.join(cwd, 'body.json'), '{"mine":true}');
  await run('fault add --status 500 --body body.json');
  expect(await (await read()).json()).toEqual({ mine: true });
  expect((await run('fault add --status 500 --body nowhere.json')).exitCode).toBe(2);
});

it('is about one site of several', async () => {
  const { run } = await start('--site', 'acme', '--site', 'globex');
  await run('fault add --preset flaky --seed 4 --site globex');
  const faults = async (site: string) => (await run(`fault list --json --site ${site}`)).json()['faults'];
  expect(await faults('acme')).toEqual([]);
  expect(await faults('globex')).toMatchObject([{ preset: 'flaky', seed: 4 }, {}, {}, {}, {}]);
  const { sites } = JSON.parse((await run('status --json')).stdout);
  expect(sites).toMatchObject([{ faults: [] }, { faults: [{ id: 'f1' }, {}, {}, {}, {}] }]);
});

it('takes lengths of time with their signs', async () => {
  const { run } = await start();
  await run('fault add --skew -5m');
  await run('fault add --skew +30s --direction to-product');
  await run('fault add --latency 2s --jitter 500ms');
  expect((await run('fault list --json')).json()).toMatchObject({
    faults: [
      { direction: 'to-addon', effect: { ms: -300_000 } },
      { direction: 'to-product', effect: { ms: 30_000 } },
      { effect: { type: 'latency', latencyMs: 2000, jitterMs: 500 } },
    ],
  });
});

describe('what nobody can have meant is refused before anything is asked', () => {
  it.each([
    ['', '--status', 'needs something that happens'],
    ['--status 200', '--status', 'from 400 to 599'],
    ['--status x', '--status', 'Write a number'],
    ['--status 429 --drop', '--drop', 'does one thing'],
    ['--status 429 --retry-after soon', '--retry-after', 'Write a number'],
    ['--drop --retry-after 5', '--retry-after', 'status only'],
    ['--latency 5', '--latency', 'length of time'],
    ['--skew 5', '--skew', 'with its sign'],
    ['--tamper body', '--tamper', 'qsh or signature'],
    ['--status 500 --match x', '--match', 'method and a path'],
    ['--status 500 --rate 2', '--rate', 'at most 1'],
    ['--preset nonsense', '--preset', 'one of rate-limited'],
    ['--preset slow --status 500', '--status', 'does not go with it'],
    ['--latency 2s --status 500 --direction to-addon', '--direction', 'to-product only'],
  ])('fault add %s', async (flags, flag, message) => {
    const run = commandsIn(await createTempDir());
    const { exitCode, stderr } = await run(`fault add ${flags}`);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(stderr).toContain(flag);
  });

  it('and an instance is needed for the rest', async () => {
    const run = commandsIn(await createTempDir());
    for (const line of ['add --drop', 'list', 'remove f1', 'clear']) {
      const { exitCode, stderr } = await run(`fault ${line}`);
      expect([line, exitCode, stderr]).toEqual([line, 3, expect.stringContaining('instance start')]);
    }
  });
});
