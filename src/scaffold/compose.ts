import path from 'node:path';
import { PRODUCT_NAMES, type Product } from '../catalog/products.ts';
import { UsageError } from '../core/errors.ts';
import { isRecord, parseJson } from '../core/json.ts';
import { CONFIG_FILE } from '../validate/config/find-config.ts';
import { addToList, setProperty } from './json-text.ts';
import type { Feature, TemplateManifest } from './manifest.ts';
import type { ModuleOption } from './modules/module-option.ts';
import type { ProjectFiles } from './modules/module-plan.ts';
import { isOffered } from './modules/offered.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { checkPaths, type PlannedFile, planProject } from './plan.ts';
import { descriptorFile, PRODUCT_FACTS, type ProjectProduct } from './products.ts';
import type { Template, TemplateFile } from './templates.ts';

/** What a project is to be. */
export interface ProjectSettings {
  readonly values: PlaceholderValues;
  /** How the project names the template that it was made from. */
  readonly templateName: string;
  readonly product: ProjectProduct | undefined;
  readonly features: readonly Feature[];
  readonly modules: readonly ModuleOption[];
  /** The version of connect-kit that makes the project. */
  readonly connectKitVersion: string;
  /** Where connect-kit's own files are, from the project on: `./node_modules/connect-kit`. */
  readonly connectKitFolder: string;
}

export interface Composition {
  readonly files: readonly PlannedFile[];
  /** What a person should know of the modules, as sentences. */
  readonly warnings: readonly string[];
}

const EDITOR_FILE = '.vscode/settings.json';

/**
 * Everything that a project consists of, in memory: the layers of its template, what the features change, the modules, and
 * what says how it was made.
 * @param layers the files that `template` has for the product and the features
 * @throws {UsageError} for a template that is broken, and for modules that it cannot have
 */
export async function composeProject(
  template: Template,
  layers: readonly TemplateFile[],
  settings: ProjectSettings,
): Promise<Composition> {
  const { manifest } = template;
  const planned = planProject(layers, settings.values, manifest !== undefined);
  if (manifest === undefined) return { files: planned, warnings: [] };
  const files = new Map(planned.map((file) => [file.path, file]));
  const contents = new Map(planned.map((file) => [file.path, file.content]));
  for (const host of hostsOf(settings.product)) addFeatures(contents, manifest, settings, host);
  const warnings = await addModules(contents, template, manifest, settings);
  contents.set(CONFIG_FILE, encode(describeOrigin(textOf(contents, CONFIG_FILE), settings)));
  if (dependenciesOf(contents).includes('connect-kit') && !contents.has(EDITOR_FILE)) {
    contents.set(EDITOR_FILE, encode(editorSettings(contents, settings)));
  }
  const composed = [...contents].map(([file, content]) => ({ ...files.get(file), path: file, content }));
  checkPaths([...contents.keys()]);
  return { files: composed.sort((a, b) => (a.path < b.path ? -1 : 1)), warnings };
}

/** The names of what the project's package.json depends upon. */
export function dependenciesOf(files: ProjectFiles): readonly string[] {
  const manifest = readJson(textOf(files, 'package.json'));
  const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  const found = groups.map((group) => (isRecord(manifest) ? manifest[group] : undefined));
  return found.flatMap((group) => (isRecord(group) ? Object.keys(group) : []));
}

function hostsOf(product: ProjectProduct | undefined): readonly Product[] {
  return product === undefined ? [] : PRODUCT_FACTS[product].hosts;
}

function addFeatures(
  contents: Map<string, Uint8Array>,
  manifest: TemplateManifest,
  { product, features }: ProjectSettings,
  host: Product,
): void {
  const file = descriptorFile(product ?? 'jira', host);
  for (const feature of features) {
    const { scopes = [], licensing = false } = manifest.features.get(feature) ?? {};
    const text = textOf(contents, file);
    if (text === undefined) continue;
    const scoped = scopes.length === 0 ? text : addToList(text, file, 'scopes', scopes);
    const licensed = licensing ? setProperty(scoped, file, 'enableLicensing', true, 'apiVersion') : scoped;
    contents.set(file, encode(licensed));
  }
}

async function addModules(
  contents: Map<string, Uint8Array>,
  template: Template,
  manifest: TemplateManifest,
  { product, modules, values }: ProjectSettings,
): Promise<readonly string[]> {
  if (product === undefined || modules.length === 0) return [];
  const [{ planModule }, recipes] = await Promise.all([
    import('./modules/plan-module.ts'),
    template.readRecipes(),
  ]);
  const warnings: string[] = [];
  for (const option of modules) {
    const host = hostOf(option, product);
    const layout = {
      descriptor: descriptorFile(product, host),
      moduleIndex: manifest.moduleIndex,
      recipes,
      addonName: values.ADDON_NAME,
    };
    const { type, key, event } = option;
    const plan = inWordsOfInit(type, () => planModule(contents, layout, { type, product: host, key, event }));
    for (const [file, content] of plan.changed) contents.set(file, content);
    warnings.push(...plan.warnings);
  }
  return warnings;
}

/** A refusal may name flags of `add module`. */
function inWordsOfInit<Result>(type: string, plan: () => Result): Result {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(error.code, error.message, {
      where: `--module ${type}`,
      nextSteps: error.nextSteps.filter((step) => !step.includes('--descriptor-only')),
      cause: error,
    });
  }
}

/** The host product whose descriptor gets a module: the one that was named, else the first that has such modules. */
function hostOf(option: ModuleOption, product: ProjectProduct): Product {
  const { product: named } = option;
  const hosts: readonly Product[] = PRODUCT_FACTS[product].hosts;
  const host = named ?? hosts.find((candidate) => isOffered(option, candidate)) ?? hosts[0];
  if (host !== undefined && hosts.includes(host)) return host;
  throw new UsageError('unsupported-choice', `The project is not for ${PRODUCT_NAMES[named ?? 'jira']}.`, {
    where: '--module',
    nextSteps: ['Choose another --product, or leave the product in front of the module out.'],
  });
}

/** `add module` reads there which template's recipes fit. */
function describeOrigin(text: string | undefined, settings: ProjectSettings): string {
  const { templateName, product, connectKitVersion, connectKitFolder } = settings;
  const schema = `${connectKitFolder}/schemas/config.json`;
  const scaffold = {
    template: templateName,
    ...(product === undefined ? {} : { product }),
    connectKit: connectKitVersion,
  };
  const base = text ?? `{\n  "$schema": ${JSON.stringify(schema)}\n}\n`;
  const config = readJson(base);
  const located =
    isRecord(config) && config['$schema'] === './node_modules/connect-kit/schemas/config.json'
      ? setProperty(base, CONFIG_FILE, '$schema', schema)
      : base;
  return setProperty(located, CONFIG_FILE, 'scaffold', scaffold);
}

/** https://code.visualstudio.com/docs/languages/json#_json-schemas-and-settings */
function editorSettings(files: ProjectFiles, { product, connectKitFolder }: ProjectSettings): string {
  const schemas = hostsOf(product).map((host) => ({
    fileMatch: [`/${descriptorFile(product ?? 'jira', host)}`],
    url: `${connectKitFolder}/schemas/${host}-descriptor.json`,
  }));
  const existing = schemas.filter(({ fileMatch: [file = ''] }) => files.has(file.slice(1)));
  return `${JSON.stringify({ 'json.schemas': existing }, null, 2)}\n`.replace(
    /\[\n\s+("[^"\n]*")\n\s+\]/g,
    '[$1]',
  );
}

function readJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parseJson(text);
  } catch {
    return undefined;
  }
}

function textOf(files: ProjectFiles, file: string): string | undefined {
  const content = files.get(file);
  return content === undefined ? undefined : new TextDecoder().decode(content);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Where connect-kit is found from a project on, given the folder that packages are installed into. */
export function connectKitFolder(folder: string, modulesRoot: string): string {
  const relative = path.relative(folder, modulesRoot).replaceAll(path.sep, '/');
  return `${relative === '' ? '.' : relative}/node_modules/connect-kit`;
}
