import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, UsageError } from '../core/errors.ts';
import type { TemplateFile } from './templates.ts';

/** A template is text that people read: what is larger than this is something else. */
export const TREE_LIMITS = { files: 2000, fileBytes: 5 * 1024 * 1024, totalBytes: 50 * 1024 * 1024 };

/** What belongs to a machine or a repository, wherever it stands. */
const NEVER = new Set(['node_modules', '.git', '.DS_Store']);

interface Found {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly size: number;
  readonly isExecutable: boolean;
}

/**
 * Reads the files below a folder, in a stable order; none where there is no folder. Links are refused, since they would
 * bring in what stands elsewhere.
 * @param leftOut names in the folder itself that stay behind
 * @throws {UsageError} for a link, something that is no file, or more than {@link TREE_LIMITS}
 */
export async function readTree(
  folder: string,
  leftOut: ReadonlySet<string> = new Set(),
): Promise<readonly TemplateFile[]> {
  const found = await listFiles(folder, '', leftOut);
  checkLimits(folder, found);
  return Promise.all(
    found.map(async ({ path: file, isExecutable }) => {
      const content = await readFile(path.join(folder, file));
      return isExecutable ? { path: file, content, isExecutable } : { path: file, content };
    }),
  );
}

function checkLimits(folder: string, found: readonly Found[]): void {
  const large = found.find(({ size }) => size > TREE_LIMITS.fileBytes);
  const total = found.reduce((sum, { size }) => sum + size, 0);
  if (large !== undefined)
    throw unusable(path.join(folder, large.path), 'A file of the template is too large.');
  if (found.length > TREE_LIMITS.files) throw unusable(folder, 'The template has too many files.');
  if (total > TREE_LIMITS.totalBytes) throw unusable(folder, 'The template is too large.');
}

async function listFiles(
  folder: string,
  below: string,
  leftOut: ReadonlySet<string>,
): Promise<readonly Found[]> {
  const entries = await readEntries(path.join(folder, below));
  const kept = entries.filter(({ name }) => !NEVER.has(name) && !leftOut.has(name));
  if (kept.length > TREE_LIMITS.files) throw unusable(folder, 'The template has too many files.');
  const lists = kept
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => listEntry(folder, path.posix.join(below, entry.name), entry));
  return (await Promise.all(lists)).flat();
}

async function readEntries(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

async function listEntry(folder: string, relative: string, entry: Dirent): Promise<readonly Found[]> {
  if (entry.isDirectory()) return listFiles(folder, relative, new Set());
  const location = path.join(folder, relative);
  if (entry.isSymbolicLink())
    throw unusable(location, 'The template has a link, which init does not follow.');
  if (!entry.isFile()) throw unusable(location, 'The template has something that is no file.');
  const { size, mode } = await lstat(location);
  return [{ path: relative, size, isExecutable: (mode & 0o100) !== 0 }];
}

function unusable(where: string, message: string): UsageError {
  return new UsageError('unusable-template', message, { where, nextSteps: ['Use another template.'] });
}
