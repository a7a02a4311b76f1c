import { mkdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { System } from '../core/context.ts';
import { hasCode } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { listGroup } from './process-group.ts';
import { endGroup } from './process-tree.ts';

/**
 * Remembers the add-on's process in `.connect-kit/dev.json`, so that the next start can end what a crash of
 * connect-kit left running. A process counts as ours only when it carries the mark that we gave it.
 */
export interface Leftover {
  readonly pid: number;
  readonly mark: string;
}

/** The environment variable that carries the mark. */
export const MARK_VARIABLE = 'CONNECT_KIT_DEV_MARK';

export async function rememberProcess(dir: string, leftover: Leftover): Promise<void> {
  const folder = path.join(dir, '.connect-kit');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  await writeFile(fileIn(dir), `${JSON.stringify({ version: 1, ...leftover })}\n`);
}

export async function forgetProcess(dir: string): Promise<void> {
  await rm(fileIn(dir), { force: true });
  const folder = path.join(dir, '.connect-kit');
  try {
    await rm(path.join(folder, '.gitignore'), { force: true });
    await rmdir(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    await writeFile(path.join(folder, '.gitignore'), '*\n');
  }
}

/** Ends the process of an earlier run that is still there. @returns its id, when there was one */
export async function endLeftover(
  dir: string,
  system: System,
  graceMs?: number,
): Promise<number | undefined> {
  const leftover = await readLeftover(dir);
  if (leftover === undefined || system.platform === 'win32') return undefined;
  const isOurs = await endMarked(leftover, system, graceMs);
  await forgetProcess(dir);
  return isOurs ? leftover.pid : undefined;
}

/** Ends a process with its group if it carries the mark. @returns whether it did */
export async function endMarked(leftover: Leftover, system: System, graceMs?: number): Promise<boolean> {
  if (system.platform === 'win32' || !(await groupCarriesMark(leftover, system))) return false;
  await endGroup(leftover.pid, system, Promise.resolve(), graceMs);
  return true;
}

async function readLeftover(dir: string): Promise<Leftover | undefined> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(fileIn(dir), 'utf8'));
  } catch {
    // No file, or half of one: there is nothing to go by.
    return undefined;
  }
  const mark = stringAt(value, 'mark');
  const pid = isRecord(value) ? value['pid'] : undefined;
  if (mark === undefined || typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 1) return undefined;
  return { pid, mark };
}

/** The shell that leads the group may have ended before the add-on that it started. */
async function groupCarriesMark({ pid, mark }: Leftover, system: System): Promise<boolean> {
  for (const member of await listGroup(pid, system)) {
    if (await carriesMark({ pid: member, mark })) return true;
  }
  return false;
}

/** Process ids are used again, so the process must show the mark in its environment. */
async function carriesMark({ pid, mark }: Leftover): Promise<boolean> {
  const wanted = `${MARK_VARIABLE}=${mark}`;
  try {
    return (await readFile(`/proc/${pid}/environ`, 'utf8')).split('\0').includes(wanted);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EACCES', 'EPERM', 'ESRCH')) throw error;
  }
  const { stdout } = await execa('ps', ['eww', '-o', 'command=', '-p', String(pid)], { reject: false });
  return typeof stdout === 'string' && stdout.split(/\s+/).includes(wanted);
}

function fileIn(dir: string): string {
  return path.join(dir, '.connect-kit', 'dev.json');
}
