import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, UsageError } from '../../core/errors.ts';
import { mapLimited } from '../../core/map-limited.ts';
import { readSource, type SourceReading } from '../find-product-calls.ts';
import { languageOf } from '../language.ts';
import { isTestFile } from './test-files.ts';
import { listSources } from './walk.ts';

export interface ScanOptions {
  readonly signal: AbortSignal;
  /** Whether tests count as well; left out by default. */
  readonly includeTests?: boolean;
}

/** What a source of an add-on tells of its calls. */
export interface SourceUse extends SourceReading {
  /** Path relative to the folder, with forward slashes. */
  readonly file: string;
  readonly isTest: boolean;
}

export interface ScanResult {
  /** Absolute path of the folder that the files are named from. */
  readonly root: string;
  /** The sources in which something was found, in the order of their paths. */
  readonly uses: readonly SourceUse[];
  /** How many sources were read. */
  readonly read: number;
  /** How many were left out because they are tests. */
  readonly tests: number;
  /** Left out because they are larger than 1 MB, minified, not text, or not readable. */
  readonly unread: readonly string[];
}

const MAX_BYTES = 1024 * 1024;
/** Files that are read at the same time: each may be as large as {@link MAX_BYTES}. */
const AT_ONCE = 8;
/** Sources with longer lines on average were made by a program. */
const MINIFIED_LINE = 500;
const MINIFIED_BYTES = 20_000;
/** As far as a byte that no text has is looked for. */
const BINARY_PREFIX = 8000;

/**
 * Reads the sources below a folder (or a single file) and finds the product's REST paths in them.
 * @throws UsageError when there is neither a folder nor a file
 * @throws the signal's reason when it aborts
 */
export async function scanSources(folder: string, options: ScanOptions): Promise<ScanResult> {
  const { root, files } = await listFiles(folder, options.signal);
  const tests = options.includeTests === true ? [] : files.filter(isTestFile);
  const wanted = options.includeTests === true ? files : files.filter((file) => !isTestFile(file));
  const unread: string[] = [];
  const found = await mapLimited(wanted, AT_ONCE, async (file): Promise<SourceUse | undefined> => {
    options.signal.throwIfAborted();
    const language = languageOf(file);
    const text = await readText(path.join(root, file));
    if (text === undefined || language === undefined) {
      unread.push(file);
      return undefined;
    }
    const reading = readSource(text, language);
    const { calls, impersonations, libraries } = reading;
    if (calls.length + impersonations.length + libraries.length === 0) return undefined;
    return { ...reading, file, isTest: isTestFile(file) };
  });
  const uses = found.filter((use) => use !== undefined);
  return { root, uses, read: wanted.length - unread.length, tests: tests.length, unread: unread.toSorted() };
}

/**
 * The sources below a folder, tests included; of a single file, that file.
 * @returns the folder, and paths relative to it
 * @throws UsageError when there is neither a folder nor a file
 */
export async function listFiles(
  folder: string,
  signal: AbortSignal,
): Promise<{ readonly root: string; readonly files: readonly string[] }> {
  try {
    const found = await stat(folder);
    const root = path.resolve(folder);
    if (!found.isDirectory()) return { root: path.dirname(root), files: [path.basename(root)] };
    return { root, files: await listSources(root, signal) };
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    throw new UsageError('code-not-found', `There is no folder ${folder}.`, {
      where: folder,
      nextSteps: ["Name the folder that holds the add-on's sources, for instance --code src"],
      cause: error,
    });
  }
}

async function readText(file: string): Promise<string | undefined> {
  if (/[.-]min\.[cm]?js$/.test(file)) return undefined;
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    const bytes = await readFile(file);
    if (bytes.subarray(0, BINARY_PREFIX).includes(0)) return undefined;
    const text = bytes.toString('utf8');
    return isMinified(text) ? undefined : text;
  } catch (error) {
    if (hasCode(error, 'EACCES', 'EPERM', 'ENOENT')) return undefined;
    throw error;
  }
}

function isMinified(text: string): boolean {
  if (text.length < MINIFIED_BYTES) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > MINIFIED_LINE;
}
