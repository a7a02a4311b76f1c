import path from 'node:path';
import { CancelledError, EnvironmentError } from '../core/errors.ts';
import { type AnswerOptions, type Answers, completeAnswers, type GivenAnswers } from './answers.ts';
import { resolveConnectKitSpec } from './connect-kit-spec.ts';
import { packageManagers } from './package-managers.ts';
import type { PlaceholderValues } from './placeholders.ts';
import { planProject } from './plan.ts';
import { PRODUCT_FACTS } from './products.ts';
import { findOverwritten } from './target.ts';
import { writeProject } from './write.ts';

export interface InitOptions extends GivenAnswers {
  /** A version, or a path: see {@link resolveConnectKitSpec}. */
  readonly connectKit: string;
  /** Answer what would be done, and do nothing. */
  readonly dryRun: boolean;
}

/** How a program ended. */
export interface CommandOutcome {
  /** Undefined when it did not end by itself. */
  readonly exitCode: number | undefined;
  /** True when there is no such program. */
  readonly isMissing: boolean;
}

/** Runs a program and shows what it writes. */
type RunCommand = (program: string, args: readonly string[], folder: string) => Promise<CommandOutcome>;

export interface InitCollaborators extends AnswerOptions {
  readonly runCommand: RunCommand;
  readonly signal: AbortSignal;
  /** Told what begins. */
  readonly note: (text: string) => void;
  /** Told what is lost, before it is. */
  readonly warn: (text: string) => void;
}

export interface InitResult {
  readonly project: Answers & { readonly connectKit: string };
  /** Relative to the project, with forward slashes. */
  readonly files: readonly string[];
  /** Those of `files` that existed before. */
  readonly overwritten: readonly string[];
  readonly isDryRun: boolean;
  /** Whether the dependencies were installed. */
  readonly isInstalled: boolean;
  /** Commands to run from where connect-kit was started, in this order. */
  readonly nextSteps: readonly string[];
}

/**
 * Creates a project from a template.
 * @throws UsageError for answers that will not do and folders that are in use
 * @throws EnvironmentError when the project cannot be written, or (the project stays) its dependencies not installed
 */
export async function initProject(
  options: InitOptions,
  collaborators: InitCollaborators,
): Promise<InitResult> {
  const { cwd, signal } = collaborators;
  const connectKit = await resolveConnectKitSpec(options.connectKit, cwd);
  const { answers, template } = await completeAnswers(options, collaborators);
  const isPlain = template.manifest === undefined;
  const files = planProject(
    await template.readFiles(answers.product, answers.features),
    valuesOf(answers, connectKit),
    !isPlain,
  );
  const paths = files.map((file) => file.path);
  const overwritten = await findOverwritten(answers.folder, paths);
  if (signal.aborted) throw new CancelledError();
  if (!options.dryRun) {
    for (const file of overwritten) collaborators.warn(`${file} is overwritten.`);
    await writeProject(answers.folder, files);
    if (answers.install) await installDependencies(answers, collaborators);
  }
  const isInstalled = answers.install && !options.dryRun;
  return {
    project: { ...answers, connectKit },
    files: paths,
    overwritten,
    isDryRun: options.dryRun,
    isInstalled,
    nextSteps: nextSteps(answers, isInstalled, cwd),
  };
}

function valuesOf(answers: Answers, connectKit: string): PlaceholderValues {
  const manager = packageManagers[answers.packageManager];
  return {
    PROJECT_NAME: answers.packageName,
    ADDON_KEY: answers.key,
    ADDON_NAME: answers.name,
    CONNECT_KIT_SPEC: connectKit,
    PRODUCT: PRODUCT_FACTS[answers.product ?? 'jira'].title,
    PM: answers.packageManager,
    EXEC: manager.exec,
    PM_INSTALL_CI: manager.installLocked,
    PM_INSTALL_PROD: manager.installProduction,
    PM_SETUP: manager.setup,
    PM_LOCK: manager.lockFile,
  };
}

async function installDependencies(
  answers: Answers,
  { runCommand, signal, note, cwd }: InitCollaborators,
): Promise<void> {
  const { packageManager, folder } = answers;
  note(`Installing the dependencies with ${packageManager} …`);
  const { exitCode, isMissing } = await runCommand(packageManager, ['install'], folder);
  if (exitCode === 0) return;
  const remaining = nextSteps(answers, false, cwd);
  const details = { where: folder, nextSteps: ['The project itself is complete. To go on:', ...remaining] };
  if (signal.aborted) throw new CancelledError('Interrupted while the dependencies were installed.', details);
  if (isMissing) {
    throw new EnvironmentError('missing-program', `${packageManager} is not installed.`, details);
  }
  throw new EnvironmentError(
    'install-failed',
    `${packageManager} install failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}.`,
    details,
  );
}

function nextSteps(
  { folder, packageManager }: Answers,
  isInstalled: boolean,
  cwd: string,
): readonly string[] {
  const relative = path.relative(cwd, folder);
  return [
    ...(relative === '' ? [] : [`cd ${quoted(relative)}`]),
    ...(isInstalled ? [] : [`${packageManager} install`]),
    `${packageManagers[packageManager].exec} connect-kit dev`,
  ];
}

/** Quoted so that POSIX shells, PowerShell and cmd all read the same folder. */
function quoted(folder: string): string {
  const plain = folder.startsWith('-') ? `.${path.sep}${folder}` : folder;
  return /^[\w@%+=:,./\\~-]+$/.test(plain) ? plain : `"${plain}"`;
}
