import path from 'node:path';
import { type Environment, readEnv } from '../core/context.ts';
import type { CheckedSource, ReportContext } from './formatter.ts';

/** Where the text of a source came from, as other programs name it. */
export type SourceLocation =
  /** `path` has forward slashes, and starts at the report's root, or at that of the file system where it is elsewhere. */
  | { readonly kind: 'file'; readonly path: string; readonly isBelowRoot: boolean }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'stdin' };

/**
 * The folder that a report for other programs names files from. CI services match the names with those in the
 * repository, wherever in it the command runs: GitHub and GitLab say where they have checked it out.
 */
export function findReportRoot(env: Environment, cwd: string): string {
  return path.resolve(cwd, readEnv(env, 'GITHUB_WORKSPACE') ?? readEnv(env, 'CI_PROJECT_DIR') ?? '.');
}

export function locate(
  { source }: Pick<CheckedSource, 'source'>,
  { cwd, root }: Pick<ReportContext, 'cwd' | 'root'>,
): SourceLocation {
  if (source === '<stdin>') return { kind: 'stdin' };
  if (/^https?:\/\//i.test(source)) return { kind: 'url', url: source };
  const file = path.resolve(cwd, source);
  const relative = path.relative(root, file);
  const isBelowRoot = !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  return { kind: 'file', path: (isBelowRoot ? relative : file).replaceAll(path.sep, '/'), isBelowRoot };
}

/** The location as one text: a path, a URL, or `<stdin>`. */
export function nameOfLocation(location: SourceLocation): string {
  if (location.kind === 'stdin') return '<stdin>';
  return location.kind === 'url' ? location.url : location.path;
}
