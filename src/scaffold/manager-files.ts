import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { Answers } from './answers.ts';
import { setProperty } from './json-text.ts';
import { isBerry } from './package-managers.ts';
import type { PlannedFile } from './plan.ts';

/**
 * Adds what a project needs to be installed by the chosen package manager. In a workspace that is for its root to say.
 * Yarn from version 2 on keeps packages in archives unless told otherwise, which not all tools can read; a project says which
 * version it takes; and it is alone only where it has a lock file of its own.
 */
export async function addManagerFiles(
  files: readonly PlannedFile[],
  { packageManager, workspace, folder }: Answers,
): Promise<readonly PlannedFile[]> {
  const { name, version } = packageManager;
  const isClassic = version !== undefined && !isBerry(packageManager);
  if (name !== 'yarn' || isClassic || workspace?.isMember === true) return files;
  const added = new Map<string, PlannedFile>(files.map((file) => [file.path, file]));
  const addText = (file: string, change: (text: string) => string, isNew = false) => {
    const existing = added.get(file);
    if (existing === undefined && !isNew) return;
    const text = existing === undefined ? '' : new TextDecoder().decode(existing.content);
    added.set(file, { ...existing, path: file, content: new TextEncoder().encode(change(text)) });
  };
  if (!added.has('.yarnrc.yml')) addText('.yarnrc.yml', () => 'nodeLinker: node-modules\n', true);
  addText('.gitignore', (text) => (text.includes('.yarn/') ? text : `${text.replace(/\n?$/, '\n')}.yarn/\n`));
  if (isBerry(packageManager)) {
    addText('package.json', (text) =>
      setProperty(text, 'package.json', 'packageManager', `yarn@${version}`, 'type'),
    );
    if (await isBelowPackage(folder)) addText('yarn.lock', (text) => text, true);
  }
  return [...added.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
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
