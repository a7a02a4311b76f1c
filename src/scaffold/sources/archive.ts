import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { messageOf, UsageError } from '../../core/errors.ts';
import { type ListedEntry, listedTree } from './listed-tree.ts';
import { type TemplateTree, TREE_LIMITS, unusable } from './tree.ts';

/** Headers and padding come on top of what the files have. */
const MAX_ARCHIVE = TREE_LIMITS.totalBytes + TREE_LIMITS.files * 2048;

interface ArchiveEntry extends ListedEntry {
  readonly content: Uint8Array;
}

/**
 * The files of a package as npm packs it: a compressed archive, everything in one folder, which is left away.
 * @param name how to name it to a person
 * @throws {UsageError} for what is no such archive, or is too large, or has names that lead out of it
 */
export async function archiveTree(archive: Uint8Array, name: string): Promise<TemplateTree> {
  const { unpackTar } = await import('modern-tar');
  const unpacked = await decompress(archive, name);
  let count = 0;
  const filter = () => {
    count += 1;
    if (count > TREE_LIMITS.files * 2) throw unusable(name, `It has more than ${TREE_LIMITS.files} files.`);
    return true;
  };
  const found = await unpackTar(unpacked, { strict: true, filter }).catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    throw unusable(name, `It is no archive that can be read: ${messageOf(error)}.`);
  });
  const entries: ArchiveEntry[] = [];
  const seen = new Set<string>();
  for (const { header, data = new Uint8Array() } of found) {
    if (header.type === 'directory') continue;
    const path = withoutFirstFolder(header.name);
    if (seen.has(path)) throw unusable(name, `It has ${path} twice.`);
    seen.add(path);
    entries.push({
      path,
      kind: kindOf(header.type),
      size: data.length,
      isExecutable: ((header.mode ?? 0) & 0o100) !== 0,
      content: data,
    });
  }
  return listedTree(name, entries, async (chosen) => chosen.map(({ content }) => content));
}

function kindOf(type: string | undefined): ListedEntry['kind'] {
  if (type === 'link' || type === 'symlink') return 'link';
  return type === undefined || type === 'file' ? 'file' : 'other';
}

/** `package/src/a.ts` → `src/a.ts`; what leads elsewhere keeps its name, to be refused. */
function withoutFirstFolder(name: string): string {
  return /^(?:\.{0,2}\/)/.test(name) ? name : name.replace(/^[^/]*\//, '');
}

async function decompress(archive: Uint8Array, name: string): Promise<Uint8Array> {
  try {
    return await promisify(gunzip)(archive, {
      maxOutputLength: MAX_ARCHIVE,
      finishFlush: constants.Z_FINISH,
    });
  } catch (error) {
    throw unusable(name, `It cannot be unpacked, or is too large: ${messageOf(error)}.`);
  }
}
