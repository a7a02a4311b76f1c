import path from 'node:path';
import { watch } from 'chokidar';

const IGNORED = new Set(['node_modules', 'dist', 'build', 'target', 'coverage', 'vendor']);
const DESCRIPTOR =
  /(?:^|[\\/])(?:atlassian[-_]connect|descriptor|addon)[^\\/]*\.(?:json|ya?ml|mustache|hbs)$/i;

/**
 * Calls `onChange` when a file that looks like the add-on's descriptor changes below `dir`.
 * @returns a function that ends the watch
 */
export async function watchDescriptor(dir: string, onChange: () => void): Promise<() => Promise<void>> {
  const watcher = watch(dir, {
    ignoreInitial: true,
    depth: 4,
    ignored: (file, stats) => {
      const relative = path.relative(dir, file);
      if (relative.split(path.sep).some((name) => IGNORED.has(name) || /^\.[^.]/.test(name))) return true;
      return stats?.isFile() === true && !DESCRIPTOR.test(file);
    },
  });
  watcher.on('all', onChange);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return () => watcher.close();
}
