import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { isRecord, parseJson } from '../core/json.ts';
import type { Prompts } from '../core/prompts.ts';
import { closest } from '../core/suggest.ts';
import { FEATURES, type Feature, type TemplateManifest } from './manifest.ts';
import { keyFor, packageNameFor, problemOfKey, problemOfName, titleFor } from './names.ts';
import {
  isPackageManager,
  type PackageManagerName,
  packageManagerNames,
  packageManagerOf,
} from './package-managers.ts';
import { isProjectProduct, PRODUCT_FACTS, PROJECT_PRODUCTS, type ProjectProduct } from './products.ts';
import { checkTarget } from './target.ts';
import {
  DEFAULT_TEMPLATE,
  isTemplateName,
  loadBundledTemplate,
  type Template,
  type TemplateFile,
  templateNames,
} from './templates.ts';

const DEFAULT_FOLDER = 'my-addon';

/** What the person said on the command line; what is missing is asked or taken from the defaults. */
export interface GivenAnswers {
  readonly folder?: string | undefined;
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly template?: string | undefined;
  readonly product?: string | undefined;
  /** As `--module` takes them; the product's defaults when left out. */
  readonly modules?: readonly string[] | undefined;
  readonly features?: Readonly<Partial<Record<Feature, boolean | undefined>>> | undefined;
  readonly packageManager?: string | undefined;
  readonly install?: boolean | undefined;
  readonly yes: boolean;
  readonly force: boolean;
}

export interface Answers {
  /** Absolute. */
  readonly folder: string;
  readonly packageName: string;
  readonly name: string;
  readonly key: string;
  readonly template: string;
  /** Undefined where the template knows of none. */
  readonly product: ProjectProduct | undefined;
  readonly modules: readonly string[];
  readonly features: readonly Feature[];
  readonly packageManager: PackageManagerName;
  readonly install: boolean;
}

export interface AnswerOptions {
  readonly cwd: string;
  /** `npm_config_user_agent`. */
  readonly userAgent: string | undefined;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
}

/**
 * Completes the answers: those given are checked before anything is asked.
 * @throws UsageError for an answer that will not do, and for a folder that is missing where nobody can be asked
 */
export async function completeAnswers(
  given: GivenAnswers,
  options: AnswerOptions,
): Promise<{ readonly answers: Answers; readonly template: Template }> {
  check('--name', given.name, problemOfName);
  check('--key', given.key, problemOfKey);
  const givenTemplate = readTemplateName(given.template);
  const givenProduct = readProduct(given.product);
  const givenPackageManager = readPackageManager(given.packageManager);
  const prompts = given.yes ? undefined : options.prompts;

  const folder = path.resolve(options.cwd, given.folder ?? (await askFolder(given, prompts)));
  await checkTarget(folder, given.force);
  const templateName = givenTemplate ?? (await askTemplate(prompts));
  const template = await loadBundledTemplate(templateName);
  const product = await chooseProduct(template.manifest, givenProduct, prompts);
  const features = await chooseFeatures(template.manifest, given.features ?? {}, prompts);
  const modules = given.modules ?? (product && template.manifest?.products.get(product)) ?? [];
  const reserved = dependencyNames(await template.readFiles(product, features));
  const packageName = packageNameFor(path.basename(folder), reserved);
  const name =
    given.name ?? (await askText(prompts, 'Name of the add-on', titleFor(packageName), problemOfName));
  const key = given.key ?? (await askText(prompts, 'Key of the add-on', keyFor(packageName), problemOfKey));
  const packageManager = givenPackageManager ?? (await askPackageManager(prompts, options.userAgent));
  const install =
    given.install ??
    (await prompts?.confirm({
      message: `Install the dependencies with ${packageManager}?`,
      initial: true,
    })) ??
    true;
  const answers = {
    folder,
    packageName,
    name: name.trim(),
    key,
    template: templateName,
    product,
    modules,
    features,
    packageManager,
    install,
  };
  return { answers, template };
}

async function chooseProduct(
  manifest: TemplateManifest | undefined,
  given: ProjectProduct | undefined,
  prompts: Prompts | undefined,
): Promise<ProjectProduct | undefined> {
  const products = [...(manifest?.products.keys() ?? [])];
  if (given !== undefined) {
    if (products.includes(given)) return given;
    throw unsupported(
      '--product',
      `This template has nothing for ${PRODUCT_FACTS[given].title}.`,
      products.length === 0 ? 'Leave the flag out.' : `It has: ${products.join(', ')}.`,
    );
  }
  const [initial] = products;
  if (initial === undefined || prompts === undefined || products.length === 1) return initial;
  const choices = products.map((value) => ({ value, label: PRODUCT_FACTS[value].title }));
  return prompts.select({ message: 'Product', initial, choices });
}

async function chooseFeatures(
  manifest: TemplateManifest | undefined,
  given: NonNullable<GivenAnswers['features']>,
  prompts: Prompts | undefined,
): Promise<readonly Feature[]> {
  const chosen: Feature[] = [];
  for (const feature of FEATURES) {
    const known = manifest?.features.get(feature);
    if (known === undefined && given[feature] === true) {
      throw unsupported(`--${feature}`, 'This template does not have that.', 'Leave the flag out.');
    }
    if (known === undefined) continue;
    const isChosen =
      given[feature] ?? (await prompts?.confirm({ message: `${known.title}?`, initial: false })) ?? false;
    if (isChosen) chosen.push(feature);
  }
  return chosen;
}

/** npm refuses a project that has the name of one of its dependencies. */
function dependencyNames(files: readonly TemplateFile[]): readonly string[] {
  const manifest = files.find((file) => file.path === 'package.json');
  if (manifest === undefined) return [];
  try {
    const parsed = parseJson(new TextDecoder().decode(manifest.content));
    const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
    const found = groups.map((group) => (isRecord(parsed) ? parsed[group] : undefined));
    return found.flatMap((group) => (isRecord(group) ? Object.keys(group) : []));
  } catch {
    return [];
  }
}

async function askFolder({ yes }: GivenAnswers, prompts: Prompts | undefined): Promise<string> {
  if (yes) return DEFAULT_FOLDER;
  if (prompts !== undefined) {
    const problemOf = (answer: string) => (answer.trim() === '' ? 'A folder needs a name.' : undefined);
    return prompts.text({ message: 'Folder of the project', initial: DEFAULT_FOLDER, problemOf });
  }
  throw new UsageError('missing-folder', 'The folder for the project is missing.', {
    nextSteps: [
      `Name it: connect-kit init ${DEFAULT_FOLDER}`,
      `Or add --yes to take every default, with ${DEFAULT_FOLDER} as the folder.`,
    ],
  });
}

async function askTemplate(prompts: Prompts | undefined): Promise<string> {
  const names = templateNames();
  if (prompts === undefined || names.length === 1) return DEFAULT_TEMPLATE;
  const loaded = await Promise.all(names.map(loadBundledTemplate));
  const choices = names.map((value, index) => ({ value, label: loaded[index]?.manifest?.title ?? value }));
  return prompts.select({ message: 'Template', initial: DEFAULT_TEMPLATE, choices });
}

async function askPackageManager(
  prompts: Prompts | undefined,
  userAgent: string | undefined,
): Promise<PackageManagerName> {
  const initial = packageManagerOf(userAgent);
  const choices = packageManagerNames().map((value) => ({ value, label: value }));
  return (await prompts?.select({ message: 'Package manager', initial, choices })) ?? initial;
}

async function askText(
  prompts: Prompts | undefined,
  message: string,
  initial: string,
  problemOf: (answer: string) => string | undefined,
): Promise<string> {
  return (await prompts?.text({ message, initial, problemOf })) ?? initial;
}

function readProduct(text: string | undefined): ProjectProduct | undefined {
  if (text === undefined || isProjectProduct(text)) return text;
  throw unknownChoice('--product', text, PROJECT_PRODUCTS);
}

function readTemplateName(text: string | undefined): string | undefined {
  if (text === undefined || isTemplateName(text)) return text;
  throw unknownChoice('--template', text, templateNames());
}

function readPackageManager(text: string | undefined): PackageManagerName | undefined {
  if (text === undefined || isPackageManager(text)) return text;
  throw unknownChoice('--package-manager', text, packageManagerNames());
}

function unknownChoice(flag: string, text: string, choices: readonly string[]): UsageError {
  const meant = closest(text, choices);
  return new UsageError('unknown-choice', `"${text}" is not one of: ${choices.join(', ')}.`, {
    where: flag,
    nextSteps: meant === undefined ? [] : [`Did you mean ${meant}?`],
  });
}

function unsupported(where: string, message: string, nextStep: string): UsageError {
  return new UsageError('unsupported-choice', message, { where, nextSteps: [nextStep] });
}

function check(
  flag: string,
  value: string | undefined,
  problemOf: (value: string) => string | undefined,
): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) throw new UsageError('invalid-answer', problem, { where: flag });
}
