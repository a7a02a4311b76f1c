import { lstat, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Programs } from './programs.ts';

const FIRST_BRANCH = 'main';
const MESSAGE = 'Create the add-on with connect-kit init';

/** How far a repository got. */
export type RepositoryOutcome = 'committed' | 'initialized' | 'skipped';

/** Whether a folder, which need not exist, is in a repository already, or is one. */
export async function isInRepository(folder: string): Promise<boolean> {
  for (let current = folder; ; current = path.dirname(current)) {
    if (await exists(path.join(current, '.git'))) return true;
    if (path.dirname(current) === current) return false;
  }
}

/**
 * Makes a repository of a new project, with a first commit where git knows whose it is. None of the person's hooks run, and
 * nothing is signed, since a signature may ask for a password. Whatever goes wrong, there is no repository then: it is an
 * extra that nobody has to hear of.
 */
export async function createRepository(folder: string, programs: Programs): Promise<RepositoryOutcome> {
  const git = async (...args: readonly string[]) => {
    const settings = [
      '-c',
      'core.hooksPath=/dev/null',
      '-c',
      'user.useConfigOnly=true',
      '-c',
      'core.safecrlf=false',
    ];
    const { exitCode } = await programs.capture('git', [...settings, ...args], {
      folder,
      // Set while git itself runs something; they would lead to another repository.
      env: {
        GIT_TERMINAL_PROMPT: '0',
        GIT_DIR: undefined,
        GIT_WORK_TREE: undefined,
        GIT_INDEX_FILE: undefined,
      },
    });
    return exitCode === 0;
  };
  const commit = ['commit', '--quiet', '--no-verify', '--no-gpg-sign', `--message=${MESSAGE}`];
  if (!(await git('init', '--quiet', `--initial-branch=${FIRST_BRANCH}`))) return removeRepository(folder);
  if (!(await git('add', '--all'))) return removeRepository(folder);
  if (await git(...commit)) return 'committed';
  return (await git('var', 'GIT_COMMITTER_IDENT')) ? removeRepository(folder) : 'initialized';
}

async function removeRepository(folder: string): Promise<RepositoryOutcome> {
  await rm(path.join(folder, '.git'), { recursive: true, force: true, maxRetries: 3 });
  return 'skipped';
}

async function exists(location: string): Promise<boolean> {
  try {
    await lstat(location);
    return true;
  } catch {
    return false;
  }
}
