import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError, hasCode, messageOf, UsageError } from '../core/errors.ts';
import { problemOfFolderName } from './names.ts';

/** Entries of a folder that do not count as content: a repository may be there before the project is. */
const IGNORED = new Set(['.git', '.DS_Store']);

/**
 * Checks that a project can be put into `folder`, which may be missing, empty or, with `force`, in use.
 * @returns whether it is in use
 * @throws UsageError when it cannot
 */
export async function checkTarget(folder: string, force: boolean): Promise<{ readonly isInUse: boolean }> {
  await checkNewNames(folder);
  const entries = await listFolder(folder);
  const occupied = entries.filter((entry) => !IGNORED.has(entry));
  if (occupied.length === 0 || force) return { isInUse: occupied.length > 0 };
  const shown = occupied.slice(0, 3).join(', ');
  const others = occupied.length > 3 ? ` and ${occupied.length - 3} more` : '';
  throw new UsageError('folder-not-empty', `The folder is not empty: it has ${shown}${others}.`, {
    where: folder,
    nextSteps: [
      'Choose another folder.',
      'Add --dry-run --force to see what would be overwritten, --force to do it.',
    ],
  });
}

/**
 * Which of `files` exist already.
 * @param files relative paths with forward slashes
 * @throws UsageError when a folder stands where a file belongs, or something else where a folder belongs
 */
export async function findOverwritten(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const overwritten: string[] = [];
  for (const file of files) {
    await checkParents(folder, file);
    const found = await kindOf(path.join(folder, file));
    if (found === 'folder') throw inTheWay(path.join(folder, file), 'A folder');
    if (found !== undefined) overwritten.push(file);
  }
  return overwritten;
}

/** Following a link would write outside the project. */
async function checkParents(folder: string, file: string): Promise<void> {
  const names = file.split('/').slice(0, -1);
  for (let depth = 1; depth <= names.length; depth += 1) {
    const parent = path.join(folder, ...names.slice(0, depth));
    const found = await kindOf(parent);
    if (found !== undefined && found !== 'folder') throw inTheWay(parent, `A ${found}`);
  }
}

async function kindOf(location: string): Promise<'folder' | 'file' | 'link' | undefined> {
  try {
    const found = await lstat(location);
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw unreadable(location, error);
  }
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // A link that leads nowhere is there, too.
    if (hasCode(error, 'ENOENT', 'ELOOP') && (await kindOf(folder)) === 'link')
      throw inTheWay(folder, 'A link');
    if (hasCode(error, 'ENOENT')) return [];
    if (hasCode(error, 'ENOTDIR')) throw inTheWay(folder, 'A file');
    throw unreadable(folder, error);
  }
}

/** The names that will be made must work on every system; those that exist work here already. */
async function checkNewNames(folder: string): Promise<void> {
  for (let current = folder; !(await exists(current)); current = path.dirname(current)) {
    const problem = problemOfFolderName(path.basename(current));
    if (problem !== undefined) throw new UsageError('invalid-folder-name', problem, { where: folder });
    if (path.dirname(current) === current) return;
  }
}

async function exists(location: string): Promise<boolean> {
  try {
    await stat(location);
    return true;
  } catch {
    return false;
  }
}

function inTheWay(location: string, what: string): UsageError {
  return new UsageError('in-the-way', `${what} is in the way.`, {
    where: location,
    nextSteps: ['Choose another folder, or move it away.'],
  });
}

function unreadable(location: string, cause: unknown): EnvironmentError {
  return new EnvironmentError('cannot-read', `The folder cannot be read: ${messageOf(cause)}`, {
    where: location,
    cause,
  });
}
