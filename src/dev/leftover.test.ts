import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../test/support/processes.ts';
import { createTempDir } from '../../test/support/temp-dir.ts';
import type { System } from '../core/context.ts';
import { endLeftover, forgetProcess, MARK_VARIABLE, rememberProcess } from './leftover.ts';

const system: System = {
  pid: process.pid,
  platform: process.platform,
  kill: (pid, signal) => void process.kill(pid, signal),
};

/** A process in a group of its own that carries `mark`, and how it ended. */
async function startMarked(mark: string, script = '') {
  const child: ChildProcess = spawn(
    process.execPath,
    ['-e', `${script};console.log('up');setInterval(() => {}, 1000)`],
    { detached: true, stdio: ['ignore', 'pipe', 'ignore'], env: { [MARK_VARIABLE]: mark } },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return {
    pid: child.pid ?? 0,
    kill: () => child.kill('SIGKILL'),
    ended,
    isAlive: () => child.exitCode === null && child.signalCode === null,
  };
}

describe.skipIf(process.platform === 'win32')('endLeftover', () => {
  it('ends the process that carries the mark, and forgets it', async () => {
    const dir = await createTempDir();
    const { pid, ended } = await startMarked('mark');
    await rememberProcess(dir, { pid, mark: 'mark' });
    expect(await endLeftover(dir, system)).toBe(pid);
    expect(await ended).toBe('SIGTERM');
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it('ends one that does not want to end', async () => {
    const dir = await createTempDir();
    const { pid, ended } = await startMarked('mark', `process.on('SIGTERM', () => {})`);
    await rememberProcess(dir, { pid, mark: 'mark' });
    expect(await endLeftover(dir, system, 100)).toBe(pid);
    expect(await ended).toBe('SIGKILL');
  });

  it.runIf(process.platform === 'linux')('ends what has outlived the shell that started it', async () => {
    const dir = await createTempDir();
    const addon = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)`;
    const script = `const { pid } = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(addon)}], { stdio: 'ignore' }); require('node:fs').writeFileSync(${JSON.stringify(path.join(dir, 'pid'))}, String(pid))`;
    const { pid, kill, ended } = await startMarked('mark', script);
    const survivor = Number(await readFile(path.join(dir, 'pid'), 'utf8'));
    onTestFinished(() => {
      if (isAlive(survivor)) process.kill(survivor, 'SIGKILL');
    });
    kill();
    await ended;
    await rememberProcess(dir, { pid, mark: 'mark' });
    expect(await endLeftover(dir, system, 100)).toBe(pid);
    expect(isAlive(survivor)).toBe(false);
  });

  it('lets a process live that has got the id since', async () => {
    const dir = await createTempDir();
    const other = await startMarked('another mark');
    await rememberProcess(dir, { pid: other.pid, mark: 'mark' });
    expect(await endLeftover(dir, system)).toBeUndefined();
    expect(other.isAlive()).toBe(true);
    expect(existsSync(path.join(dir, '.connect-kit'))).toBe(false);
  });

  it.each([
    '',
    '{',
    '[]',
    '{"pid":1,"mark":"x"}',
    '{"pid":"2","mark":"x"}',
    '{"pid":-5,"mark":"x"}',
    '{"pid":99}',
  ])('kills nothing for the note %j', async (text) => {
    const dir = await createTempDir();
    await rememberProcess(dir, { pid: 2, mark: 'x' });
    await writeFile(path.join(dir, '.connect-kit', 'dev.json'), text);
    const kill = () => {
      throw new Error('killed something');
    };
    expect(await endLeftover(dir, { ...system, kill })).toBeUndefined();
  });

  it('has nothing to do in a folder without a note', async () => {
    const dir = await createTempDir();
    expect(await endLeftover(dir, system)).toBeUndefined();
  });
});

describe('forgetProcess', () => {
  it('keeps the folder, and git away from it, while something else is in it', async () => {
    const dir = await createTempDir();
    await rememberProcess(dir, { pid: 2, mark: 'x' });
    await writeFile(path.join(dir, '.connect-kit', 'instance.json'), '{}');
    await forgetProcess(dir);
    expect(await readFile(path.join(dir, '.connect-kit', '.gitignore'), 'utf8')).toBe('*\n');
    expect(existsSync(path.join(dir, '.connect-kit', 'dev.json'))).toBe(false);
  });
});
