import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../../core/errors.ts';
import { languageOf } from '../language.ts';
import { wordSet } from '../word-set.ts';

/** Folders that hold what others wrote, or what a build made of the sources. Those that begin with a dot are left out, too. */
const SKIPPED_FOLDERS = wordSet(`
  node_modules bower_components jspm_packages vendor dist build target out obj coverage venv virtualenv
  __pycache__ site-packages Pods cdk.out third_party third-party generated __generated__ web_modules
`);

/** Far above what people write; a folder with more is not the sources of an add-on. */
const MAX_FILES = 100_000;

/**
 * The sources below a folder, as paths relative to it with forward slashes, in an order that does not depend on the
 * machine. Links are not followed: what they lead to within the folder is found by itself.
 */
export async function listSources(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  const files: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    signal.throwIfAborted();
    const entries = await readFolder(path.join(folder, relative));
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!entry.name.startsWith('.') && !SKIPPED_FOLDERS.has(entry.name)) await visit(name);
      } else if (entry.isFile() && languageOf(entry.name) !== undefined && files.length < MAX_FILES) {
        files.push(name);
      }
    }
  };
  await visit('');
  return files;
}

/** What may not be listed has nothing that could be read either. */
async function readFolder(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'ENOENT')) return [];
    throw error;
  }
}
