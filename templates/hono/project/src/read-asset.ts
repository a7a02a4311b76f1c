import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FOLDER } from './config.ts';

/** Reads a file of `public/`; undefined when there is none of that name. */
export async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path.join(PROJECT_FOLDER, 'public', name)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && MISSING.has(String(error.code))) return undefined;
    throw error;
  }
}

const MISSING: ReadonlySet<string> = new Set(['ENOENT', 'EISDIR', 'ENOTDIR']);
