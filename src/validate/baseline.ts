import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../core/diagnostics.ts';
import { hasCode, messageOf, UsageError } from '../core/errors.ts';
import { isRecord } from '../core/json.ts';
import { writeFileAtomically } from '../core/write-file.ts';
import type { LintResult } from '../lint/lint-descriptor.ts';
import { countOf } from '../report/counts.ts';
import { readOwnJson } from './own-json.ts';
import { isUrl } from './sources.ts';

/** A finding that is known: it is named by what it is about, so that it stays known when lines move. */
export interface BaselineEntry {
  /** From the folder of the baseline on, with forward slashes; or a URL, or `<stdin>`. */
  readonly source: string;
  readonly rule: string;
  /** RFC 6901. */
  readonly pointer: string;
  /** Key of the module that the pointer leads to or into: by it the finding stays known when lists change. */
  readonly module?: string;
}

/** Where a baseline is, or is to be. */
export interface BaselineFile {
  /** As the person wrote it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

const VERSION = 1;
/** Of entries that are no longer met, nobody reads more. */
const MAX_TOLD = 10;
const SCHEMA = 'https://unpkg.com/connect-kit/schemas/baseline.json';

export interface BaselineOptions {
  /** Absolute path of the folder that names of sources start from. */
  readonly cwd: string;
  /** Whether what is found becomes known: nothing is new then. */
  readonly isUpdate: boolean;
}

/** Known findings, and what became of them in this run. */
export class Baseline {
  readonly file: BaselineFile;
  readonly #cwd: string;
  readonly #isUpdate: boolean;
  readonly #known: ReadonlyMap<string, BaselineEntry>;
  readonly #met = new Set<string>();
  readonly #found = new Map<string, BaselineEntry>();
  readonly #checked = new Set<string>();
  #hidden = 0;

  constructor(file: BaselineFile, known: readonly BaselineEntry[], { cwd, isUpdate }: BaselineOptions) {
    this.file = file;
    this.#cwd = cwd;
    this.#isUpdate = isUpdate;
    this.#known = new Map(known.map((entry) => [keyOf(entry), entry]));
  }

  /**
   * The findings of a source that are not known.
   * @param moduleKeys of the modules of the source, by pointer
   */
  hide(
    source: string,
    diagnostics: readonly Diagnostic[],
    moduleKeys: LintResult['moduleKeys'] = {},
  ): readonly Diagnostic[] {
    const name = this.#nameOf(source);
    this.#checked.add(name);
    const unknown = diagnostics.filter(({ ruleId, pointer }) => {
      const module = moduleKeys[moduleOf(pointer) ?? ''];
      const entry = { source: name, rule: ruleId, pointer, ...(module === undefined ? {} : { module }) };
      const key = keyOf(entry);
      this.#found.set(key, entry);
      // An entry without a module goes by the place alone.
      const met = [key, keyOf({ source: name, rule: ruleId, pointer })].find((one) => this.#known.has(one));
      if (met === undefined) return !this.#isUpdate;
      this.#met.add(met);
      return false;
    });
    this.#hidden += diagnostics.length - unknown.length;
    return unknown;
  }

  /** How many findings were known, so far. */
  get hidden(): number {
    return this.#hidden;
  }

  /** Entries that no longer say anything: their source was checked without meeting them, or is no more. */
  get unmet(): readonly BaselineEntry[] {
    return [...this.#known]
      .filter(
        ([key, { source }]) => !this.#met.has(key) && (this.#checked.has(source) || this.#isGone(source)),
      )
      .map(([, entry]) => entry);
  }

  /** Entries as they should be now: all that was found, and what is known of sources that were not checked. */
  get current(): readonly BaselineEntry[] {
    const kept = [...this.#known.values()].filter(
      ({ source }) => !this.#checked.has(source) && !this.#isGone(source),
    );
    return [...kept, ...this.#found.values()];
  }

  /** How many findings the baseline has not known. */
  get added(): number {
    return [...this.#found.keys()].filter((key) => !this.#known.has(key)).length;
  }

  #nameOf(source: string): string {
    if (source === '<stdin>' || isUrl(source)) return source;
    const relative = path.relative(path.dirname(this.file.path), path.resolve(this.#cwd, source));
    return relative.replaceAll(path.sep, '/');
  }

  #isGone(source: string): boolean {
    if (source === '<stdin>' || isUrl(source)) return false;
    return !existsSync(path.resolve(path.dirname(this.file.path), source));
  }
}

/**
 * Reads a baseline; there may be none where it is about to be written.
 * @throws {UsageError} when it cannot be read or is none
 */
export async function readBaseline(file: BaselineFile, options: BaselineOptions): Promise<Baseline> {
  const text = await readText(file, options.isUpdate);
  return new Baseline(file, text === undefined ? [] : parse(text, file), options);
}

/** Writes the findings of the run as what is known from now on. */
export async function writeBaseline({ file, current }: Pick<Baseline, 'file' | 'current'>): Promise<void> {
  await writeFileAtomically(file.path, printBaseline(current), file.name);
}

/**
 * What became of a baseline that was looked at, each a line.
 * @param tellsHidden whether a report says already how many findings are known
 */
export function describeBaseline(
  { file: { name }, hidden, unmet }: Baseline,
  tellsHidden: boolean,
): readonly string[] {
  const known = `${countOf(hidden, 'finding')} listed in ${name} ${hidden === 1 ? 'is' : 'are'} not shown.`;
  const stale = [
    `${unmet.length === 1 ? 'An entry' : `${unmet.length} entries`} of ${name} ${unmet.length === 1 ? 'is' : 'are'} no longer met:`,
    ...unmet
      .slice(0, MAX_TOLD)
      .map(({ source, rule, pointer }) => `  ${source} ${rule} ${pointer}`.trimEnd()),
    ...(unmet.length > MAX_TOLD ? [`  and ${unmet.length - MAX_TOLD} more`] : []),
    '--update-baseline removes what is no longer met.',
  ];
  return [...(hidden === 0 || tellsHidden ? [] : [known]), ...(unmet.length === 0 ? [] : stale)];
}

/** What became of a baseline that was written. */
export function describeUpdate({ file, added, unmet, current }: Baseline): readonly string[] {
  const changes = [
    ...(added === 0 ? [] : [`${added} new`]),
    ...(unmet.length === 0 ? [] : [`${unmet.length} no longer met and removed`]),
  ];
  const count = current.length === 0 ? 'no findings' : countOf(current.length, 'finding');
  return [`${file.name} lists ${count}: ${changes.length === 0 ? 'as before' : changes.join(', ')}.`];
}

/** The text of a baseline: sorted, and one line for each entry, so that changes of it can be read and merged. */
export function printBaseline(entries: readonly BaselineEntry[]): string {
  const sorted = entries.toSorted(
    (a, b) => compare(a.source, b.source) || compare(a.rule, b.rule) || compare(a.pointer, b.pointer),
  );
  const lines = sorted.map(
    ({ source, rule, pointer, module }) =>
      `    ${spaced({ source, rule, pointer, ...(module === undefined ? {} : { module }) })}`,
  );
  const findings = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "$schema": "${SCHEMA}",\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
}

function spaced(entry: BaselineEntry): string {
  const members = Object.entries(entry).map(([name, value]) => `"${name}": ${JSON.stringify(value)}`);
  return `{ ${members.join(', ')} }`;
}

/** By code units: the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Where a module says which one it is, its place in the list does not matter. */
function keyOf({ source, rule, pointer, module }: BaselineEntry): string {
  const place = moduleOf(pointer);
  if (module === undefined || place === undefined) return JSON.stringify([source, rule, pointer]);
  const list = place.slice(0, place.lastIndexOf('/'));
  return JSON.stringify([source, rule, list, module, pointer.slice(place.length)]);
}

/** The module of a list that a pointer leads to or into. */
function moduleOf(pointer: string): string | undefined {
  return /^\/modules\/[^/]+\/\d+(?=\/|$)/.exec(pointer)?.[0];
}

async function readText({ name, path: file }: BaselineFile, mayBeMissing: boolean) {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const isMissing = hasCode(cause, 'ENOENT');
    if (isMissing && mayBeMissing) return undefined;
    const why = isMissing ? 'there is no such file' : messageOf(cause);
    throw new UsageError('baseline-unreadable', `The baseline ${name} cannot be read: ${why}.`, {
      where: file,
      nextSteps: isMissing ? ['Write it: add --update-baseline once.'] : [],
      cause,
    });
  }
}

function parse(text: string, { name }: BaselineFile): readonly BaselineEntry[] {
  const read = readOwnJson(text);
  if ('problem' in read) {
    const { message, position } = read.problem;
    throw invalid(message, `${name}:${position.line}:${position.column}`);
  }
  const { value } = read;
  const version = isRecord(value) ? value['version'] : undefined;
  if (typeof version === 'number' && version > VERSION) {
    throw new UsageError('baseline-newer', `The baseline ${name} is of a newer form (version ${version}).`, {
      where: name,
      nextSteps: ['Use the version of connect-kit that wrote it, or write it anew.'],
    });
  }
  const findings = isRecord(value) ? value['findings'] : undefined;
  if (version !== VERSION || !Array.isArray(findings)) {
    throw invalid('"version": 1 and a list of findings are expected.', name);
  }
  return findings.map((entry: unknown, index) => {
    if (!isEntry(entry)) throw invalid(`/findings/${index} must have source, rule and pointer.`, name);
    return entry;
  });
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isRecord(value)) return false;
  const hasModule = value['module'] === undefined || typeof value['module'] === 'string';
  return hasModule && ['source', 'rule', 'pointer'].every((name) => typeof value[name] === 'string');
}

function invalid(message: string, where: string): UsageError {
  return new UsageError('baseline-invalid', `This is no baseline: ${message}`, {
    where,
    nextSteps: ['Take it from version control, or delete it and write it anew with --update-baseline.'],
  });
}
