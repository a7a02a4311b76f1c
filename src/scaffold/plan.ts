import { UsageError } from '../core/errors.ts';
import { problemOfFileName } from './names.ts';
import { fillPlaceholders, type PlaceholderValues } from './placeholders.ts';
import { printable } from './printable.ts';
import type { TemplateFile } from './templates.ts';

export interface PlannedFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Left out when it is not. */
  readonly isExecutable?: boolean;
}

/** Files that npm or git would treat as theirs while they are in the template. */
const RENAMED: Readonly<Record<string, string>> = {
  _gitignore: '.gitignore',
  _npmrc: '.npmrc',
  _npmignore: '.npmignore',
  _gitattributes: '.gitattributes',
};

/**
 * What a project consists of: the files of a template with their own names and with placeholders filled.
 * @param isStrict false for a plain project, in which what looks like an unknown placeholder is left alone
 * @throws {UsageError} for a template that is broken: an unknown placeholder, or a path that leads out of the project
 */
export function planProject(
  files: readonly TemplateFile[],
  values: PlaceholderValues,
  isStrict = true,
): readonly PlannedFile[] {
  checkPaths(files.map((file) => renamed(file.path)));
  return files.map((file) => {
    const path = renamed(file.path);
    return { ...file, path, content: fillPlaceholders(path, file.content, values, isStrict) };
  });
}

/** @throws {UsageError} for a path that leads out of a project or that some system cannot have, and for two that are one */
export function checkPaths(paths: readonly string[]): void {
  paths.forEach(checkPath);
  checkCollisions(paths);
}

function renamed(path: string): string {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return [...segments, RENAMED[name] ?? name].join('/');
}

/** @throws {UsageError} for a path that leads out of a project, or that some system cannot have */
export function checkPath(path: string): void {
  const segments = path.split('/');
  const isInside = !/[\\:\0]/.test(path) && segments.every((segment) => !['', '.', '..'].includes(segment));
  // Git runs what stands in there; some file systems ignore case, and some leave out what does not show.
  const isGit = segments.some((segment) => /^(?:\.git|git~1)$/i.test(segment.replace(/\p{Cf}/gu, '')));
  if (!isInside || isGit) throw broken(`the template has a file with an unusable path: ${path}`);
  for (const segment of segments) {
    const problem = problemOfFileName(segment);
    if (problem !== undefined)
      throw broken(`the template has a file with an unusable path: ${path}. ${problem}`);
  }
}

/** Some file systems ignore case, and how letters with marks are put together. */
function checkCollisions(paths: readonly string[]): void {
  const spelled = new Map<string, string>();
  for (const path of paths) {
    const segments = path.split('/');
    for (let depth = 1; depth <= segments.length; depth += 1) {
      const part = segments.slice(0, depth).join('/');
      const isFile = depth === segments.length;
      const folded = part.normalize('NFC').toLowerCase();
      const before = spelled.get(folded);
      const entry = isFile ? part : `${part}/`;
      if (before !== undefined && (isFile || before !== entry))
        throw broken(`the template has ${part} twice`);
      spelled.set(folded, entry);
    }
  }
}

function broken(message: string): UsageError {
  return new UsageError('invalid-template', printable(`The template cannot be used: ${message}`));
}
