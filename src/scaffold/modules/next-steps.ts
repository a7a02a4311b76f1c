import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isRecord, parseJson, stringAt } from '../../core/json.ts';
import { commandsOf, type PackageManagerName, packageManagerNames } from '../package-managers.ts';
import type { FileChange } from './file-change.ts';
import type { ModulePlan } from './module-plan.ts';

/** What to do with a module that was just added; commands are for the folder of the project. */
export async function nextSteps(
  folder: string,
  { routes }: ModulePlan,
  files: readonly FileChange[],
): Promise<readonly string[]> {
  const own = new Set(routes.filter(({ isShared }) => !isShared).map(({ file }) => file));
  const sources = files.map((file) => file.path).filter((file) => own.has(path.posix.parse(file).name));
  const name = packageManagerIn(folder);
  const { exec } = commandsOf({ name, version: undefined });
  if (sources.length === 0) return [`${exec} connect-kit validate descriptor`];
  const hasTests = await hasScript(folder, 'test');
  return [
    `Make it yours: ${sources.join(', ')}`,
    ...(hasTests ? [`${name} test`] : []),
    `${exec} connect-kit dev`,
  ];
}

/** The package manager whose lock file the project has. */
function packageManagerIn(folder: string): PackageManagerName {
  const hasLock = (name: PackageManagerName) =>
    existsSync(path.join(folder, commandsOf({ name, version: undefined }).lockFile));
  return packageManagerNames().find(hasLock) ?? 'npm';
}

async function hasScript(folder: string, name: string): Promise<boolean> {
  try {
    const manifest = parseJson(await readFile(path.join(folder, 'package.json'), 'utf8'));
    return isRecord(manifest) && stringAt(manifest['scripts'], name) !== undefined;
  } catch {
    // Advice is not worth an error.
    return false;
  }
}
