import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../../core/json.ts';

/** Where a configuration stands. */
export interface ConfigPlace {
  /** Absolute path of the file. */
  readonly file: string;
  /** RFC 6901 pointer to it in the file: empty, or `/connect-kit` in a package.json. */
  readonly pointer: string;
}

export const CONFIG_FILE = 'connect-kit.config.json';
const PACKAGE_KEY = 'connect-kit';

/**
 * The nearest configuration from `cwd` upwards, as far as the root of the repository or the home folder:
 * `connect-kit.config.json`, or `connect-kit` in a package.json. Every run of the command looks for one, so this costs a
 * few questions to the file system and nothing else.
 */
export function findConfig(cwd: string, home: string | undefined): ConfigPlace | undefined {
  let folder = cwd;
  for (;;) {
    const file = path.join(folder, CONFIG_FILE);
    if (existsSync(file)) return { file, pointer: '' };
    const manifest = path.join(folder, 'package.json');
    if (hasConfig(manifest)) return { file: manifest, pointer: `/${PACKAGE_KEY}` };
    const parent = path.dirname(folder);
    if (parent === folder || folder === home || existsSync(path.join(folder, '.git'))) return undefined;
    folder = parent;
  }
}

/** Whether the place is in a package.json, which is one also when it is named outright. */
export function placeIn(file: string): ConfigPlace {
  return { file, pointer: path.basename(file) === 'package.json' ? `/${PACKAGE_KEY}` : '' };
}

function hasConfig(manifest: string): boolean {
  if (!existsSync(manifest)) return false;
  try {
    const text = readFileSync(manifest, 'utf8');
    // Most have not: this spares them being parsed.
    if (!text.includes(`"${PACKAGE_KEY}"`)) return false;
    const value: unknown = JSON.parse(text);
    return isRecord(value) && isRecord(value[PACKAGE_KEY]);
  } catch {
    // A package.json that cannot be read is for others to complain about.
    return false;
  }
}
