import path from 'node:path';
import { watch } from 'chokidar';
import { EnvironmentError, messageOf } from '../core/errors.ts';

const IGNORED = new Set(['node_modules', 'dist', 'build', 'target', 'coverage', 'vendor']);
const DESCRIPTOR =
  /(?:^|[\\/])(?:atlassian[-_]connect|descriptor|addon)[^\\/]*\.(?:json|ya?ml|mustache|hbs)$/i;

/**
 * Editors write in steps, and the watcher drops what changes again within 50 ms: looking only after that misses
 * nothing.
 */
const SETTLE_MS = 100;

/**
 * Calls `onChange` when a file that looks like the add-on's descriptor changes below `dir`.
 * @param onError told when the system refuses to watch, with which the rest can go on
 * @returns a function that ends the watch
 */
export async function watchDescriptor(
  dir: string,
  onChange: () => void,
  onError: (error: EnvironmentError) => void,
): Promise<() => Promise<void>> {
  const watcher = watch(dir, {
    ignoreInitial: true,
    depth: 4,
    ignored: (file, stats) => {
      const relative = path.relative(dir, file);
      if (relative.split(path.sep).some((name) => IGNORED.has(name) || /^\.[^.]/.test(name))) return true;
      return stats?.isFile() === true && !DESCRIPTOR.test(file);
    },
  });
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, SETTLE_MS);
  });
  watcher.on('error', (cause) => {
    const message = `The folder cannot be watched: ${messageOf(cause)}.`;
    const nextSteps = ['Start again after the descriptor has changed, or raise the limit on watched files.'];
    onError(new EnvironmentError('watch-failed', message, { where: dir, cause, nextSteps }));
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    await watcher.close();
    clearTimeout(timer);
  };
}
