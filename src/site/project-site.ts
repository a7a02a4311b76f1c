import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../core/errors.ts';
import { stringAt } from '../core/json.ts';
import { writeFileAtomically } from '../core/write-file.ts';

/** What connect-kit keeps of a project on this machine; none of it belongs into a repository. */
const FOLDER = '.connect-kit';
const FILE = 'site.json';

/** The site that `connect-kit site use` has chosen in `cwd`, or in the nearest folder above it that has chosen one. */
export async function readProjectSite(cwd: string): Promise<string | undefined> {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const name = await readChoice(path.join(folder, FOLDER, FILE));
    if (name !== undefined) return name;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** Chooses the site of the project in `cwd`. */
export async function writeProjectSite(cwd: string, name: string): Promise<void> {
  const folder = path.join(cwd, FOLDER);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  await writeFileAtomically(
    path.join(folder, FILE),
    `${JSON.stringify({ version: 1, site: name }, null, 2)}\n`,
  );
}

/** Forgets the choice that was made in `cwd`. */
export async function removeProjectSite(cwd: string): Promise<void> {
  await rm(path.join(cwd, FOLDER, FILE), { force: true });
}

/** A file that is not ours, or half of one, counts as none. */
async function readChoice(file: string): Promise<string | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return stringAt(value, 'site');
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return undefined;
    throw error;
  }
}
