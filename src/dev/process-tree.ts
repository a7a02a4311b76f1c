import { execa } from 'execa';
import type { Environment, System } from '../core/context.ts';
import { EnvironmentError, hasCode, messageOf } from '../core/errors.ts';

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
}

const GRACE_MS = 5_000;

/** @throws {EnvironmentError} `command-failed` when the command cannot be started at all */
export function startProcessTree({ command, cwd, env, system, onLine }: ProcessTreeOptions): ProcessTree {
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
      await endGroup(pid, system, ended);
    },
  };
}

/** Ends the process group `pid`; nothing happens when it is gone. */
export async function endGroup(pid: number, system: System, ended: Promise<unknown>): Promise<void> {
  if (system.platform === 'win32') {
    await execa('taskkill', ['/pid', String(pid), '/T', '/F'], { reject: false });
    return;
  }
  if (!signalGroup(pid, 'SIGTERM', system)) return;
  const grace = new AbortController();
  const forced = new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      signalGroup(pid, 'SIGKILL', system);
      resolve();
    }, GRACE_MS);
    grace.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
  await Promise.race([Promise.all([ended, waitForGroup(pid, system, grace.signal)]), forced]);
  grace.abort();
}

/** Resolves when no process of the group is left: the shell may end before what it started. */
async function waitForGroup(pid: number, system: System, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && signalGroup(pid, 0, system)) {
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** @returns false when there is no such group */
function signalGroup(pid: number, signal: NodeJS.Signals | 0, system: System): boolean {
  try {
    system.kill(-pid, signal);
    return true;
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EPERM')) return false;
    throw new Error(`cannot signal ${pid}: ${messageOf(error)}`, { cause: error });
  }
}

async function readLines(lines: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> {
  for await (const line of lines) onLine(String(line));
}
