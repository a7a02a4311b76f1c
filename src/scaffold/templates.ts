import { existsSync, readdirSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, UsageError } from '../core/errors.ts';
import { packageFile } from '../core/package-root.ts';
import { type Feature, MANIFEST_FILE, parseManifest, type TemplateManifest } from './manifest.ts';
import { PRODUCT_FACTS, type ProjectProduct } from './products.ts';
import { readTree } from './read-tree.ts';

export interface TemplateFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Left out when it is not. */
  readonly isExecutable?: boolean;
}

/** The layers of a template that belong to routes of modules. */
export interface Recipes {
  /** The files of the first of `names` that the template has. */
  find(names: readonly string[]): readonly TemplateFile[] | undefined;
}

export interface Template {
  /** Undefined for a plain project: its files are copied, and there is nothing to choose. */
  readonly manifest: TemplateManifest | undefined;
  /** The files of a project, later layers over earlier ones. */
  readFiles(
    product: ProjectProduct | undefined,
    features: readonly Feature[],
  ): Promise<readonly TemplateFile[]>;
  readRecipes(): Promise<Recipes>;
}

export const DEFAULT_TEMPLATE = 'express';

/** What appears when somebody works on a template in its own folder. */
const LEFT_OUT = new Set([
  'dist',
  'data',
  '.connect-kit',
  '.env',
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
]);

/** The templates that come with connect-kit: the folders below `templates/` that have a manifest; the default first. */
export function templateNames(): readonly string[] {
  const names = readdirSync(packageFile('templates')).filter(isTemplateName);
  return names.sort(
    (a, b) => Number(b === DEFAULT_TEMPLATE) - Number(a === DEFAULT_TEMPLATE) || (a < b ? -1 : 1),
  );
}

export function isTemplateName(name: string): boolean {
  return /^[\w-]+$/.test(name) && existsSync(packageFile('templates', name, MANIFEST_FILE));
}

/** One of {@link templateNames}. */
export function loadBundledTemplate(name: string): Promise<Template> {
  return loadTemplate(packageFile('templates', name), packageFile('templates'));
}

/**
 * Reads the manifest of a template.
 * @param root what its parts must not leave
 * @throws {UsageError} for a manifest that will not do
 */
export async function loadTemplate(folder: string, root: string = folder): Promise<Template> {
  const text = await readManifest(path.join(folder, MANIFEST_FILE));
  if (text === undefined) {
    return { manifest: undefined, readFiles: () => readTree(folder), readRecipes: async () => NO_RECIPES };
  }
  const manifest = parseManifest(text, path.join(folder, MANIFEST_FILE));
  const parts = await Promise.all(manifest.parts.map((part) => locatePart(folder, root, part)));
  const sources = [...parts, folder];
  return {
    manifest,
    readFiles: (product, features) => readLayers(sources, layersOf(product, features)),
    readRecipes: () => readRecipes(sources),
  };
}

const NO_RECIPES: Recipes = { find: () => undefined };

/** The folders of a part or template that make a project, the first at the bottom. */
function layersOf(product: ProjectProduct | undefined, features: readonly Feature[]): readonly string[] {
  const products = product === undefined ? [] : PRODUCT_FACTS[product].layers;
  return [
    'project',
    ...products.map((name) => `products/${name}`),
    ...features.map((name) => `features/${name}`),
  ];
}

async function readLayers(
  sources: readonly string[],
  layers: readonly string[],
): Promise<readonly TemplateFile[]> {
  const folders = sources.flatMap((source) => layers.map((layer) => path.join(source, layer)));
  const trees = await Promise.all(folders.map((folder) => readTree(folder, LEFT_OUT)));
  const files = new Map(trees.flat().map((file) => [file.path, file]));
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readRecipes(sources: readonly string[]): Promise<Recipes> {
  const trees = await Promise.all(sources.map((source) => readTree(path.join(source, 'recipes'))));
  const recipes = new Map<string, Map<string, TemplateFile>>();
  for (const file of trees.flat()) {
    const [name = '', ...rest] = file.path.split('/');
    const files = recipes.get(name) ?? new Map<string, TemplateFile>();
    const relative = rest.join('/');
    if (relative !== '') recipes.set(name, files.set(relative, { ...file, path: relative }));
  }
  return {
    find: (names) => {
      const name = names.find((candidate) => recipes.has(candidate));
      const files = name === undefined ? undefined : recipes.get(name);
      return files === undefined ? undefined : [...files.values()];
    },
  };
}

async function locatePart(folder: string, root: string, part: string): Promise<string> {
  const location = path.resolve(folder, part);
  const relative = path.relative(root, location);
  const names = relative.split(path.sep);
  const isInside = relative !== '' && names[0] !== '..' && !path.isAbsolute(relative) && !part.includes('\\');
  if (!isInside) throw partError(folder, `The part "${part}" is outside of the template.`);
  for (let depth = 1; depth <= names.length; depth += 1) {
    const found = await statIfThere(path.join(root, ...names.slice(0, depth)));
    if (!found?.isDirectory()) throw partError(folder, `The part "${part}" is no folder.`);
  }
  return location;
}

async function readManifest(file: string): Promise<string | undefined> {
  const found = await statIfThere(file);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new UsageError('invalid-template', 'The manifest is no file.', { where: file });
  return readFile(file, 'utf8');
}

async function statIfThere(location: string) {
  try {
    return await lstat(location);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function partError(folder: string, message: string): UsageError {
  return new UsageError('invalid-template', message, { where: path.join(folder, MANIFEST_FILE) });
}
