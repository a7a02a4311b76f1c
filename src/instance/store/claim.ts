import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { System } from '../../core/context.ts';
import { EnvironmentError, hasCode } from '../../core/errors.ts';

const FILE = 'owner.json';

/**
 * Makes this process the only one that uses the databases in a folder. What a killed process left is taken over.
 * @returns a function that gives the folder back
 * @throws {EnvironmentError} when another process that runs has it
 */
export function claimFolder(folder: string, system: System): () => void {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, FILE);
  const own = { pid: system.pid, started: startOf(system.pid) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, `${JSON.stringify(own)}\n`, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!hasCode(error, 'EEXIST') || attempt === 2) throw error;
    }
    const owner = readOwner(file);
    if (owner !== undefined && isAlive(owner, system)) throw inUse(folder, owner.pid, file);
    rmSync(file, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  /** When it started, as the system counts; null where that cannot be told. */
  readonly started: string | null;
}

function readOwner(file: string): Owner | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('started' in value))
      return undefined;
    const { pid, started } = value;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return undefined;
    return { pid, started: typeof started === 'string' ? started : null };
  } catch {
    // Half a file is what a crash leaves.
    return undefined;
  }
}

function isAlive({ pid, started }: Owner, system: System): boolean {
  // A number is given to a new process some time; in a container that starts again, to the very same one.
  if (pid === system.pid) return started !== null && started === startOf(pid);
  try {
    system.kill(pid, 0);
  } catch (error) {
    if (hasCode(error, 'ESRCH')) return false;
    if (!hasCode(error, 'EPERM')) throw error;
  }
  const stat = statOf(pid);
  if (stat === undefined) return true;
  // One that was killed a moment ago waits for its parent to take note.
  const hasEnded = stat.state === 'Z' || stat.state === 'X';
  return !hasEnded && (started === null || stat.started === started);
}

function startOf(pid: number): string | null {
  return statOf(pid)?.started ?? null;
}

/**
 * A process's state and when it started, in ticks since the machine did: fields 3 and 22 of proc_pid_stat(5). Undefined
 * elsewhere than on Linux.
 */
function statOf(pid: number): { state: string; started: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state] = fields;
    const started = fields[19];
    return state === undefined || started === undefined ? undefined : { state, started };
  } catch {
    return undefined;
  }
}

function inUse(folder: string, pid: number, file: string): EnvironmentError {
  return new EnvironmentError(
    'store-in-use',
    `Another dev instance (process ${pid}) uses the data of this folder.`,
    {
      where: folder,
      nextSteps: [
        'Stop it: connect-kit instance stop',
        'Or keep the data of this run in memory: --ephemeral',
        `Or, when process ${pid} is not connect-kit, remove ${file}`,
      ],
    },
  );
}
