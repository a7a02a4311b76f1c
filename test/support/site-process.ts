import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { onTestFinished } from 'vitest';
import { stringAt } from '../../src/core/json.ts';
import { packageFile } from '../../src/core/package-root.ts';
import { createTempDir } from './temp-dir.ts';

/** A dev instance that runs in a process of its own, with its data in a folder. */
export interface SiteProcess {
  readonly origin: string;
  readonly controlToken: string;
  /** Ends the process without a warning, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Processes that serve a folder; the next one is loaded while the one before is in use. */
export async function createSiteProcesses(): Promise<{
  start(dataFolder: string): Promise<SiteProcess>;
}> {
  const entry = await bundleEntry();
  const running = new Set<ChildProcess>();
  const load = () => {
    const child = fork(entry, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const loaded = messageOf(child);
    // It is waited for when its turn comes.
    loaded.catch(() => {});
    return { child, loaded };
  };
  onTestFinished(async () => {
    await Promise.all([...running].map(kill));
  });
  let spare = load();
  return {
    start: async (dataFolder) => {
      const { child, loaded } = spare;
      await loaded;
      child.send(dataFolder);
      const ready = await messageOf(child);
      spare = load();
      return {
        origin: stringAt(ready, 'origin') ?? '',
        controlToken: stringAt(ready, 'controlToken') ?? '',
        kill: () => kill(child),
      };
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** @throws when the process ends without a word */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  try {
    const [message]: readonly unknown[] = await Promise.race([
      once(child, 'message', { signal: over.signal }),
      once(child, 'exit', { signal: over.signal }).then(() => {
        throw new Error('the process of the dev instance ended before it was ready');
      }),
    ]);
    return message;
  } finally {
    over.abort();
  }
}

/** The sources as one file that Node runs, with SQLite's WebAssembly beside it. */
async function bundleEntry(): Promise<string> {
  const folder = await createTempDir();
  const build = await rolldown({
    cwd: packageFile('.'),
    input: 'test/support/site-process-entry.ts',
    platform: 'node',
    resolve: { mainFields: ['module', 'main'] },
  });
  await build.write({
    dir: folder,
    format: 'cjs',
    entryFileNames: 'site.cjs',
    chunkFileNames: '[name]-[hash].cjs',
  });
  await build.close();
  const require = createRequire(import.meta.url);
  await copyFile(
    require.resolve('node-sqlite3-wasm/dist/node-sqlite3-wasm.wasm'),
    path.join(folder, 'node-sqlite3-wasm.wasm'),
  );
  return path.join(folder, 'site.cjs');
}
