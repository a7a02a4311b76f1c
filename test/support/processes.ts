import { readFileSync } from 'node:fs';

/**
 * Whether a process runs. One that has ended and waits for its parent to take note counts as ended: in a container the
 * first process, which inherits orphans, may take its time.
 */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return stateOf(pid) !== 'Z';
}

/** The letter of the process's state where the system has `/proc`. */
function stateOf(pid: number): string | undefined {
  try {
    return /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
