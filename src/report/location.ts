import path from 'node:path';
import type { CheckedSource, ReportContext } from './formatter.ts';

/** Where the text of a source came from, as other programs name it. */
export type SourceLocation =
  /** `path` has forward slashes, and starts at the report's root, or at that of the file system where it is elsewhere. */
  | { readonly kind: 'file'; readonly path: string; readonly isBelowRoot: boolean }
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'stdin' };

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
