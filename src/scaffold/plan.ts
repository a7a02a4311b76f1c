import type { TemplateFile } from './templates.ts';

export interface PlannedFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** What a template may leave open. `templates/README.md` documents them. */
export interface PlaceholderValues {
  readonly PROJECT_NAME: string;
  readonly ADDON_KEY: string;
  readonly ADDON_NAME: string;
  readonly CONNECT_KIT_SPEC: string;
  /** The package manager, for instance `npm`. */
  readonly PM: string;
  /** What runs a program of a dependency, for instance `npx`. */
  readonly EXEC: string;
}

/** Files that npm or git would treat as theirs while they are in the template. */
const RENAMED: Readonly<Record<string, string>> = { _gitignore: '.gitignore' };

/**
 * What a project consists of. Placeholders (`__NAME__`) are filled in JSON and Markdown only: code reads its
 * configuration at run time, so that a template is a program as it stands.
 * @throws Error for a template that is broken: an unknown placeholder, or a path that leads out of the project
 */
export function planProject(
  files: readonly TemplateFile[],
  values: PlaceholderValues,
): readonly PlannedFile[] {
  const planned = files.map((file) => {
    const path = renamed(file.path);
    return { path, content: fill(path, file.content, values) };
  });
  const seen = new Set<string>();
  for (const { path } of planned) {
    checkPath(path);
    // Some file systems ignore case.
    if (seen.has(path.toLowerCase())) throw new Error(`the template has ${path} twice`);
    seen.add(path.toLowerCase());
  }
  return planned;
}

function renamed(path: string): string {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return [...segments, RENAMED[name] ?? name].join('/');
}

function checkPath(path: string): void {
  const isInside =
    !/[\\:\0]/.test(path) && path.split('/').every((segment) => !['', '.', '..', '.git'].includes(segment));
  if (!isInside) throw new Error(`the template has a file with an unusable path: ${path}`);
}

function fill(path: string, content: Uint8Array, values: PlaceholderValues): Uint8Array {
  const encode = path.endsWith('.json') ? insideJsonString : path.endsWith('.md') ? asIs : undefined;
  if (encode === undefined) return content;
  const known: Readonly<Record<string, string>> = { ...values };
  const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  const filled = text.replace(/__([A-Z]+(?:_[A-Z]+)*)__/g, (placeholder, name: string) => {
    const value = known[name];
    if (value === undefined) throw new Error(`${path} has an unknown placeholder: ${placeholder}`);
    return encode(value);
  });
  return new TextEncoder().encode(filled);
}

function insideJsonString(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function asIs(value: string): string {
  return value;
}
