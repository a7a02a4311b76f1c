import { UsageError } from '../../core/errors.ts';
import { printable } from '../printable.ts';
import type { TemplateFile } from '../templates.ts';

/** The files that a template is among, wherever they are. Paths start from its root, with forward slashes. */
export interface TemplateTree {
  /** How to name a path to a person. */
  locate(path: string): string;
  hasFolder(folder: string): Promise<boolean>;
  /** Undefined when there is no such file. */
  readText(file: string): Promise<string | undefined>;
  /**
   * The files below a folder, paths relative to it, in a stable order; none where there is no folder.
   * @param leftOut names in the folder itself that stay behind
   * @throws {UsageError} for what {@link checkEntries} refuses
   */
  readFolder(folder: string, leftOut?: ReadonlySet<string>): Promise<readonly TemplateFile[]>;
}

/** A template is text that people read: what is larger than this is something else. */
export const TREE_LIMITS = { files: 2000, fileBytes: 5 * 1024 * 1024, totalBytes: 50 * 1024 * 1024 };

/** What belongs to a machine or a repository, wherever it stands. */
const NEVER = new Set(['node_modules', '.git', '.DS_Store']);

/** Something that stands in a tree. */
export interface TreeEntry {
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  readonly size: number;
}

/** Whether an entry of a folder is read at all. */
export function isWanted(path: string, leftOut: ReadonlySet<string>): boolean {
  const segments = path.split('/');
  return !leftOut.has(segments[0] ?? '') && !segments.some((segment) => NEVER.has(segment));
}

/** @throws {UsageError} for links and what else is no file, and for more than {@link TREE_LIMITS} */
export function checkEntries(entries: readonly TreeEntry[], locate: (path: string) => string): void {
  let total = 0;
  if (entries.length > TREE_LIMITS.files) {
    throw unusable(locate(''), `The template has more than ${TREE_LIMITS.files} files.`);
  }
  for (const { path, kind, size } of entries) {
    // What stands for bytes that are no UTF-8.
    if (path.includes('\ufffd')) throw unusable(locate(path), 'The template has a name that cannot be read.');
    if (kind === 'link') throw unusable(locate(path), 'The template has a link, and links are not followed.');
    if (kind === 'other') throw unusable(locate(path), 'The template has something that is no file.');
    if (size > TREE_LIMITS.fileBytes) throw unusable(locate(path), 'A file of the template is too large.');
    total += size;
  }
  if (total > TREE_LIMITS.totalBytes) throw unusable(locate(''), 'The template is too large.');
}

export function unusable(where: string, message: string): UsageError {
  return new UsageError('unusable-template', printable(message), {
    where: printable(where),
    nextSteps: ['Use another template.'],
  });
}

export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}
