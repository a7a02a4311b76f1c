import path from 'node:path';
import { watch } from 'chokidar';
import { EnvironmentError, messageOf } from '../core/errors.ts';

/** Folders of others' files, in which changes mean nothing. */
const PASSED_OVER = new Set(['node_modules', '.git']);

/**
 * Editors write in steps, and the watcher drops what changes again within 50 ms: looking only after that misses
 * nothing.
 */
const SETTLE_MS = 100;

/** What to watch: absolute paths. */
export interface WatchedPlaces {
  readonly files: readonly string[];
  /** With all that is below them. */
  readonly folders: readonly string[];
}

export interface FileWatch {
  /** Watches these as well. */
  add(places: WatchedPlaces): void;
  close(): Promise<void>;
}

/**
 * Calls `onChange` after files have changed, come or gone, with their absolute paths. Files are watched from their
 * folders: a file may come later, and editors put a new one in the place of the old.
 * @param onError told when the system refuses to watch, with which the rest can go on
 */
export async function watchFiles(
  places: WatchedPlaces,
  onChange: (changed: ReadonlySet<string>) => void,
  onError: (error: EnvironmentError) => void,
): Promise<FileWatch> {
  const flat = new Set<string>();
  const deep = new Set<string>();
  const isBelow = (file: string, folder: string) => {
    const relative = path.relative(folder, file);
    return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
  };
  const isPassedOver = (file: string, folder: string) =>
    path
      .relative(folder, file)
      .split(path.sep)
      .some((name) => PASSED_OVER.has(name));
  const isWanted = (file: string, isFolder: boolean) => {
    const above = [...deep].filter((folder) => isBelow(file, folder));
    if (above.some((folder) => !isPassedOver(file, folder))) return true;
    return flat.has(file) || (!isFolder && flat.has(path.dirname(file)));
  };
  /** The places that are new: a folder that is added again swallows what comes into it at that moment. */
  const note = ({ files, folders }: WatchedPlaces): string[] => {
    const before = new Set([...flat, ...deep]);
    for (const file of files) flat.add(path.dirname(file));
    for (const folder of folders) deep.add(folder);
    return [...new Set([...flat, ...deep])].filter((place) => !before.has(place));
  };
  const watcher = watch(note(places), {
    ignoreInitial: true,
    // As globs do; links back up would have no end.
    followSymlinks: false,
    ignored: (file, stats) => !isWanted(path.resolve(file), stats?.isDirectory() === true),
  });
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  watcher.on('all', (_, file) => {
    changed.add(path.resolve(file));
    timer ??= setTimeout(() => {
      const all = changed;
      changed = new Set();
      timer = undefined;
      onChange(all);
    }, SETTLE_MS);
  });
  watcher.on('error', (cause) => {
    const message = `Changes cannot be watched: ${messageOf(cause)}.`;
    const nextSteps = ['Run the command again after a change, or raise the limit on watched files.'];
    onError(new EnvironmentError('watch-failed', message, { cause, nextSteps }));
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    add: (more) => {
      const added = note(more);
      if (added.length > 0) watcher.add(added);
    },
    close: async () => {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}
