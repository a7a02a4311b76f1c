import path from 'node:path';
import { byPath, checkEntries, isWanted, type TemplateTree, type TreeEntry, unusable } from './tree.ts';

/** An entry of a list that came from elsewhere. */
export interface ListedEntry extends TreeEntry {
  readonly isExecutable: boolean;
}

/**
 * A tree of which there is a list, such as an archive or a commit. Nothing of it is ever put onto the disk under a name
 * that it chose itself.
 * @param name how to name the whole to a person
 * @param readAll the contents of some of the entries, in their order
 * @throws {UsageError} for names that lead out of the tree
 */
export function listedTree<Entry extends ListedEntry>(
  name: string,
  entries: readonly Entry[],
  readAll: (entries: readonly Entry[]) => Promise<readonly Uint8Array[]>,
): TemplateTree {
  for (const entry of entries) checkName(name, entry.path);
  const locate = (file: string) => (file === '' ? name : `${file} of ${name}`);
  const read = async (found: readonly Entry[]) => {
    checkEntries(found, locate);
    const contents = await readAll(found);
    contents.forEach((content, index) => {
      if (isPointer(content)) throw unusable(locate(found[index]?.path ?? ''), 'A file is kept in Git LFS.');
    });
    return contents;
  };
  return {
    locate,
    hasFolder: async (folder) =>
      folder === '' || entries.some((entry) => entry.path.startsWith(`${folder}/`)),
    readText: async (file) => {
      const found = entries.filter((entry) => entry.path === file);
      const [content] = await read(found);
      return content === undefined ? undefined : new TextDecoder().decode(content);
    },
    readFolder: async (folder, leftOut = new Set()) => {
      const prefix = folder === '' ? '' : `${folder}/`;
      const found = entries
        .filter(
          (entry) => entry.path.startsWith(prefix) && isWanted(entry.path.slice(prefix.length), leftOut),
        )
        .sort(byPath);
      const contents = await read(found);
      return found.map((entry, index) => ({
        path: entry.path.slice(prefix.length),
        content: contents[index] ?? new Uint8Array(),
        ...(entry.isExecutable ? { isExecutable: true } : {}),
      }));
    },
  };
}

function checkName(name: string, file: string): void {
  const isPlain = file !== '' && !/[\\\0]|^[a-z]:/i.test(file) && path.posix.normalize(file) === file;
  if (!isPlain || file.startsWith('/') || file.split('/').includes('..')) {
    throw unusable(name, `The template has a file with an unusable path: ${JSON.stringify(file)}.`);
  }
}

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
function isPointer(content: Uint8Array): boolean {
  if (content.length > 1024) return false;
  return new TextDecoder().decode(content).startsWith('version https://git-lfs.github.com/spec/');
}
