import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that is about to end, because its code changed, gets this long. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 100;

/**
 * Makes sure that no other process of this machine uses a folder.
 * @returns what gives the folder free again
 * @throws Error when another process keeps it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = `${folder}.lock`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await take(file))) {
    const owner = await readOwner(file);
    if (owner !== undefined && !isRunning(owner)) await rm(file, { force: true });
    else if (Date.now() < deadline) await sleep(PAUSE_MS);
    else throw new Error(`${folder} is in use by process ${owner ?? 'unknown'}: end it, or delete ${file}.`);
  }
  return () => rm(file, { force: true });
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(file: string): Promise<number | undefined> {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  return Number.isInteger(owner) && owner > 0 ? owner : undefined;
}

/** In a container every process has the same number: what is left of a former one is no other process. */
function isRunning(processId: number): boolean {
  if (processId === process.pid) return false;
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
