import type { Problem } from '../report.ts';
import type { PlacedTag } from '../template/blocks.ts';
import { parseJson } from './parse.ts';

/** A text in quotes. */
export interface ReadText {
  /** Offset behind it. */
  readonly end: number;
  /** As strict JSON writes it; undefined where it is written so already. */
  readonly json: string | undefined;
  readonly problems: readonly Problem[];
}

/** Where texts are read from, and what is known of tags in them. */
export interface TextSource {
  readonly text: string;
  /** The tag that begins at an offset. */
  tagAt(offset: number): PlacedTag | undefined;
  /** Offset of the next tag that begins at an offset or behind it. */
  nextTag(offset: number): number;
  /** What stands for a tag; undefined where nothing is given for it. */
  valueOf(tag: PlacedTag): string | undefined;
}

/** Some control characters need no escape; those are gone over one by one. */
const ORDINARY = /[^"\\\p{Cc}]*/uy;
const SPACE = 32;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Reads a text in double quotes; `start` is that of the opening one. */
export function readText(source: TextSource, start: number): ReadText {
  const { text } = source;
  const writer = createWriter(text, start);
  const problems: Problem[] = [];
  let at = start + 1;
  while (at < text.length) {
    at = Math.min(endOfMatch(ORDINARY, text, at), source.nextTag(at));
    const tag = source.tagAt(at);
    if (tag !== undefined) {
      at = readTag(source, tag, writer);
      continue;
    }
    const character = text.charAt(at);
    if (character === '"') return { end: at + 1, json: writer.finish(at + 1), problems };
    if (character === '\\') {
      const end = endOfMatch(ESCAPE, text, at);
      at = end > at ? end : readUnknownEscape(text, at, writer, problems);
      continue;
    }
    if (at >= text.length) break;
    if (text.charCodeAt(at) >= SPACE) {
      at += 1;
      continue;
    }
    if (isLineBreak(character) && isUnclosed(text, at)) {
      const end = endOfLastWord(text, start, at);
      return { end, json: writer.close(end), problems: [unclosed(start, end)] };
    }
    if (problems.length === 0) problems.push(controlCharacter(text, at));
    writer.replace(at, at + 1, JSON.stringify(character).slice(1, -1));
    at += 1;
  }
  return { end: text.length, json: writer.close(text.length), problems: [unclosed(start, text.length)] };
}

/** A tag in a text stays as it is, as text, unless a value is given for it. Offset behind it, and what goes with it. */
function readTag(source: TextSource, tag: PlacedTag, writer: Writer): number {
  const written = source.text.slice(tag.start, tag.end);
  if (tag.isDecided) {
    writer.replace(tag.start, tag.skipTo, '');
    return tag.skipTo;
  }
  const value = tag.kind === 'value' || tag.kind === 'statement' ? source.valueOf(tag) : undefined;
  const escaped = JSON.stringify(value ?? written).slice(1, -1);
  if (escaped !== written) writer.replace(tag.start, tag.end, escaped);
  return tag.end;
}

function readUnknownEscape(text: string, at: number, writer: Writer, problems: Problem[]): number {
  const isUnicode = text.startsWith('\\u', at);
  const next = text.charAt(at + 1);
  // A backslash before a line break is for the line break to judge.
  const end = next === '' || isLineBreak(next) ? at + 1 : at + 2;
  if (problems.length === 0) {
    const message = isUnicode
      ? 'After \\u, four hexadecimal digits are needed.'
      : `JSON does not know the escape sequence ${text.slice(at, end)}.`;
    const hint = isUnicode || next === "'" ? undefined : 'A backslash itself is written \\\\.';
    problems.push({ ruleId: 'syntax/json', message, start: at, end, hint });
  }
  writer.replace(at, at + 1, next === "'" ? '' : '\\\\');
  return next === "'" ? at + 2 : at + 1;
}

function controlCharacter(text: string, at: number): Problem {
  const message = isLineBreak(text.charAt(at))
    ? 'A text ends on the line on which it begins.'
    : 'Control characters in texts must be escaped.';
  const hint = isLineBreak(text.charAt(at)) ? 'Write \\n for a line break.' : undefined;
  return { ruleId: 'syntax/json', message, start: at, end: at + 1, hint };
}

function unclosed(start: number, end: number): Problem {
  const message = 'This text is not closed: a double quote is missing.';
  return { ruleId: 'syntax/json', message, start, end };
}

/** What follows a line break in a text tells whether its author forgot a quote, or wrote a text of several lines. */
function isUnclosed(text: string, lineBreak: number): boolean {
  return /^\s*(?:["'}\]]|\/\/|$)/.test(text.slice(lineBreak, lineBreak + 1000));
}

/** Behind the last character of the line that belongs to the text: a comma at the end is no part of it. */
function endOfLastWord(text: string, start: number, lineBreak: number): number {
  const line = text.slice(start, lineBreak).trimEnd();
  return start + Math.max(1, (line.endsWith(',') ? line.slice(0, -1) : line).trimEnd().length);
}

function isLineBreak(character: string): boolean {
  return character === '\n' || character === '\r';
}

function endOfMatch(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Writes a token anew, from the first place on at which it differs from what stands in the text. */
interface Writer {
  replace(start: number, end: number, replacement: string): void;
  /** The whole token; undefined where nothing was replaced. */
  finish(end: number): string | undefined;
  /** The whole token, with the quote that it lacks. */
  close(end: number): string;
}

function createWriter(text: string, start: number): Writer {
  const parts: string[] = [];
  let at = start;
  return {
    replace(from, to, replacement) {
      parts.push(text.slice(at, from), replacement);
      at = to;
    },
    finish: (end) => (at === start ? undefined : `${parts.join('')}${text.slice(at, end)}`),
    close: (end) => `${parts.join('')}${text.slice(at, Math.max(at, end))}"`,
  };
}

/** Quotes that are none of JSON, and what closes each. */
const OTHER_QUOTES: Readonly<Record<string, RegExp>> = {
  "'": /'/,
  '`': /`/,
  '“': /[”“"]/,
  '”': /[”"]/,
  '„': /[“”"]/,
  '‘': /[’‘']/,
  '’': /[’']/,
  '«': /»/,
};

/**
 * Reads a text in quotes of another kind.
 * @returns undefined where there is none, or none that is closed on its line
 */
export function readOtherText(source: TextSource, start: number): ReadText | undefined {
  const { text } = source;
  const opening = text.charAt(start);
  const closing = Object.hasOwn(OTHER_QUOTES, opening) ? OTHER_QUOTES[opening] : undefined;
  if (closing === undefined) return undefined;
  const tags: PlacedTag[] = [];
  for (let at = start + 1; at < text.length && !isLineBreak(text.charAt(at)); at += 1) {
    const character = text.charAt(at);
    const tag = source.tagAt(at);
    if (tag !== undefined) {
      tags.push(tag);
      at = tag.end - 1;
    } else if (character === '\\') {
      at += 1;
    } else if (closing.test(character)) {
      return toDoubleQuotes(source, tags, start, at + 1);
    }
  }
  return undefined;
}

function toDoubleQuotes(
  source: TextSource,
  tags: readonly PlacedTag[],
  start: number,
  end: number,
): ReadText {
  const { text } = source;
  const exact = rewrite(source, tags, start, end, () => undefined);
  const json = rewrite(source, tags, start, end, (tag) => source.valueOf(tag));
  const isExact = parseJson(exact) !== undefined;
  const problem: Problem = {
    ruleId: 'syntax/quotes',
    message: `JSON takes double quotes only, not ${text.startsWith("'", start) ? 'single ones' : text.charAt(start)}.`,
    start,
    end,
    ...(isExact
      ? { fix: { title: 'Use double quotes', edits: [{ offset: start, length: end - start, text: exact }] } }
      : {}),
  };
  const fallback = JSON.stringify(text.slice(start + 1, end - 1));
  return { end, json: parseJson(json) === undefined ? fallback : json, problems: [problem] };
}

/** The same text in double quotes, with what escapes it needs there. */
function rewrite(
  { text }: TextSource,
  tags: readonly PlacedTag[],
  start: number,
  end: number,
  give: (tag: PlacedTag) => string | undefined,
): string {
  const parts: string[] = [];
  let at = start + 1;
  for (const tag of tags) {
    const written = text.slice(tag.start, tag.end);
    parts.push(requote(text.slice(at, tag.start)), JSON.stringify(give(tag) ?? written).slice(1, -1));
    at = tag.end;
  }
  parts.push(requote(text.slice(at, end - 1)));
  return `"${parts.join('')}"`;
}

/** Quotes of the one kind need a backslash before them, those of the other lose it. */
function requote(inside: string): string {
  return inside.replace(/\\(.)|"/gs, (written, next) => {
    if (written === '"') return '\\"';
    return next === "'" || next === '`' ? String(next) : written;
  });
}
