import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Product } from '../catalog/products.ts';
import { packageFile } from '../core/package-root.ts';

export interface Template {
  /** For people who choose. */
  readonly title: string;
  readonly product: Product;
  /** What the project depends upon: npm refuses a project that has the name of one of its dependencies. */
  readonly reservedNames: readonly string[];
}

/** Every template, by the name of its folder below `templates/`. */
export const templates = {
  express: {
    title: 'Jira add-on with TypeScript and Express',
    product: 'jira',
    reservedNames: ['express', 'tsx', 'typescript', 'connect-kit'],
  },
} as const satisfies Readonly<Record<string, Template>>;

export type TemplateName = keyof typeof templates;
export const DEFAULT_TEMPLATE: TemplateName = 'express';

export function isTemplateName(name: string): name is TemplateName {
  return Object.hasOwn(templates, name);
}

export function templateNames(): readonly TemplateName[] {
  return Object.keys(templates).filter(isTemplateName);
}

export interface TemplateFile {
  /** Relative, with forward slashes. */
  readonly path: string;
  readonly content: Uint8Array;
}

/** What appears when somebody works on a template in its own folder. */
const LEFT_OUT = new Set(['node_modules', 'dist', 'data', '.connect-kit', 'package-lock.json', '.DS_Store']);

/** Reads the files of a template, in a stable order. */
export async function readTemplate(name: TemplateName): Promise<readonly TemplateFile[]> {
  const folder = packageFile('templates', name);
  const paths = await listFiles(folder, '');
  return Promise.all(
    paths.map(async (file) => ({ path: file, content: await readFile(path.join(folder, file)) })),
  );
}

async function listFiles(folder: string, below: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(folder, below), { withFileTypes: true });
  const lists = entries
    .filter(({ name }) => !LEFT_OUT.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => listEntry(folder, below, entry));
  return (await Promise.all(lists)).flat();
}

async function listEntry(folder: string, below: string, entry: Dirent): Promise<readonly string[]> {
  const relative = path.posix.join(below, entry.name);
  return entry.isDirectory() ? listFiles(folder, relative) : [relative];
}
