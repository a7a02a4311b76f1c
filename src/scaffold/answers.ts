import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import type { Prompts } from '../core/prompts.ts';
import { closest } from '../core/suggest.ts';
import { keyFor, packageNameFor, problemOfKey, problemOfName, titleFor } from './names.ts';
import {
  isPackageManager,
  type PackageManagerName,
  packageManagerNames,
  packageManagerOf,
} from './package-managers.ts';
import { checkTarget } from './target.ts';
import {
  DEFAULT_TEMPLATE,
  isTemplateName,
  type TemplateName,
  templateNames,
  templates,
} from './templates.ts';

const DEFAULT_FOLDER = 'my-addon';

/** What the person said on the command line; what is missing is asked or taken from the defaults. */
export interface GivenAnswers {
  readonly folder?: string | undefined;
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly template?: string | undefined;
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
  readonly template: TemplateName;
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
export async function completeAnswers(given: GivenAnswers, options: AnswerOptions): Promise<Answers> {
  check('--name', given.name, problemOfName);
  check('--key', given.key, problemOfKey);
  const givenTemplate = readTemplateName(given.template);
  const givenPackageManager = readPackageManager(given.packageManager);
  const prompts = given.yes ? undefined : options.prompts;

  const folder = path.resolve(options.cwd, given.folder ?? (await askFolder(given, prompts)));
  await checkTarget(folder, given.force);
  const template = givenTemplate ?? (await askTemplate(prompts));
  const packageName = packageNameFor(path.basename(folder), templates[template].reservedNames);
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
  return { folder, packageName, name: name.trim(), key, template, packageManager, install };
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

async function askTemplate(prompts: Prompts | undefined): Promise<TemplateName> {
  const names = templateNames();
  if (prompts === undefined || names.length === 1) return DEFAULT_TEMPLATE;
  const choices = names.map((value) => ({ value, label: templates[value].title }));
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

function readTemplateName(text: string | undefined): TemplateName | undefined {
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

function check(
  flag: string,
  value: string | undefined,
  problemOf: (value: string) => string | undefined,
): void {
  const problem = value === undefined ? undefined : problemOf(value);
  if (problem !== undefined) throw new UsageError('invalid-answer', problem, { where: flag });
}
