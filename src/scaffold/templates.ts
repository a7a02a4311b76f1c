import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { packageFile } from '../core/package-root.ts';
import { type Feature, MANIFEST_FILE, parseManifest, type TemplateManifest } from './manifest.ts';
import { PRODUCT_FACTS, type ProjectProduct } from './products.ts';
import { diskTree } from './sources/disk-tree.ts';
import { byPath, type TemplateTree } from './sources/tree.ts';

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
  return loadTemplate(diskTree(packageFile('templates')), name);
}

/**
 * Reads the manifest of a template.
 * @param folder where it is in the tree; its parts are anywhere in the tree
 * @throws {UsageError} for a manifest that will not do
 */
export async function loadTemplate(tree: TemplateTree, folder: string): Promise<Template> {
  const file = path.posix.join(folder, MANIFEST_FILE);
  const text = await tree.readText(file);
  if (text === undefined) {
    return {
      manifest: undefined,
      readFiles: () => tree.readFolder(folder),
      readRecipes: async () => NO_RECIPES,
    };
  }
  const where = tree.locate(file);
  const manifest = parseManifest(text, where);
  const parts = await Promise.all(manifest.parts.map((part) => locatePart(tree, folder, part, where)));
  const sources = [...parts, folder];
  return {
    manifest,
    readFiles: (product, features) => readLayers(tree, sources, layersOf(product, features)),
    readRecipes: () => readRecipes(tree, sources),
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
  tree: TemplateTree,
  sources: readonly string[],
  layers: readonly string[],
): Promise<readonly TemplateFile[]> {
  const folders = sources.flatMap((source) => layers.map((layer) => path.posix.join(source, layer)));
  const read = await Promise.all(folders.map((folder) => tree.readFolder(folder, LEFT_OUT)));
  const files = new Map(read.flat().map((file) => [file.path, file]));
  return [...files.values()].sort(byPath);
}

async function readRecipes(tree: TemplateTree, sources: readonly string[]): Promise<Recipes> {
  const trees = await Promise.all(
    sources.map((source) => tree.readFolder(path.posix.join(source, 'recipes'))),
  );
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

/** @throws {UsageError} for a part that is missing, or leads out of the tree */
async function locatePart(tree: TemplateTree, folder: string, part: string, where: string): Promise<string> {
  const location = path.posix.join(folder, part).replace(/\/$/, '');
  const isInside = !/^\.{0,2}$|^\.\.\/|^\/|[\\:]/.test(location) && !path.posix.isAbsolute(part);
  const problem = isInside ? 'is no folder' : 'is outside of the template';
  if (isInside && (await tree.hasFolder(location))) return location;
  throw new UsageError('invalid-template', `The part "${part}" ${problem}.`, { where });
}
