import { statSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { DEFAULT_DESCRIPTOR } from '../descriptor/load.ts';

/** What is to be checked, as a person wrote it. */
export interface WantedSources {
  /** Files, folders, globs, globs behind `!` that take files away, URLs, and `-` for stdin. */
  readonly patterns: readonly string[];
  /** Absolute path of the folder that they start from. */
  readonly base: string;
}

export interface ExpandOptions {
  /** Absolute path of the folder that names of files are given from. */
  readonly cwd: string;
  /** Whether a glob or a folder may turn out to hold nothing. */
  readonly allowEmpty: boolean;
}

/**
 * What is taken for a descriptor in a folder: the name that Atlassian's frameworks use, its variants such as
 * `atlassian-connect-dev.json`, and templates of them such as `atlassian_connect.json.erb`.
 */
const IN_FOLDER = '**/atlassian{-,_}connect*.{json,yaml,yml}{,.erb,.ejs,.hbs,.mustache,.j2}';

/**
 * The sources that are meant, each once, in the order in which they are written; what a glob or a folder stands for is
 * sorted. Files keep their names, from `cwd` on. Whether a named file exists is found out by who reads it.
 * @throws {UsageError} when a glob or a folder holds nothing, unless that is allowed
 */
export async function expandSources(
  { patterns, base }: WantedSources,
  options: ExpandOptions,
): Promise<readonly string[]> {
  const negated = patterns.filter(isNegation).map((pattern) => pattern.slice(1));
  const positive = patterns.filter((pattern) => !isNegation(pattern));
  if (positive.length === 0 && negated.length > 0) {
    throw new UsageError('only-negations', 'Every pattern takes files away: there is nothing to take from.', {
      nextSteps: [`Name what to check, for instance '**/${DEFAULT_DESCRIPTOR}' '!${negated[0]}'.`],
    });
  }
  const found = new Map<string, string>();
  for (const pattern of positive) {
    for (const name of await expand(pattern, negated, base, options)) {
      const identity = isStream(name) ? name : path.resolve(options.cwd, name);
      if (!found.has(identity)) found.set(identity, name);
    }
  }
  return [...found.values()];
}

/** Where files that are meant are, or may come to be: absolute paths of files, and of folders with all below them. */
export function placesOfSources({ patterns, base }: WantedSources): {
  readonly files: readonly string[];
  readonly folders: readonly string[];
} {
  const files: string[] = [];
  const folders: string[] = [];
  for (const pattern of patterns.filter((one) => !isNegation(one) && !isStream(one))) {
    const place = path.resolve(base, pattern);
    const kind = kindOf(place);
    if (kind === 'folder') folders.push(place);
    else if (kind === 'nothing' && isGlob(pattern))
      folders.push(path.resolve(base, startOf(toPattern(pattern))));
    else files.push(place);
  }
  return { files, folders };
}

/** The folders at the beginning of a glob that stand for themselves. */
function startOf(glob: string): string {
  const segments = glob.split('/');
  const first = segments.findIndex(isGlob);
  return segments.slice(0, first).join('/') || (glob.startsWith('/') ? '/' : '.');
}

/** Sources that are no files: a URL, or stdin. */
export function isStream(source: string): boolean {
  return source === '-' || isUrl(source);
}

export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

function isGlob(pattern: string): boolean {
  return /[*?[\]{}()]/.test(pattern);
}

/** `!(a|b)` is a pattern that takes nothing away. */
function isNegation(pattern: string): boolean {
  return /^!(?!\()./s.test(pattern);
}

async function expand(
  pattern: string,
  negated: readonly string[],
  base: string,
  options: ExpandOptions,
): Promise<readonly string[]> {
  if (isStream(pattern)) return [pattern];
  const place = path.resolve(base, pattern);
  const kind = kindOf(place);
  const nameOf = (file: string) => nameFrom(options.cwd, base, file);
  if (kind === 'folder') return findInFolder(pattern, place, negated, base, options);
  if (kind === 'nothing' && isGlob(pattern)) {
    const files = await findFiles(toPattern(pattern), base, ignoredBy(negated, pattern));
    if (files.length === 0 && !options.allowEmpty) throw noMatch(pattern);
    return files.map(nameOf);
  }
  return (await isTakenAway(pattern, negated, base, kind)) ? [] : [nameOf(pattern)];
}

async function findInFolder(
  folder: string,
  place: string,
  negated: readonly string[],
  base: string,
  { cwd, allowEmpty }: ExpandOptions,
): Promise<readonly string[]> {
  const { escapePath } = await import('tinyglobby');
  const start = folder.replace(/[\\/]+$/, '');
  const pattern = start === '' ? IN_FOLDER : `${escapePath(toSlashes(start))}/${IN_FOLDER}`;
  const files = await findFiles(pattern, base, ignoredBy(negated, folder));
  if (files.length === 0 && !allowEmpty) {
    throw new UsageError('folder-without-descriptor', `There is no descriptor in the folder ${folder}.`, {
      where: place,
      nextSteps: [
        'In a folder, files named atlassian-connect*.json are checked, YAML and templates such as .json.erb too.',
        `Name the file, or a glob: '${path.posix.join(toSlashes(folder), '**/*.json')}'`,
      ],
    });
  }
  return files.map((file) => nameFrom(cwd, base, file));
}

/** The files that a glob stands for, sorted. */
async function findFiles(
  pattern: string,
  base: string,
  ignore: readonly string[],
): Promise<readonly string[]> {
  const { glob } = await import('tinyglobby');
  const files = await glob([pattern], {
    cwd: base,
    ignore: [...ignore],
    expandDirectories: false,
    followSymbolicLinks: false,
  });
  return files.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
}

/** What globs pass over: what the person takes away, and folders of others' files, unless the pattern names them. */
function ignoredBy(negated: readonly string[], pattern: string): readonly string[] {
  const usual = ['node_modules', '.git'].filter((name) => !toSlashes(pattern).split('/').includes(name));
  const own = negated.map(toPattern).flatMap((taken) => [taken, `${taken.replace(/\/+$/, '')}/**`]);
  return [...usual.map((name) => `**/${name}/**`), ...own];
}

async function isTakenAway(
  file: string,
  negated: readonly string[],
  base: string,
  kind: Kind,
): Promise<boolean> {
  if (negated.length === 0 || kind === 'nothing') return false;
  const { escapePath } = await import('tinyglobby');
  const pattern = escapePath(toSlashes(file));
  const [all, kept] = await Promise.all([
    findFiles(pattern, base, []),
    findFiles(pattern, base, ignoredBy(negated, file)),
  ]);
  return kept.length < all.length;
}

type Kind = 'file' | 'folder' | 'nothing';

function kindOf(place: string): Kind {
  try {
    // Waiting for an answer that the system has at hand would take longer than getting it.
    return statSync(place).isDirectory() ? 'folder' : 'file';
  } catch {
    // Why it cannot be looked at is told by who reads it.
    return 'nothing';
  }
}

/** The name of a file, given from `base`, as it is from `cwd`. */
function nameFrom(cwd: string, base: string, file: string): string {
  if (base === cwd || path.isAbsolute(file)) return file;
  return path.relative(cwd, path.resolve(base, file));
}

/** In globs, backslashes escape; where they separate folders, they are not for globs. */
function toPattern(pattern: string): string {
  return path.sep === '\\' ? toSlashes(pattern) : pattern;
}

function toSlashes(file: string): string {
  return file.replaceAll(path.sep, '/');
}

function noMatch(pattern: string): UsageError {
  return new UsageError('nothing-matches', `No file matches ${pattern}.`, {
    nextSteps: [
      'Folders node_modules and .git are passed over, and names that begin with a dot match only where the pattern has it.',
      'If there may be none, add --allow-empty.',
    ],
  });
}
