import path from 'node:path';
import { CancelledError, UsageError } from '../core/errors.ts';
import type { Prompts } from '../core/prompts.ts';
import { type Answers, completeAnswers } from './answers.ts';
import { composeProject, connectKitFolder, dependenciesOf } from './compose.ts';
import { resolveConnectKitSpec } from './connect-kit-spec.ts';
import { type CheckedAnswers, checkGiven, type GivenAnswers } from './given.ts';
import { findOrders, installDependencies } from './install.ts';
import { addManagerFiles } from './manager-files.ts';
import { nextSteps } from './next-steps.ts';
import { commandsOf } from './package-managers.ts';
import type { PlaceholderValues } from './placeholders.ts';
import type { PlannedFile } from './plan.ts';
import { PRODUCT_FACTS } from './products.ts';
import type { Programs } from './programs.ts';
import { chooseFolder, chooseTemplate } from './questions.ts';
import { createRepository, type RepositoryOutcome } from './repository.ts';
import type { TemplateAddress } from './sources/address.ts';
import { withTemplate } from './sources/open-template.ts';
import { checkTarget, findOverwritten } from './target.ts';
import type { Template } from './templates.ts';
import { writeProject } from './write.ts';

export interface InitOptions extends GivenAnswers {
  /** A version, or a path: see {@link resolveConnectKitSpec}. */
  readonly connectKit: string;
  /** Answer what would be done, and do nothing. */
  readonly dryRun: boolean;
}

export interface InitCollaborators {
  readonly cwd: string;
  /** Where the person is: the next steps begin there. */
  readonly startedIn: string;
  /** Where temporary folders go. */
  readonly temporaryFolder: string;
  /** connect-kit's own. */
  readonly version: string;
  /** `npm_config_user_agent`. */
  readonly userAgent: string | undefined;
  /** Undefined where nobody can be asked. */
  readonly prompts: Prompts | undefined;
  readonly programs: Programs;
  readonly signal: AbortSignal;
  /** Told what begins. */
  readonly note: (text: string) => void;
  /** Told what is lost, before it is, and what a person should know. */
  readonly warn: (text: string) => void;
}

export interface InitResult {
  readonly project: Answers & { readonly connectKit: string; readonly templateTitle: string };
  /** Relative to the project, with forward slashes. */
  readonly files: readonly string[];
  /** Those of `files` that existed before. */
  readonly overwritten: readonly string[];
  readonly isDryRun: boolean;
  /** Whether the dependencies were installed. */
  readonly isInstalled: boolean;
  readonly repository: RepositoryOutcome;
  /** Commands to run from where connect-kit was started, in this order. */
  readonly nextSteps: readonly string[];
}

/**
 * Creates a project from a template.
 * @throws {UsageError} for answers that will not do, folders that are in use, and templates that cannot be used
 * @throws {EnvironmentError} when a template cannot be fetched, the project not be written, or (the project stays) its
 *   dependencies not be installed
 * @throws {CancelledError} when it was interrupted
 */
export async function initProject(
  options: InitOptions,
  collaborators: InitCollaborators,
): Promise<InitResult> {
  const { cwd, signal } = collaborators;
  const connectKit = await resolveConnectKitSpec(options.connectKit, cwd);
  const given = checkGiven(options, cwd);
  const prompts = given.yes ? undefined : collaborators.prompts;
  const folder = path.resolve(cwd, await chooseFolder(given, prompts));
  const target = await checkTarget(folder, given.force);
  const address = await chooseTemplate(given.template, prompts);
  if (address.kind === 'git' || address.kind === 'npm') collaborators.note(`Fetching ${address.label} …`);
  try {
    return await withTemplate(address, collaborators, (template) =>
      createProject({ folder, address, template, given, connectKit, ...target }, options.dryRun, {
        ...collaborators,
        prompts,
      }),
    );
  } catch (error) {
    // What was stopped fails in many ways.
    if (signal.aborted && !(error instanceof CancelledError)) throw new CancelledError();
    throw error;
  }
}

/** What is known before the template's own questions. */
interface Beginning {
  readonly folder: string;
  readonly address: TemplateAddress;
  readonly template: Template;
  readonly given: CheckedAnswers;
  readonly connectKit: string;
  readonly isInUse: boolean;
}

async function createProject(
  beginning: Beginning,
  isDryRun: boolean,
  collaborators: InitCollaborators,
): Promise<InitResult> {
  const { template, given, connectKit } = beginning;
  const { startedIn, signal, warn } = collaborators;
  const { answers, layers } = await completeAnswers(beginning.folder, beginning.address, template, given, {
    ...collaborators,
    isInUse: beginning.isInUse,
  });
  const { files, warnings } = await planAll(answers, template, layers, connectKit, collaborators);
  if (files.length === 0) throw emptyTemplate(labelOf(answers.template));
  const paths = files.map((file) => file.path);
  const overwritten = await findOverwritten(answers.folder, paths);
  if (signal.aborted) throw new CancelledError();
  for (const text of [...warnings, ...workspaceWarnings(answers)]) warn(text);
  const dependencies = dependenciesOf(new Map(files.map((file) => [file.path, file.content])));
  const progress = {
    cwd: startedIn,
    files: paths,
    usesConnectKit: dependencies.includes('connect-kit'),
    nextScript: template.manifest?.nextScript,
  };
  const result = {
    project: { ...answers, connectKit, templateTitle: template.manifest?.title ?? labelOf(answers.template) },
    files: paths,
    overwritten,
    isDryRun,
  };
  if (isDryRun) {
    const steps = nextSteps(answers, { ...progress, isInstalled: false });
    return { ...result, isInstalled: false, repository: 'skipped', nextSteps: steps };
  }
  for (const file of overwritten) warn(`${file} is overwritten.`);
  await writeProject(answers.folder, files, signal);
  const ofTemplate = layers.map(({ path: file }) => file);
  const remaining = nextSteps(answers, { ...progress, isInstalled: false });
  const isInstalled = await install(answers, paths, ofTemplate, { ...collaborators, remaining });
  const repository = answers.git ? await createRepository(answers.folder, collaborators.programs) : 'skipped';
  const steps = nextSteps(answers, { ...progress, isInstalled });
  return { ...result, isInstalled, repository, nextSteps: steps };
}

async function planAll(
  answers: Answers,
  template: Template,
  layers: readonly PlannedFile[],
  connectKit: string,
  { version }: InitCollaborators,
): Promise<{ readonly files: readonly PlannedFile[]; readonly warnings: readonly string[] }> {
  const { folder, packageManager, workspace } = answers;
  // npm and yarn install the packages of a workspace at its root.
  const isHoisted = workspace?.isMember === true && ['npm', 'yarn'].includes(packageManager.name);
  const { files, warnings } = await composeProject(template, layers, {
    values: valuesOf(answers, connectKit),
    templateName: labelOf(answers.template),
    product: answers.product,
    features: answers.features,
    modules: answers.modules,
    connectKitVersion: version,
    connectKitFolder: connectKitFolder(folder, isHoisted ? workspace.root : folder),
  });
  return { files: template.manifest === undefined ? files : await addManagerFiles(files, answers), warnings };
}

function valuesOf(answers: Answers, connectKit: string): PlaceholderValues {
  const manager = commandsOf(answers.packageManager);
  return {
    PROJECT_NAME: answers.packageName,
    ADDON_KEY: answers.key,
    ADDON_NAME: answers.name,
    CONNECT_KIT_SPEC: connectKit,
    PRODUCT: PRODUCT_FACTS[answers.product ?? 'jira'].title,
    PM: answers.packageManager.name,
    EXEC: manager.exec,
    PM_INSTALL_CI: manager.installLocked,
    PM_INSTALL_PROD: manager.installProduction,
    PM_SETUP: manager.setup,
    PM_LOCK: manager.lockFile,
    PM_NODES: manager.nodes,
  };
}

/** @returns whether anything was installed */
async function install(
  answers: Answers,
  files: readonly string[],
  ofTemplate: readonly string[],
  { note, warn, ...others }: InitCollaborators & { readonly remaining: readonly string[] },
): Promise<boolean> {
  if (!answers.install || !files.includes('package.json')) return false;
  const orders = answers.template.kind === 'bundled' ? [] : findOrders(ofTemplate);
  if (orders.length > 0) {
    warn(
      `Nothing is installed: look at ${orders.join(', ')} first, which ${answers.packageManager.name} obeys.`,
    );
    return false;
  }
  note(`Installing the dependencies with ${answers.packageManager.name} …`);
  await installDependencies(answers, files, others);
  return true;
}

function workspaceWarnings({ workspace, packageManager }: Answers): readonly string[] {
  if (workspace === undefined) return [];
  const { root, file, isMember } = workspace;
  const location = path.join(root, file);
  return [
    ...(isMember
      ? []
      : [
          `${location} does not count the folder among its packages: add it there, or the project stands for itself.`,
        ]),
    ...(workspace.packageManager === undefined || workspace.packageManager === packageManager.name
      ? []
      : [`The workspace at ${root} uses ${workspace.packageManager}, not ${packageManager.name}.`]),
  ];
}

function emptyTemplate(label: string): UsageError {
  return new UsageError('unusable-template', 'The template has no files.', {
    where: label,
    nextSteps: ['Name the folder that has them, or use another template.'],
  });
}

function labelOf(address: TemplateAddress): string {
  return address.kind === 'bundled' ? address.name : address.label;
}
