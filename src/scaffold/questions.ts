import { messageOf, UsageError } from '../core/errors.ts';
import type { Prompts } from '../core/prompts.ts';
import type { CheckedAnswers } from './given.ts';
import { FEATURES, type Feature, type TemplateManifest } from './manifest.ts';
import { type ModuleOption, parseModuleOption } from './modules/module-option.ts';
import { type ChosenPackageManager, packageManagerNames } from './package-managers.ts';
import { PRODUCT_FACTS, type ProjectProduct } from './products.ts';
import type { TemplateAddress } from './sources/address.ts';
import { DEFAULT_TEMPLATE, loadBundledTemplate, templateNames } from './templates.ts';

/** The questions of `init`. Where nobody can be asked, the default is the answer. */
type Asked = Prompts | undefined;

const DEFAULT_FOLDER = 'my-addon';

/** @throws {UsageError} where the folder is missing and nobody can be asked */
export async function chooseFolder({ folder, yes }: CheckedAnswers, prompts: Asked): Promise<string> {
  if (folder !== undefined) return folder;
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

export async function chooseTemplate(
  given: TemplateAddress | undefined,
  prompts: Asked,
): Promise<TemplateAddress> {
  if (given !== undefined) return given;
  const names = templateNames();
  if (prompts === undefined || names.length === 1) return { kind: 'bundled', name: DEFAULT_TEMPLATE };
  const loaded = await Promise.all(names.map(loadBundledTemplate));
  const choices = names.map((value, index) => ({ value, label: loaded[index]?.manifest?.title ?? value }));
  return {
    kind: 'bundled',
    name: await prompts.select({ message: 'Template', initial: DEFAULT_TEMPLATE, choices }),
  };
}

/** @throws {UsageError} for a product that the template has nothing for */
export async function chooseProduct(
  manifest: TemplateManifest | undefined,
  given: ProjectProduct | undefined,
  prompts: Asked,
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

/** @throws {UsageError} for modules of a template that has no place for them, or of another product */
export async function chooseModules(
  manifest: TemplateManifest | undefined,
  product: ProjectProduct | undefined,
  given: readonly ModuleOption[] | undefined,
  prompts: Asked,
): Promise<readonly ModuleOption[]> {
  const defaults = product === undefined ? [] : (manifest?.products.get(product) ?? []);
  if (given !== undefined) {
    if (product !== undefined) return given;
    throw unsupported('--module', 'This template has no modules to choose.', 'Leave the flag out.');
  }
  if (prompts === undefined || defaults.length === 0) return defaults.map((text) => parseModuleOption(text));
  const answer = await prompts.text({
    message: 'Modules, with commas between them',
    initial: defaults.join(', '),
    problemOf: (text) => problemOf(() => parseModules(text)),
  });
  return parseModules(answer);
}

/** @throws {UsageError} for a feature that the template does not have */
export async function chooseFeatures(
  manifest: TemplateManifest | undefined,
  given: CheckedAnswers['features'] = {},
  prompts: Asked,
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

export async function choosePackageManager(
  given: ChosenPackageManager['name'] | undefined,
  initial: ChosenPackageManager,
  prompts: Asked,
): Promise<ChosenPackageManager> {
  const choices = packageManagerNames().map((value) => ({ value, label: value }));
  const name =
    given ??
    (await prompts?.select({ message: 'Package manager', initial: initial.name, choices })) ??
    initial.name;
  return name === initial.name ? initial : { name, version: undefined };
}

export async function askText(
  prompts: Asked,
  message: string,
  initial: string,
  problemOf: (answer: string) => string | undefined,
): Promise<string> {
  return (await prompts?.text({ message, initial, problemOf })) ?? initial;
}

function parseModules(text: string): readonly ModuleOption[] {
  return text
    .split(/[\s,]+/)
    .filter((name) => name !== '')
    .map((name) => parseModuleOption(name));
}

function problemOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function unsupported(where: string, message: string, nextStep: string): UsageError {
  return new UsageError('unsupported-choice', message, { where, nextSteps: [nextStep] });
}
