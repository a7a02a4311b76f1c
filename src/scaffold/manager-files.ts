import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { Answers } from './answers.ts';
import { setProperty } from './json-text.ts';
import { type ChosenPackageManager, isBerry, majorOf } from './package-managers.ts';
import type { PlannedFile } from './plan.ts';

/** Adds what a project needs to be installed by the chosen package manager. In a workspace that is for its root to say. */
export async function addManagerFiles(
  files: readonly PlannedFile[],
  { packageManager, workspace, folder }: Answers,
): Promise<readonly PlannedFile[]> {
  if (workspace?.isMember === true) return files;
  const texts = new Map<string, string>();
  const textOf = (file: string) => {
    const planned = files.find((one) => one.path === file);
    return planned === undefined ? undefined : new TextDecoder().decode(planned.content);
  };
  if (packageManager.name === 'pnpm') addPnpmFiles(texts, textOf, packageManager);
  if (packageManager.name === 'yarn') await addYarnFiles(texts, textOf, packageManager, folder);
  const changed = new Map<string, PlannedFile>(files.map((file) => [file.path, file]));
  for (const [file, text] of texts) {
    changed.set(file, { ...changed.get(file), path: file, content: new TextEncoder().encode(text) });
  }
  return [...changed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

type Texts = Map<string, string>;
type TextOf = (file: string) => string | undefined;

/** From version 11 on, pnpm fails where there are install scripts that nobody has decided about. */
function addPnpmFiles(texts: Texts, textOf: TextOf, manager: ChosenPackageManager): void {
  const major = majorOf(manager);
  // Before version 10, the file was for workspaces alone.
  const isOld = major !== undefined && major < 10;
  if (!isOld && textOf(PNPM_FILE) === undefined) texts.set(PNPM_FILE, PNPM_SETTINGS);
}

const PNPM_FILE = 'pnpm-workspace.yaml';
const PNPM_SETTINGS = `# Nothing here needs the install scripts of its dependencies: they are not run, and that is no error.
strictDepBuilds: false
`;

/**
 * Yarn from version 2 on keeps packages in archives unless told otherwise, which not all tools can read. A project says
 * which version it takes, and stands for itself below another one only where it has a lock file of its own.
 */
async function addYarnFiles(
  texts: Texts,
  textOf: TextOf,
  manager: ChosenPackageManager,
  folder: string,
): Promise<void> {
  if (manager.version !== undefined && !isBerry(manager)) return;
  if (textOf('.yarnrc.yml') === undefined) texts.set('.yarnrc.yml', 'nodeLinker: node-modules\n');
  const ignored = textOf('.gitignore');
  if (ignored !== undefined && !ignored.includes('.yarn/')) {
    texts.set('.gitignore', `${ignored.replace(/\n?$/, '\n')}.yarn/\n`);
  }
  if (!isBerry(manager)) return;
  const manifest = textOf('package.json');
  if (manifest !== undefined) {
    const version = `yarn@${manager.version}`;
    texts.set('package.json', setProperty(manifest, 'package.json', 'packageManager', version, 'type'));
  }
  if (textOf('yarn.lock') === undefined && (await isBelowPackage(folder))) texts.set('yarn.lock', '');
}

async function isBelowPackage(folder: string): Promise<boolean> {
  for (let current = path.dirname(folder); ; current = path.dirname(current)) {
    for (const name of ['package.json', 'yarn.lock']) {
      if (await exists(path.join(current, name))) return true;
    }
    if (path.dirname(current) === current) return false;
  }
}

async function exists(location: string): Promise<boolean> {
  try {
    await lstat(location);
    return true;
  } catch {
    return false;
  }
}
