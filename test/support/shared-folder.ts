import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../src/core/package-root.ts';

/** A file of the reference material that lies beside the repository in development; absent elsewhere. */
export function sharedFile(...segments: readonly string[]): string {
  return path.join(packageRoot(), '..', 'shared', ...segments);
}

/** Conformance tests need the reference material; where it is absent they are skipped under a name that says so. */
export const hasSharedFolder = existsSync(sharedFile('README.md'));
