import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ConnectKitError, EnvironmentError, hasCode, messageOf } from '../../core/errors.ts';
import { printable } from '../printable.ts';
import type { TemplateFile } from '../templates.ts';
import {
  byPath,
  checkEntries,
  isWanted,
  type TemplateTree,
  TREE_LIMITS,
  type TreeEntry,
  unusable,
} from './tree.ts';

interface DiskEntry extends TreeEntry {
  readonly isExecutable: boolean;
}

/** The files of a folder. Links are not followed, wherever they stand below it. */
export function diskTree(root: string): TemplateTree {
  const locate = (file: string) => path.join(root, file);
  return {
    locate,
    hasFolder: (folder) => reading(root, () => hasFolder(root, folder)),
    readText: (file) =>
      reading(root, async () => {
        const found = await statIfThere(locate(file));
        if (found === undefined) return undefined;
        checkEntries([{ path: file, kind: found.isFile() ? 'file' : 'other', size: found.size }], locate);
        return readFile(locate(file), 'utf8');
      }),
    readFolder: (folder, leftOut = new Set()) =>
      reading(root, async () =>
        (await hasFolder(root, folder)) ? readTree(path.join(root, folder), leftOut) : [],
      ),
  };
}

/** What the disk refuses is no fault of connect-kit. */
async function reading<Result>(root: string, read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConnectKitError) throw error;
    throw new EnvironmentError('cannot-read', printable(`The template cannot be read: ${messageOf(error)}`), {
      where: printable(root),
      cause: error,
    });
  }
}

/** @throws {UsageError} where a link stands in the way: following it could lead anywhere */
async function hasFolder(root: string, folder: string): Promise<boolean> {
  const names = folder === '' ? [] : folder.split('/');
  for (let depth = 1; depth <= names.length; depth += 1) {
    const location = path.join(root, ...names.slice(0, depth));
    const found = await statIfThere(location);
    if (found?.isSymbolicLink())
      throw unusable(location, 'The template has a link, and links are not followed.');
    if (!found?.isDirectory()) return false;
  }
  return true;
}

async function readTree(root: string, leftOut: ReadonlySet<string>): Promise<readonly TemplateFile[]> {
  const entries = [...(await listFolder(root, '', leftOut, { left: TREE_LIMITS.files }))].sort(byPath);
  checkEntries(entries, (file) => path.join(root, file));
  return Promise.all(
    entries.map(async ({ path: file, isExecutable }) => {
      const content = await readFile(path.join(root, file));
      return isExecutable ? { path: file, content, isExecutable } : { path: file, content };
    }),
  );
}

async function listFolder(
  root: string,
  below: string,
  leftOut: ReadonlySet<string>,
  budget: { left: number },
): Promise<readonly DiskEntry[]> {
  const entries = await readEntries(path.join(root, below));
  const kept = entries
    .map((entry) => ({ entry, file: path.posix.join(below, entry.name) }))
    .filter(({ file }) => isWanted(file, leftOut));
  budget.left -= kept.length;
  // Folders count, too: otherwise a tree of empty ones has no end.
  if (budget.left < -TREE_LIMITS.files)
    throw unusable(root, `The template has more than ${TREE_LIMITS.files} files.`);
  const lists = kept.map(({ entry, file }) =>
    entry.isDirectory() ? listFolder(root, file, leftOut, budget) : describe(root, file, entry),
  );
  return (await Promise.all(lists)).flat();
}

async function readEntries(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function describe(root: string, file: string, entry: Dirent): Promise<readonly DiskEntry[]> {
  const found = await statIfThere(path.join(root, file));
  // Bytes that are no UTF-8 are lost in the listing, so the name leads nowhere.
  if (found === undefined)
    throw unusable(path.join(root, file), 'The template has a name that cannot be read.');
  const { size, mode } = found;
  const kind = entry.isSymbolicLink() ? 'link' : entry.isFile() ? 'file' : 'other';
  return [{ path: file, kind, size, isExecutable: (mode & 0o100) !== 0 }];
}

async function statIfThere(location: string) {
  try {
    return await lstat(location);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
