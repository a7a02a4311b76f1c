import path from 'node:path';
import type { Prompts } from '../core/prompts.ts';
import { dependenciesOf } from './compose.ts';
import type { CheckedAnswers } from './given.ts';
import type { Feature } from './manifest.ts';
import type { ModuleOption } from './modules/module-option.ts';
import { keyFor, packageNameFor, problemOfKey, problemOfName, titleFor } from './names.ts';
import { type ChosenPackageManager, packageManagerOf } from './package-managers.ts';
import type { ProjectProduct } from './products.ts';
import type { Programs } from './programs.ts';
import { askText, chooseFeatures, chooseModules, choosePackageManager, chooseProduct } from './questions.ts';
import { isInRepository } from './repository.ts';
import type { TemplateAddress } from './sources/address.ts';
import type { Template, TemplateFile } from './templates.ts';
import { findWorkspace, type Workspace } from './workspace.ts';

export interface Answers {
  /** Absolute. */
  readonly folder: string;
  readonly packageName: string;
  readonly name: string;
  readonly key: string;
  readonly template: TemplateAddress;
  /** Undefined where the template knows of none. */
  readonly product: ProjectProduct | undefined;
  readonly modules: readonly ModuleOption[];
  readonly features: readonly Feature[];
  readonly packageManager: ChosenPackageManager;
  /** What the folder is put into. */
  readonly workspace: Workspace | undefined;
  readonly install: boolean;
  /** Whether a repository is made. */
  readonly git: boolean;
}

export interface AnswerOptions {
  readonly cwd: string;
  readonly programs: Programs;
  /** `npm_config_user_agent`. */
  readonly userAgent: string | undefined;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  /** Whether the folder has something in it that is not of the project. */
  readonly isInUse: boolean;
}

/**
 * Completes the answers, with those questions that nobody has answered yet.
 * @returns also the files of the template that the answers lead to
 * @throws {UsageError} for an answer that this template has no use for
 */
export async function completeAnswers(
  folder: string,
  address: TemplateAddress,
  template: Template,
  given: CheckedAnswers,
  { prompts, userAgent, isInUse, programs, cwd }: AnswerOptions,
): Promise<{ readonly answers: Answers; readonly layers: readonly TemplateFile[] }> {
  const { manifest } = template;
  const product = await chooseProduct(manifest, given.product, prompts);
  const modules = await chooseModules(manifest, product, given.modules, prompts);
  const features = await chooseFeatures(manifest, given.features, prompts);
  const layers = await template.readFiles(product, features);
  const packageName = packageNameFor(path.basename(folder), dependenciesOf(contentsOf(layers)));
  const name =
    given.name ?? (await askText(prompts, 'Name of the add-on', titleFor(packageName), problemOfName));
  const key = given.key ?? (await askText(prompts, 'Key of the add-on', keyFor(packageName), problemOfKey));
  const workspace = await findWorkspace(folder);
  const chosen = await choosePackageManager(
    given.packageManager,
    managerOf(workspace, userAgent),
    workspace?.packageManager === undefined ? prompts : undefined,
  );
  const packageManager = await withVersion(chosen, programs, cwd);
  const install = await chooseInstall(given.install, address, packageManager.name, prompts);
  const canInitialize = !isInUse && !(await isInRepository(folder));
  const git =
    canInitialize &&
    (given.git ?? (await prompts?.confirm({ message: 'Make it a git repository?', initial: true })) ?? true);
  const answers = {
    folder,
    packageName,
    name: name.trim(),
    key,
    template: address,
    product,
    modules,
    features,
    packageManager,
    workspace,
    install,
    git,
  };
  return { answers, layers };
}

/**
 * What a template from elsewhere brings is for a person to see before anything of it runs, and installing runs things: so it
 * is not done unless somebody asks for it.
 */
async function chooseInstall(
  given: boolean | undefined,
  address: TemplateAddress,
  packageManager: string,
  prompts: Prompts | undefined,
): Promise<boolean> {
  if (given !== undefined) return given;
  if (address.kind !== 'bundled') return false;
  const message = `Install the dependencies with ${packageManager}?`;
  return (await prompts?.confirm({ message, initial: true })) ?? true;
}

function managerOf(workspace: Workspace | undefined, userAgent: string | undefined): ChosenPackageManager {
  const running = packageManagerOf(userAgent);
  if (workspace?.packageManager === undefined) return running;
  const { packageManager: name, version } = workspace;
  return { name, version: version ?? (name === running.name ? running.version : undefined) };
}

/** What a project needs depends on the version of these two, one of which is another program from version 2 on. */
async function withVersion(
  chosen: ChosenPackageManager,
  programs: Programs,
  cwd: string,
): Promise<ChosenPackageManager> {
  if (!['pnpm', 'yarn'].includes(chosen.name) || chosen.version !== undefined) return chosen;
  const { exitCode, stdout } = await programs.capture(chosen.name, ['--version'], { folder: cwd });
  const version = new TextDecoder().decode(stdout).trim();
  return exitCode === 0 && /^\d+\.\d[\w.-]*$/.test(version) ? { ...chosen, version } : chosen;
}

function contentsOf(files: readonly TemplateFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(files.map(({ path: file, content }) => [file, content]));
}
