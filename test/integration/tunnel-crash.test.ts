import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { removeInstanceFile, writeInstanceFile } from '../../src/instance/instance-file.ts';
import { bundledCli } from '../support/bundled-cli.ts';
import { createDevAddon, DESCRIPTOR } from '../support/dev-addon.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { freePort } from '../support/ports.ts';
import { isAlive } from '../support/processes.ts';
import { authority, startPublicAddress } from '../support/public-address.ts';
import { type RunningProgram, spawnNode } from '../support/spawn-cli.ts';
import { installedIn, startSite } from '../support/tunnel-site.ts';

const cli = bundledCli();

/** A moment at which the process is killed: when it resolves. */
type Moment = (run: RunningProgram, gate: Gate) => Promise<unknown>;

const INSTALL = /^POST \/rest\/plugins\/1\.0\/\?token=/;
const POLL = /^GET \/rest\/plugins\/1\.0\/(?:pending|dev-addon-key)/;
const REMOVE = /^DELETE \/rest\/plugins\/1\.0\/dev-addon-key/;

const MOMENTS: readonly (readonly [string, Moment])[] = [
  ['when the tunnel is open', (run) => run.waitForEvent('tunnel-opened')],
  ['when the add-on has been started', (run) => run.waitForEvent('addon-starting')],
  ['when the descriptor has been checked', (run) => run.waitForEvent('descriptor-checked')],
  ['before the site has been asked to install', (_, gate) => gate.stop(INSTALL, 'there')],
  ['when the site has been asked, and has not answered', (_, gate) => gate.stop(INSTALL, 'back')],
  ['while the site installs', (_, gate) => gate.stop(POLL, 'back')],
  ['when everything is ready', (run) => run.waitForEvent('ready')],
  ['before the site has been asked to uninstall', (run, gate) => atTheEnd(run, gate.stop(REMOVE, 'there'))],
  [
    'when the site has uninstalled, and has not answered',
    (run, gate) => atTheEnd(run, gate.stop(REMOVE, 'back')),
  ],
];

async function atTheEnd(run: RunningProgram, stopped: Promise<void>): Promise<void> {
  await run.waitForEvent('ready');
  void run.interrupt();
  await stopped;
}

async function prepare(kind: 'embedded' | 'real') {
  const instance = await startSite(kind);
  const gate = await startGate(instance.origin);
  const address = await startPublicAddress();
  const addon = await createDevAddon();
  const { dir } = addon;
  const localPort = await freePort();
  address.leadTo(localPort);
  await writeFile(path.join(dir, 'authority.pem'), authority);
  const record = { origin: gate.origin, controlToken: instance.controlToken ?? '' };
  if (kind === 'embedded') await writeInstanceFile(dir, record);
  const env = {
    NODE_EXTRA_CA_CERTS: path.join(dir, 'authority.pem'),
    CONNECT_KEYS_CDN_URL: instance.keysUrl,
    ...(kind === 'real' && {
      CONNECT_KIT_SITE_URL: gate.origin,
      CONNECT_KIT_SITE_EMAIL: 'admin@example.com',
      CONNECT_KIT_SITE_TOKEN: 'admin-api-token',
    }),
  };
  const flags = ['--json', '--url', address.url, '--local-port', String(localPort)];
  const start = async () =>
    spawnNode([await cli(), 'tunnel', ...flags, '--', addon.command], { cwd: dir, env });
  return { instance, gate, addon, start, dir, forget: () => removeInstanceFile(dir, record) };
}

function pidsOf(run: RunningProgram): readonly number[] {
  return run.lines.flatMap((line) => /^(?:self|child) (\d+)$/.exec(line)?.[1] ?? []).map(Number);
}

describe.each(['embedded', 'real'] as const)('a process that is killed, with a site that is %s,', (kind) => {
  it.each(MOMENTS)('%s is made good by the next start', async (_, moment) => {
    const { instance, gate, start, dir, forget } = await prepare(kind);
    const first = await start();
    await moment(first, gate);
    await first.kill();

    const second = await start();
    await second.waitForEvent('ready');
    expect(await installedIn(instance)).toEqual(['dev-addon']);
    expect(pidsOf(first).filter(isAlive)).toEqual([]);

    expect(await second.interrupt()).toMatchObject({ exitCode: 130 });
    expect(await installedIn(instance)).toEqual([]);
    expect(pidsOf(second).filter(isAlive)).toEqual([]);
    await forget();
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it.each(MOMENTS.filter(([name]) => /ready|not answered/.test(name)))(
    '%s may have had another key',
    async (_, moment) => {
      const { instance, gate, start, addon, dir } = await prepare(kind);
      const first = await start();
      await moment(first, gate);
      await first.kill();
      const journal: unknown = JSON.parse(
        await readFile(path.join(dir, '.connect-kit', 'tunnel.json'), 'utf8'),
      );
      expect(journal).toMatchObject({ registrations: [{ key: 'dev-addon' }] });

      await addon.writeDescriptor({ ...DESCRIPTOR, key: 'other-key' });
      const second = await start();
      await second.waitForEvent('leftover-found', ({ key }) => key === 'dev-addon');
      await second.waitForEvent('ready');
      expect(await installedIn(instance)).toEqual(['other-key']);
      await second.interrupt();
      expect(await installedIn(instance)).toEqual([]);
    },
  );
});

it('runs once in a folder', async () => {
  const { start, dir } = await prepare('real');
  const first = await start();
  await first.waitForEvent('ready');
  const second = await start();
  expect(await second.ended).toMatchObject({ exitCode: 3 });
  expect(second.lines.join('\n')).toContain('already-running');
  expect(await first.interrupt()).toMatchObject({ exitCode: 130 });
  expect(await readdir(dir)).not.toContain('.connect-kit');
});
