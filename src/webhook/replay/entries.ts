import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { EnvironmentError, hasCode, messageOf, UsageError } from '../../core/errors.ts';
import { readDeliveries } from '../import/read-deliveries.ts';
import { parseRecording } from '../recording/parse.ts';
import { RECORDING_SUFFIX, type Recording } from '../recording/recording.ts';
import { isRecordingName } from '../recording/write-recording.ts';

/** Recordings up to this size all together are kept in memory; others are read again each time. */
const CACHE_BYTES = 32 * 1024 * 1024;

/** Deliveries that can be loaded one by one, as often as wanted. Of those in files of their own only names are kept. */
export interface Entries {
  readonly count: number;
  /** How to name one to a person. */
  nameOf(index: number): string;
  /** @throws {UsageError} when it is no recording any more */
  load(index: number): Promise<Recording>;
}

/** A file with its only delivery, or one of the deliveries of a file. */
type Entry = string | { readonly name: string; readonly recording: Recording };

/**
 * The deliveries that are meant by files, folders and globs: in the order in which they are written, what a folder or a
 * glob stands for by name, which is by time.
 * @param onEdited told of recordings whose body was changed since, when they are loaded; of the first of them
 * @throws {UsageError} when there is no such file, or nothing in it
 */
export async function findEntries(
  sources: readonly string[],
  cwd: string,
  onEdited: (name: string) => void = () => {},
): Promise<Entries> {
  const entries: Entry[] = [];
  for (const source of sources) {
    for (const file of await expand(source, cwd)) {
      if (isRecordingName(path.basename(file))) entries.push(file);
      else {
        const shown = nameFrom(cwd, file);
        const recordings = await readDeliveries(await read(file, shown), shown);
        for (const [index, recording] of recordings.entries()) {
          entries.push({ name: recordings.length === 1 ? shown : `${shown}#${index + 1}`, recording });
        }
      }
    }
  }
  return createEntries(entries, cwd, onEdited);
}

/** What is told of bodies that were changed since; more would be a list of files. */
const MAX_EDITED = 5;

function createEntries(entries: readonly Entry[], cwd: string, onEdited: (name: string) => void): Entries {
  const edited = new Set<number>();
  const cache = new Map<number, Recording>();
  let cachedBytes = 0;
  return {
    count: entries.length,
    nameOf: (index) => {
      const entry = entries[index] ?? '';
      return typeof entry === 'string' ? nameFrom(cwd, entry) : entry.name;
    },
    load: async (index) => {
      const entry = entries[index] ?? '';
      if (typeof entry !== 'string') return entry.recording;
      const cached = cache.get(index);
      if (cached !== undefined) return cached;
      const shown = nameFrom(cwd, entry);
      const bytes = await read(entry, shown);
      const recording = parseRecording(new TextDecoder().decode(bytes), shown);
      if (recording.request.body.isEdited === true && edited.size < MAX_EDITED && !edited.has(index)) {
        edited.add(index);
        onEdited(shown);
      }
      cachedBytes += bytes.length;
      if (cachedBytes <= CACHE_BYTES) cache.set(index, recording);
      return recording;
    },
  };
}

async function expand(source: string, cwd: string): Promise<readonly string[]> {
  const place = path.resolve(cwd, source);
  const stats = await stat(place).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new EnvironmentError('source-unreadable', `${source} cannot be read: ${messageOf(error)}.`, {
      cause: error,
    });
  });
  if (stats?.isDirectory() === true) return findInFolder(source, place);
  if (stats !== undefined) return [place];
  if (/[*?[\]{}()]/.test(source)) return findByGlob(source, cwd);
  throw new UsageError('source-missing', `There is no ${source}.`, {
    nextSteps: ['Name a recording, a folder with recordings, a HAR file, or a glob in quotes.'],
  });
}

async function findInFolder(source: string, folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const found = names.filter((name) => isRecordingName(path.basename(name)));
  if (found.length === 0) {
    throw new UsageError('folder-empty', `${source} has no recordings.`, {
      nextSteps: [
        `Their names end with ${RECORDING_SUFFIX}; connect-kit webhook record and import write them.`,
      ],
    });
  }
  return found.sort(byName).map((name) => path.join(folder, name));
}

async function findByGlob(pattern: string, cwd: string): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob(pattern, { cwd, absolute: true, dot: false, expandDirectories: false });
  if (files.length === 0) throw new UsageError('glob-empty', `Nothing matches ${pattern}.`);
  return files.sort(byName);
}

/** Names of recordings begin with their times, whichever folder they are in. */
function byName(one: string, other: string): number {
  const [a, b] = [path.basename(one), path.basename(other)];
  if (a !== b) return a < b ? -1 : 1;
  return one < other ? -1 : 1;
}

async function read(file: string, shown: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError('file-unreadable', `${shown} cannot be read: ${messageOf(cause)}.`, { cause });
  }
}

function nameFrom(cwd: string, file: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}
