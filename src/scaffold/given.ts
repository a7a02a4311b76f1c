import { UsageError } from '../core/errors.ts';
import { closest } from '../core/suggest.ts';
import type { Feature } from './manifest.ts';
import { type ModuleOption, parseModuleOption } from './modules/module-option.ts';
import { problemOfKey, problemOfName } from './names.ts';
import { isPackageManager, type PackageManagerName, packageManagerNames } from './package-managers.ts';
import { isProjectProduct, PROJECT_PRODUCTS, type ProjectProduct } from './products.ts';
import { parseTemplateAddress, type TemplateAddress } from './sources/address.ts';

/** What the person said on the command line; what is missing is asked or taken from the defaults. */
export interface GivenAnswers {
  readonly folder?: string | undefined;
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  /** The name of a template, or where one is: see `parseTemplateAddress`. */
  readonly template?: string | undefined;
  readonly product?: string | undefined;
  /** See `parseModuleOption`; the product's defaults when left out. */
  readonly modules?: readonly string[] | undefined;
  readonly features?: Readonly<Partial<Record<Feature, boolean | undefined>>> | undefined;
  readonly packageManager?: string | undefined;
  readonly install?: boolean | undefined;
  readonly git?: boolean | undefined;
  readonly yes: boolean;
  readonly force: boolean;
}

/** The same, each of them known to be one of its kind. */
export interface CheckedAnswers
  extends Omit<GivenAnswers, 'template' | 'product' | 'modules' | 'packageManager'> {
  readonly template: TemplateAddress | undefined;
  readonly product: ProjectProduct | undefined;
  readonly modules: readonly ModuleOption[] | undefined;
  readonly packageManager: PackageManagerName | undefined;
}

/**
 * Checks what can be checked before anything is asked or fetched.
 * @throws {UsageError} for an answer that will not do
 */
export function checkGiven(given: GivenAnswers, cwd: string): CheckedAnswers {
  check('dir', given.folder, problemOfFolder);
  check('--name', given.name, problemOfName);
  check('--key', given.key, problemOfKey);
  return {
    ...given,
    template: given.template === undefined ? undefined : parseTemplateAddress(given.template, cwd),
    product: readProduct(given.product),
    modules: given.modules?.map((text) => parseModuleOption(text)),
    packageManager: readPackageManager(given.packageManager),
  };
}

/** What a shell makes of a variable that is not set would be the folder that it runs in. */
function problemOfFolder(folder: string): string | undefined {
  return folder.trim() === '' ? 'A folder needs a name: "." is the one that you are in.' : undefined;
}

function readProduct(text: string | undefined): ProjectProduct | undefined {
  if (text === undefined || isProjectProduct(text)) return text;
  throw unknownChoice('--product', text, PROJECT_PRODUCTS);
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

function check(
  flag: string,
  value: string | undefined,
  problemOf: (value: string) => string | undefined,
): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) throw new UsageError('invalid-answer', problem, { where: flag });
}
