import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { Environment, System } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';
import { isGroupRunning, signalGroup } from './process-group.ts';

/** A command that runs in a process group of its own, so that it ends with everything that it started. */
export interface ProcessTree {
  readonly pid: number;
  /** Settles when the command has ended: with its exit code, or undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>;
  /** Ends the whole group: politely, then after some seconds by force. */
  stop(): Promise<void>;
}

export interface ProcessTreeOptions {
  /** A command line for the shell. */
  readonly command: string;
  readonly cwd: string;
  /** The whole environment of the command. */
  readonly env: Environment;
  readonly system: System;
  /** Each line that the command prints, of either stream. */
  readonly onLine: (line: string) => void;
  /** Milliseconds between asking the command to end and ending it by force. */
  readonly graceMs?: number;
}

const GRACE_MS = 5_000;
const AFTERMATH_MS = 1_000;

/** @throws {EnvironmentError} `command-failed` when the command cannot be started at all */
export function startProcessTree(options: ProcessTreeOptions): ProcessTree {
  const { command, cwd, env, system, onLine, graceMs } = options;
  const subprocess = execa(command, {
    shell: true,
    cwd,
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    extendEnv: false,
    stdin: 'ignore',
    buffer: false,
    all: true,
    reject: false,
    // A group of its own on POSIX; on Windows it would open a window.
    detached: system.platform !== 'win32',
    cleanup: false,
  });
  const { pid } = subprocess;
  if (pid === undefined) {
    throw new EnvironmentError('command-failed', `The command cannot be started: ${command}`, { where: cwd });
  }
  const ended = subprocess.then((result) => result.exitCode);
  void readLines(subprocess.iterable({ from: 'all' }), onLine);
  return {
    pid,
    ended,
    stop: async () => {
      await endGroup(pid, system, ended, graceMs);
    },
  };
}

/**
 * Ends the process group `pid`, politely at first; nothing happens when it is gone.
 * @param ended settles when the process that leads the group has ended, where that can be known
 */
export async function endGroup(
  pid: number,
  system: System,
  ended: Promise<unknown>,
  graceMs = GRACE_MS,
): Promise<void> {
  if (system.platform === 'win32') {
    await execa('taskkill', ['/pid', String(pid), '/T', '/F'], { reject: false });
    return;
  }
  if (!signalGroup(pid, 'SIGTERM', system)) return;
  if (await hasEndedWithin(graceMs, pid, system, ended)) return;
  signalGroup(pid, 'SIGKILL', system);
  // Nothing outlives that, though the system needs a moment to clear it away.
  await hasEndedWithin(AFTERMATH_MS, pid, system, ended);
}

/** Waits for the leader, and for the rest of the group: the shell may end before what it started. */
async function hasEndedWithin(
  ms: number,
  pid: number,
  system: System,
  ended: Promise<unknown>,
): Promise<boolean> {
  const over = new AbortController();
  const timeout = delay(ms, false, { signal: over.signal }).catch(() => false);
  const gone = Promise.all([ended, waitForGroup(pid, system, over.signal)]).then(() => true);
  const result = await Promise.race([gone, timeout]);
  over.abort();
  return result;
}

async function waitForGroup(pid: number, system: System, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await isGroupRunning(pid, system))) await delay(20);
}

async function readLines(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  for await (const line of lines) onLine(String(line));
}
