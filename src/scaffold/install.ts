import { lstat, rm } from 'node:fs/promises';
import path from 'node:path';
import { CancelledError, EnvironmentError } from '../core/errors.ts';
import type { Answers } from './answers.ts';
import { isBerry } from './package-managers.ts';
import type { Programs } from './programs.ts';

/** Files of a project that package managers obey, beyond package.json: some of them can make those run anything. */
const ORDERS =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.[cm]?js|bunfig\.toml|pnpm-workspace\.yaml|\.pnp\..*)$|^\.yarn\//i;

/** Those of the files which a person has to see before a package manager does. */
export function findOrders(files: readonly string[]): readonly string[] {
  return files.filter((file) => ORDERS.test(file));
}

/**
 * What installs the dependencies of a project, as words of a command line.
 * @param files what the project consists of
 */
export function installCommand(
  { packageManager, workspace, template }: Answers,
  files: readonly string[],
): readonly string[] {
  const { name } = packageManager;
  // With a file of its own, a project is alone already.
  const isTaken = workspace !== undefined && !workspace.isMember && !files.includes('pnpm-workspace.yaml');
  return [
    name,
    'install',
    ...(name === 'pnpm' && isTaken ? ['--ignore-workspace'] : []),
    ...(template.kind === 'bundled' ? [] : quiet(packageManager)),
  ];
}

/** Yarn from version 2 on has a setting for it and no flag. */
function quiet(packageManager: Answers['packageManager']): readonly string[] {
  return isBerry(packageManager) ? ['--mode=skip-build'] : ['--ignore-scripts'];
}

/**
 * Installs the dependencies. When that fails, what it left is removed again; the project stays.
 * @param remaining the commands that the person still has to run then
 * @throws {EnvironmentError} when it fails
 * @throws {CancelledError} when it was interrupted
 */
export async function installDependencies(
  answers: Answers,
  files: readonly string[],
  { programs, signal, remaining }: { programs: Programs; signal: AbortSignal; remaining: readonly string[] },
): Promise<void> {
  const { folder } = answers;
  const [program = '', ...args] = installCommand(answers, files);
  const modules = path.join(folder, 'node_modules');
  const hadModules = await exists(modules);
  const { exitCode, isMissing } = await programs.run(program, args, { folder });
  if (exitCode === 0 && !signal.aborted) return;
  if (!hadModules) await rm(modules, { recursive: true, force: true, maxRetries: 3 });
  const details = { where: folder, nextSteps: ['The project itself is complete. To go on:', ...remaining] };
  if (signal.aborted) {
    const lines = [
      'Interrupted while the dependencies were installed. The project itself is complete. To go on:',
    ];
    throw new CancelledError([...lines, ...remaining.map((command) => `  ${command}`)].join('\n'), details);
  }
  if (isMissing) throw new EnvironmentError('missing-program', `${program} is not installed.`, details);
  throw new EnvironmentError(
    'install-failed',
    `${program} install failed${exitCode === undefined ? '' : ` with exit code ${exitCode}`}.`,
    details,
  );
}

async function exists(location: string): Promise<boolean> {
  try {
    await lstat(location);
    return true;
  } catch {
    return false;
  }
}
