import { readdir, readFile } from 'node:fs/promises';
import type { System } from '../core/context.ts';
import { hasCode, messageOf } from '../core/errors.ts';

/** @returns false when there is no such group, or none that is ours */
export function signalGroup(pid: number, signal: NodeJS.Signals | 0, system: System): boolean {
  try {
    system.kill(-pid, signal);
    return true;
  } catch (error) {
    if (hasCode(error, 'ESRCH', 'EPERM')) return false;
    throw new Error(`cannot signal ${pid}: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Whether anything of the group still runs. Processes that have ended and wait for their parent to take note count as
 * ended: in a container, where the first process inherits orphans, that may be never.
 */
export async function isGroupRunning(pid: number, system: System): Promise<boolean> {
  if (!signalGroup(pid, 0, system)) return false;
  if (system.platform !== 'linux') return true;
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const states = await Promise.all(processes.map((name) => stateInGroup(name, pid)));
  return processes.length === 0 || states.some(isAlive);
}

/**
 * The ids of the processes in the group that have not ended; its leader need not be among them. Only Linux tells:
 * elsewhere it is the leader, which may be gone.
 */
export async function listGroup(pid: number, system: System): Promise<readonly number[]> {
  if (system.platform !== 'linux') return [pid];
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const states = await Promise.all(processes.map((name) => stateInGroup(name, pid)));
  return processes.map(Number).filter((_, index) => isAlive(states[index]));
}

function isAlive(state: string | undefined): boolean {
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** The letter of a process's state; undefined when it is gone, or of another group. See proc_pid_stat(5). */
async function stateInGroup(process: string, group: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${process}/stat`, 'latin1').catch(() => '');
  // The name, in parentheses, may hold anything.
  const [state, , processGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(processGroup) === group ? state : undefined;
}
