import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import type { System } from '../core/context.ts';
import { startProcessTree } from './process-tree.ts';

const system: System = {
  pid: process.pid,
  platform: process.platform,
  kill: (pid, signal) => void process.kill(pid, signal),
};
const NODE = JSON.stringify(process.execPath);

/** Starts a command, and collects what it prints. */
function start(command: string, graceMs?: number) {
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  const tree = startProcessTree({
    command,
    cwd: process.cwd(),
    env: { PATH: process.env['PATH'], ONLY: 'this', NOT: undefined },
    system,
    onLine: (line) => {
      lines.push(line);
      for (const resolve of waiting.splice(0)) resolve();
    },
    ...(graceMs === undefined ? {} : { graceMs }),
  });
  onTestFinished(() => tree.stop());
  const waitForLines = async (count: number) => {
    while (lines.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    return [...lines];
  };
  return { tree, waitForLines };
}

function script(text: string): string {
  return `${NODE} -e ${JSON.stringify(text)}`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What ends with its parent gone is cleared away by the system, whenever it comes to it. */
async function expectGone(pids: readonly number[]): Promise<void> {
  for (let tries = 0; pids.some(isAlive) && tries < 160; tries += 1) await delay(25);
  expect(pids.filter(isAlive)).toEqual([]);
}

/** Three generations; each prints its id, and what it does with a request to end. */
const GENERATIONS = `
const [, , depth, isStubborn] = process.argv;
if (isStubborn) process.on('SIGTERM', () => console.log('no'));
const args = [__filename, String(depth - 1), isStubborn].filter(Boolean);
if (depth > 1) require('node:child_process').spawn(process.execPath, args, { stdio: 'inherit' });
setInterval(() => {}, 1000);
console.log(process.pid);
`;

async function startGenerations(isStubborn: boolean, graceMs?: number) {
  const file = path.join(await createTempDir(), 'generations.cjs');
  await writeFile(file, GENERATIONS);
  const args = isStubborn ? '3 stubborn' : '3';
  // The shell stays, as it does for a script of package.json.
  const { tree, waitForLines } = start(`true && ${NODE} ${JSON.stringify(file)} ${args}; true`, graceMs);
  const pids = (await waitForLines(3)).map(Number);
  return { tree, waitForLines, pids };
}

describe.skipIf(process.platform === 'win32')('a tree of processes', () => {
  it('tells its lines, its exit code, and gets the environment that it is given alone', async () => {
    const { tree, waitForLines } = start(
      script(
        `console.log(process.env.ONLY, process.env.NOT, process.env.HOME); console.error('second'); process.exit(3)`,
      ),
    );
    expect(await tree.ended).toBe(3);
    expect([...(await waitForLines(2))].sort()).toEqual(['second', 'this undefined undefined']);
  });

  it('that is ended by a signal has no exit code', async () => {
    const { tree, waitForLines } = start(script(`console.log('up'); setInterval(() => {}, 1000)`));
    await waitForLines(1);
    await tree.stop();
    expect(await tree.ended).toBeUndefined();
  });

  it('ends with the children of its children', async () => {
    const { tree, pids } = await startGenerations(false);
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    await tree.stop();
    await expectGone([tree.pid, ...pids]);
  });

  it('is ended by force when it does not end by itself', async () => {
    const { tree, waitForLines, pids } = await startGenerations(true, 300);
    await tree.stop();
    expect((await waitForLines(6)).slice(3)).toEqual(['no', 'no', 'no']);
    await expectGone([tree.pid, ...pids]);
  });

  it('may be stopped when it has ended, and twice', async () => {
    const { tree } = start(script('process.exit(0)'));
    expect(await tree.ended).toBe(0);
    await tree.stop();
    await Promise.all([tree.stop(), tree.stop()]);
  });

  it('needs a folder that exists', () => {
    const options = { command: 'true', env: {}, system, onLine: () => {} };
    expect(() => startProcessTree({ ...options, cwd: '/nowhere/at/all' })).toThrow('cannot be started');
  });
});
