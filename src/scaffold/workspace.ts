import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { matchesGlob } from '../core/glob.ts';
import { isRecord, parseJson, stringAt } from '../core/json.ts';
import { isPackageManager, type PackageManagerName } from './package-managers.ts';

/** A repository of several packages that a project is put into. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  /** Undefined where nothing says it. */
  readonly packageManager: PackageManagerName | undefined;
  /** Its version where the root's package.json names one. */
  readonly version: string | undefined;
  /** Whether the root counts the folder among its packages. */
  readonly isMember: boolean;
  /** The file that says which folders are packages. */
  readonly file: string;
}

const LOCK_FILES: readonly (readonly [string, PackageManagerName])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/**
 * The workspace that a folder is in, if any: the nearest folder above it that says of others that they are its packages.
 * @param folder absolute; it need not exist
 */
export async function findWorkspace(folder: string): Promise<Workspace | undefined> {
  for (let root = path.dirname(folder); ; root = path.dirname(root)) {
    const found = await readWorkspace(root, folder);
    if (found !== undefined) return found;
    if (path.dirname(root) === root) return undefined;
  }
}

async function readWorkspace(root: string, folder: string): Promise<Workspace | undefined> {
  const manifest = parse(await readText(path.join(root, 'package.json')));
  const pnpm = await readText(path.join(root, 'pnpm-workspace.yaml'));
  const patterns = pnpm === undefined ? patternsOf(manifest) : await pnpmPatterns(pnpm);
  if (patterns === undefined) return undefined;
  const relative = path.relative(root, folder).replaceAll(path.sep, '/');
  const named = /^([a-z]+)@(\d[\w.-]*)/.exec(stringAt(manifest, 'packageManager') ?? '');
  const name = named?.[1] ?? '';
  return {
    root,
    packageManager: isPackageManager(name) ? name : await managerOf(root, pnpm !== undefined),
    version: named?.[2],
    isMember: includes(patterns, relative),
    file: pnpm === undefined ? 'package.json' : 'pnpm-workspace.yaml',
  };
}

async function managerOf(root: string, isPnpm: boolean): Promise<PackageManagerName | undefined> {
  if (isPnpm) return 'pnpm';
  for (const [file, manager] of LOCK_FILES) if (await exists(path.join(root, file))) return manager;
  return undefined;
}

/** npm, yarn and bun: a list, or an object with one. */
function patternsOf(manifest: unknown): readonly string[] | undefined {
  if (!isRecord(manifest)) return undefined;
  const { workspaces } = manifest;
  const list = isRecord(workspaces) ? workspaces['packages'] : workspaces;
  return Array.isArray(list) ? textsOf(list) : undefined;
}

async function pnpmPatterns(text: string): Promise<readonly string[] | undefined> {
  const { parse: parseYaml } = await import('yaml');
  try {
    const value: unknown = parseYaml(text);
    const list = isRecord(value) ? value['packages'] : undefined;
    // Without packages, the file holds settings of a single project.
    return Array.isArray(list) ? textsOf(list) : undefined;
  } catch {
    return undefined;
  }
}

/** A later pattern wins over an earlier one; those behind `!` take away. */
function includes(patterns: readonly string[], relative: string): boolean {
  let isIncluded = false;
  for (const pattern of patterns) {
    const isNegative = pattern.startsWith('!');
    const plain = pattern.slice(isNegative ? 1 : 0).replace(/^\.?\/|\/$/g, '');
    if (alternatives(plain).some((one) => matchesGlob(`/${one}`, `/${relative}`))) isIncluded = !isNegative;
  }
  return isIncluded;
}

/** `{apps,packages}/*` → `apps/*` and `packages/*`. */
function alternatives(pattern: string): readonly string[] {
  const [, before = '', inside, after = ''] = /^(.*?)\{([^{}]*)\}(.*)$/.exec(pattern) ?? [];
  if (inside === undefined) return [pattern];
  return inside.split(',').flatMap((one) => alternatives(`${before}${one}${after}`));
}

function textsOf(list: readonly unknown[]): readonly string[] {
  return list.filter((item): item is string => typeof item === 'string');
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
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
