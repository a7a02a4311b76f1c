import type { Problem } from '../report.ts';
import { type PlacedTag, placeTags } from '../template/blocks.ts';
import type { Tag } from '../template/tag.ts';
import type { TemplateValues } from '../template/values.ts';
import { type ReadText, readOtherText, readText, type TextSource } from './read-text.ts';
import type { Gap, Stretch, Token } from './token.ts';

/** Cuts a text into tokens, from its beginning to its end. */
export interface Lexer {
  /** The token that comes, or the one behind it. */
  peek(ahead?: 0 | 1): Token;
  /** Goes on behind the token that comes. */
  next(): Token;
}

/** @param tags every tag in the text, in order */
export function createLexer(text: string, tags: readonly Tag[], values: TemplateValues): Lexer {
  const state = createState(text, placeTags(tags, values), values);
  const buffer: Token[] = [];
  const peek = (ahead: 0 | 1 = 0): Token => {
    for (;;) {
      const token = buffer[ahead];
      if (token !== undefined) return token;
      buffer.push(readToken(state));
    }
  };
  return {
    peek,
    next() {
      const token = peek();
      buffer.shift();
      return token;
    },
  };
}

function createState(text: string, tags: readonly PlacedTag[], values: TemplateValues): State {
  const source: TextSource = {
    text,
    tagAt: (offset) => tagAt(state, offset),
    nextTag: (offset) => nextTag(state, offset)?.start ?? text.length,
    valueOf: (tag) => values.valueOf(tag),
  };
  const state: State = { text, source, tags, nextTagIndex: 0, at: 0, lineStart: 0 };
  return state;
}

interface State {
  readonly text: string;
  readonly source: TextSource;
  readonly tags: readonly PlacedTag[];
  nextTagIndex: number;
  at: number;
  lineStart: number;
}

function readToken(state: State): Token {
  const gap = readGap(state);
  const start = state.at;
  const isTag = tagAt(state, start) !== undefined;
  const character = state.text.charAt(start);
  if (character === '') return toToken(state, 'end', gap, start);
  if (!isTag && isPunctuation(character)) {
    state.at += 1;
    return toToken(state, character, gap, start);
  }
  const read = isTag ? undefined : readAnyText(state, character);
  if (read !== undefined) {
    state.at = read.end;
    return toToken(state, 'text', gap, start, read.json, read.problems);
  }
  return readWord(state, gap);
}

/** One form for all tokens: there are millions of them in a large text. */
function toToken(
  { at: end, lineStart }: State,
  kind: Token['kind'],
  gap: Gap,
  start: number,
  json: string | undefined = undefined,
  problems: readonly Problem[] = NONE,
  word = '',
  placeholders: Token['placeholders'] = 'none',
): Token {
  return { kind, start, end, json, word, placeholders, gap, problems, column: start - lineStart };
}

function isPunctuation(character: string): character is '{' | '}' | '[' | ']' | ',' | ':' {
  switch (character) {
    case '{':
    case '}':
    case '[':
    case ']':
    case ',':
    case ':':
      return true;
    default:
      return false;
  }
}

function readAnyText({ source, at }: State, character: string): ReadText | undefined {
  return character === '"' ? readText(source, at) : readOtherText(source, at);
}

/** The lexer only goes forward, and so does the place in the list of tags. */
function nextTag(state: State, offset: number): PlacedTag | undefined {
  while ((state.tags[state.nextTagIndex]?.start ?? Number.POSITIVE_INFINITY) < offset) {
    state.nextTagIndex += 1;
  }
  return state.tags[state.nextTagIndex];
}

function tagAt(state: State, offset: number): PlacedTag | undefined {
  const tag = nextTag(state, offset);
  return tag?.start === offset ? tag : undefined;
}

const NONE: readonly never[] = [];
const EMPTY_GAP: Gap = { stretches: NONE, tag: undefined, hasLineBreak: false, problems: NONE };
const BROKEN_GAP: Gap = { ...EMPTY_GAP, hasLineBreak: true };

/** Goes over what stands before the next token. */
function readGap(state: State): Gap {
  const stretches: Stretch[] = [];
  const problems: Problem[] = [];
  let tag: Stretch | undefined;
  let hasLineBreak = false;
  for (;;) {
    hasLineBreak = skipBlanks(state) || hasLineBreak;
    const start = state.at;
    const found = tagAt(state, start);
    if (found !== undefined && found.kind === 'value') break;
    if (found !== undefined) {
      state.at = Math.max(found.skipTo, found.end);
      tag = { start, end: found.end };
    } else {
      const problem = readComment(state.text, start) ?? readOtherBlanks(state.text, start);
      if (problem === undefined) break;
      state.at = problem.end;
      const previous = problems.at(-1);
      if (previous !== undefined && goesOn(previous, problem, state.text)) {
        problems.splice(-1, 1, { ...previous, end: problem.end });
      } else {
        problems.push(problem);
      }
    }
    stretches.push({ start, end: state.at });
  }
  if (stretches.length === 0) return hasLineBreak ? BROKEN_GAP : EMPTY_GAP;
  return { stretches, tag, hasLineBreak, problems };
}

/** Returns whether there was a line break among them. */
function skipBlanks(state: State): boolean {
  const { text } = state;
  let hasLineBreak = false;
  for (; ; state.at += 1) {
    const character = text.charAt(state.at);
    if (character === '\n' || character === '\r') {
      hasLineBreak = true;
      state.lineStart = state.at + 1;
    } else if (character !== ' ' && character !== '\t') {
      return hasLineBreak;
    }
  }
}

const COMMENT_SIGNS = '/#';
const COMMENT = /\/\/[^\r\n]*|\/\*.*?(?:\*\/|$)|#[^\r\n]*/sy;

/** `#` begins a comment in YAML and in some kinds of JSON; nothing of JSON begins with it. */
function readComment(text: string, start: number): Problem | undefined {
  if (!COMMENT_SIGNS.includes(text.charAt(start))) return undefined;
  COMMENT.lastIndex = start;
  const comment = COMMENT.exec(text)?.[0];
  if (comment === undefined) return undefined;
  const end = start + comment.length;
  if (comment.startsWith('/*') && (comment.length < 4 || !comment.endsWith('*/'))) {
    const message = 'This comment is not closed, and JSON has no comments.';
    return { ruleId: 'syntax/json', message, start, end };
  }
  const message = 'JSON has no comments: the products refuse the file.';
  const hint = 'Move it into a file beside the descriptor, for instance its README.';
  return { ruleId: 'syntax/comment', message, start, end, hint };
}

/** Comments that follow each other line by line are one. */
function goesOn(previous: Problem, problem: Problem, text: string): boolean {
  if (previous.ruleId !== 'syntax/comment' || problem.ruleId !== 'syntax/comment') return false;
  if (text.startsWith('/*', previous.start) || text.startsWith('/*', problem.start)) return false;
  return /^[ \t]*(?:\r\n|\n|\r)[ \t]*$/.test(text.slice(previous.end, problem.start));
}

const SPACE = 32;
const LAST_ASCII = 127;
const OTHER_BLANKS = /[\s\u200b\u2060\u{feff}]+/uy;

function readOtherBlanks(text: string, start: number): Problem | undefined {
  const character = text.charCodeAt(start);
  if (character > SPACE && character < LAST_ASCII) return undefined;
  OTHER_BLANKS.lastIndex = start;
  const blanks = OTHER_BLANKS.exec(text)?.[0];
  if (blanks === undefined) return undefined;
  if (start === 0 && blanks.startsWith('\ufeff')) return BYTE_ORDER_MARK;
  const code = blanks.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const message = `There is a blank here that JSON does not know (U+${code}).`;
  const hint = 'Put a space in its place.';
  return { ruleId: 'syntax/json', message, start, end: start + 1, hint };
}

const BYTE_ORDER_MARK: Problem = {
  ruleId: 'syntax/byte-order-mark',
  message: 'The text begins with a byte order mark: JSON has none, and many readers fail at it.',
  start: 0,
  end: 1,
  hint: 'Save it as UTF-8 without a byte order mark.',
  fix: { title: 'Remove the byte order mark', edits: [{ offset: 0, length: 1, text: '' }] },
};

const URL = /https?:\/\/[^\s"',}\]]*/y;
const WORD = /[^\s{}[\],:;"\u{feff}]+/uy;

/** A run of characters and placeholders that nothing separates. */
function readWord(state: State, gap: Gap): Token {
  const { text, at: start } = state;
  let word = '';
  let hasTag = false;
  let isFilled = true;
  if (text.charAt(start) === ';') {
    state.at += 1;
    return toToken(state, 'word', gap, start, undefined, NONE, ';');
  }
  for (;;) {
    const tag = tagAt(state, state.at);
    if (tag !== undefined) {
      if (tag.kind !== 'value') break;
      const value = state.source.valueOf(tag);
      word += value ?? text.slice(tag.start, tag.end);
      hasTag = true;
      isFilled &&= value !== undefined;
      state.at = tag.end;
      continue;
    }
    const end = Math.min(endOfWord(text, state.at), nextTag(state, state.at)?.start ?? text.length);
    if (end === state.at) break;
    word += text.slice(state.at, end);
    state.at = end;
  }
  const placeholders = hasTag ? (isFilled ? 'filled' : 'open') : 'none';
  return toToken(state, 'word', gap, start, undefined, NONE, word, placeholders);
}

function endOfWord(text: string, start: number): number {
  URL.lastIndex = start;
  if (URL.test(text)) return URL.lastIndex;
  WORD.lastIndex = start;
  const word = WORD.exec(text)?.[0] ?? '';
  const comment = /\/[/*]/.exec(word)?.index;
  // Whatever begins a word is part of it: a comment would have been read before.
  return start + (comment === undefined || comment === 0 ? word.length : comment);
}
