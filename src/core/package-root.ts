import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/**
 * The folder of connect-kit's own package.json. Found by walking up, because this module lives at another
 * depth in the bundle than in the sources.
 */
export function packageRoot(): string {
  root ??= findPackageRoot(path.dirname(fileURLToPath(import.meta.url)));
  return root;
}

/** Files that connect-kit ships: `schemas/…`, `templates/…`, `dist/browser/…`. */
export function packageFile(...segments: readonly string[]): string {
  return path.join(packageRoot(), ...segments);
}

let version: string | undefined;

/** connect-kit's own version, as its package.json says. */
export function packageVersion(): string {
  version ??= readVersion();
  return version;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(packageFile('package.json'), 'utf8'));
  if (manifest !== null && typeof manifest === 'object' && 'version' in manifest) {
    return String(manifest.version);
  }
  throw new Error('package.json has no version');
}

function findPackageRoot(from: string): string {
  let folder = from;
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${from}`);
    folder = parent;
  }
  return folder;
}
