import { toPointer } from '../json-pointer.ts';

/** Deeper nesting than any descriptor has; far above it, recursive parsers run out of stack. */
export const MAX_DEPTH = 200;

/**
 * More values than any descriptor has: the largest of 130 public ones has 542. As many can be read, checked by every rule
 * and placed with 256 MB of memory, whatever they are.
 */
export const MAX_VALUES = 250_000;

/** What is found by going over a text of JSON once. */
export interface Structure {
  /** Keys that stand in their object a second time, the first of them only where there are many. */
  readonly duplicates: readonly DuplicateKey[];
  readonly duplicateCount: number;
  /** Offset behind each large object and list, by the offset of its bracket. */
  readonly ends: ReadonlyMap<number, number>;
}

export interface DuplicateKey {
  readonly key: string;
  /** Of the object that has the key. */
  readonly container: string;
  /** Of the key, with its quotes. */
  readonly start: number;
  readonly end: number;
}

const MAX_DUPLICATES = 100;
/** To find the end of a smaller one, it is gone over again. */
const LARGE = 4096;

const QUOTE = 34;
const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

interface Frame {
  readonly start: number;
  readonly isObject: boolean;
  /** Of objects: keys met so far. */
  keys: Set<string> | undefined;
  /** The key or index of the entry that is being read. */
  current: string | number;
  /** Of objects: whether a text that comes now is a key. */
  expectsKey: boolean;
}

interface Scan {
  readonly text: string;
  readonly frames: Frame[];
  readonly duplicates: DuplicateKey[];
  duplicateCount: number;
  readonly ends: Map<number, number>;
  values: number;
}

/**
 * Goes over a text once, in time linear to its length and without recursion.
 * @param text valid JSON; of any other text, the answer means nothing
 * @returns undefined where it is nested too deep or holds too many values
 */
export function scanStructure(text: string): Structure | undefined {
  const scan: Scan = { text, frames: [], duplicates: [], duplicateCount: 0, ends: new Map(), values: 1 };
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfText(text, at);
      readText(scan, at, end);
      at = end;
      continue;
    }
    if (code === OPEN_OBJECT || code === OPEN_LIST) open(scan, at, code === OPEN_OBJECT);
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) close(scan, at);
    else if (code === COMMA) separate(scan);
    if (scan.frames.length > MAX_DEPTH || scan.values > MAX_VALUES) return undefined;
    at += 1;
  }
  return scan;
}

function open(scan: Scan, start: number, isObject: boolean): void {
  scan.values += 1;
  scan.frames.push({ start, isObject, keys: undefined, current: 0, expectsKey: isObject });
}

function close({ frames, ends }: Scan, at: number): void {
  const frame = frames.pop();
  if (frame !== undefined && at - frame.start > LARGE) ends.set(frame.start, at + 1);
}

function separate(scan: Scan): void {
  scan.values += 1;
  const frame = scan.frames.at(-1);
  if (frame === undefined) return;
  if (frame.isObject) frame.expectsKey = true;
  else if (typeof frame.current === 'number') frame.current += 1;
}

function readText(scan: Scan, start: number, end: number): void {
  const frame = scan.frames.at(-1);
  if (frame === undefined || !frame.expectsKey) return;
  frame.expectsKey = false;
  const key = keyAt(scan.text, start, end);
  if (frame.keys?.has(key)) {
    scan.duplicateCount += 1;
    if (scan.duplicates.length < MAX_DUPLICATES) {
      const around = scan.frames.slice(0, -1).map(({ current }) => current);
      scan.duplicates.push({ key, container: toPointer(around), start, end });
    }
  }
  frame.current = key;
  frame.keys ??= new Set();
  frame.keys.add(key);
}

/** The name that a key in quotes writes, also with escapes. */
function keyAt(text: string, start: number, end: number): string {
  const written = text.slice(start + 1, end - 1);
  if (!written.includes('\\')) return written;
  try {
    return String(JSON.parse(text.slice(start, end)));
  } catch {
    return written;
  }
}

/** Offset behind the text that begins at `start` with a double quote. */
export function endOfText(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return text.length;
    let backslashes = 0;
    while (text.charAt(quote - 1 - backslashes) === '\\' && quote - backslashes > at) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
