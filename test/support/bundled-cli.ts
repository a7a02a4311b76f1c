import { copyFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';

/**
 * The command line as one file that Node runs, for tests that must end its process by force. Made from the sources, once
 * for each file of tests; the packed one is for test/e2e.
 */
export function bundledCli(): () => Promise<string> {
  const folder = packageFile('node_modules', '.cache', `connect-kit-test-${process.pid}`);
  let made: Promise<string> | undefined;
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => {
    made ??= bundle(folder);
    return made;
  };
}

async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    cwd: packageFile(),
    input: 'src/main.ts',
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
    logLevel: 'silent',
  });
  await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await build.close();
  // SQLite looks for its WebAssembly beside the code that it is bundled into.
  const wasm = 'node-sqlite3-wasm.wasm';
  await copyFile(packageFile('node_modules/node-sqlite3-wasm/dist', wasm), path.join(folder, wasm));
  return path.join(folder, 'main.mjs');
}
