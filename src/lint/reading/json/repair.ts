import { toPointer } from '../../json-pointer.ts';
import type { Doubt } from '../doubt.ts';
import type { Problem } from '../report.ts';
import { MAX_DEPTH, MAX_VALUES } from '../structure.ts';
import { Cursor, type CursorOptions, isOpening, UnreadableError } from './cursor.ts';
import { parseJson } from './parse.ts';
import type { Rewriter } from './rewriter.ts';
import type { Token } from './token.ts';
import { meaningOf } from './words.ts';

/** Strict JSON that says what a text with mistakes and placeholders says. */
export interface RepairedJson {
  readonly rewriter: Rewriter;
  readonly doubt: Doubt;
  /** Objects and lists with tags of a template between their entries. */
  readonly templated: ReadonlySet<string>;
  /** True when tags of a template stand outside of texts. */
  readonly hasTags: boolean;
}

/**
 * Reads a text as JSON, goes on past everything of which the meaning is clear, and reports each mistake once.
 * @returns undefined where the meaning is not clear: brackets that are not closed, or something behind the end
 */
export function repairJson(options: CursorOptions): RepairedJson | undefined {
  try {
    return new Repair(new Cursor(options)).read();
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** The commas before an entry or a closing bracket. */
interface Separators {
  readonly first: Token | undefined;
  readonly second: Token | undefined;
  readonly dropFirst: () => void;
  /** True where tags of a template stand there: then nobody knows how many commas there will be. */
  readonly hasTag: boolean;
}

class Repair {
  readonly #cursor: Cursor;
  readonly #unknown = new Set<string>();
  readonly #open = new Set<string>();
  readonly #templated = new Set<string>();
  #isPartial = false;
  #values = 0;
  #hasBracketProblem = false;
  /** True behind a placeholder that stands for a value, or for what separates values. */
  #isBehindPlaceholder = false;
  /** True behind what could not be read: what separates it from the next entry is not asked for. */
  #isBehindLoss = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  read(): RepairedJson {
    const cursor = this.#cursor;
    // What stands before the document or behind it writes nothing into it.
    while (isOpen(cursor.peek()) && isOpening(cursor.peek(1))) cursor.drop();
    this.#refuseRoot(cursor.peek());
    this.#readValue();
    this.#readEnd();
    return {
      rewriter: cursor.rewriter,
      doubt: { unknown: this.#unknown, open: this.#open, isPartial: this.#isPartial },
      templated: this.#templated,
      hasTags: cursor.hasTags,
    };
  }

  /** What begins with none of the signs of a value is no JSON at all. */
  #refuseRoot(token: Token): void {
    const place = placeOf(token);
    if (token.kind === 'end') throw this.#unreadable({ ...NO_VALUE, ...place });
    if (!isValueStart(token)) throw this.#unreadable({ ...VALUE_EXPECTED, ...place });
    if (token.kind !== 'word' || token.placeholders !== 'none' || meaningOf(token.word).kind === 'literal')
      return;
    const hint = this.#isKey(token)
      ? 'YAML is read from files whose names end with .yaml or .yml.'
      : undefined;
    throw this.#unreadable({
      ...SYNTAX,
      message: `This is not JSON: ${shorten(token.word)}`,
      hint,
      ...place,
    });
  }

  /** Brackets and commas that are too many take nothing from what is complete; anything else does. */
  #readEnd(): void {
    const cursor = this.#cursor;
    while (isOpen(cursor.peek())) cursor.drop();
    if (cursor.peek().kind !== 'end') {
      this.#reportUnlessSettled({ ...COMPLETE, ...placeOf(cursor.peek()) });
      while (['}', ']', ','].includes(cursor.peek().kind) || cursor.peek().word === ';') cursor.drop();
      if (cursor.peek().kind !== 'end') throw new UnreadableError(COMPLETE.message);
    }
    cursor.consume();
  }

  /** Returns how many values stand there: a placeholder may be filled in with several. */
  #readValue(): number {
    const token = this.#cursor.peek();
    this.#values += 1;
    if (this.#values > MAX_VALUES) throw this.#unreadable({ ...TOO_MANY, ...placeOf(token) });
    this.#limitRepairs(token);
    if (isOpening(token) && this.#cursor.frames.length >= MAX_DEPTH) {
      throw this.#unreadable({ ...TOO_DEEP, ...placeOf(token) });
    }
    if (token.kind === '{') this.#readObject();
    else if (token.kind === '[') this.#readList();
    else if (token.kind === 'text') this.#consumeText();
    else if (token.kind === 'word') return this.#readWord(token);
    else this.#readNothing(token);
    this.#isBehindPlaceholder = false;
    return 1;
  }

  /** Behind a text that goes on to the end, there is nothing to read. */
  #consumeText(): void {
    const { end, problems } = this.#cursor.consume();
    if (problems.length > 0 && end === this.#cursor.text.length)
      throw new UnreadableError('a text is not closed');
  }

  #limitRepairs(token: Token): void {
    if (this.#cursor.rewriter.size() > MAX_REPAIRS)
      throw this.#unreadable({ ...TOO_WRONG, ...placeOf(token) });
  }

  #readObject(): void {
    const cursor = this.#cursor;
    cursor.enter('object');
    for (let isFirst = true; ; ) {
      const separators = this.#readSeparators(isFirst, (token) => this.#isWholeProperty(token));
      const closing = this.#readClosing('}', separators, isFirst);
      if (closing === 'closed') break;
      if (closing === 'none' && this.#separate(separators, isFirst)) this.#readProperty();
      isFirst &&= closing === 'stray';
    }
    cursor.frames.pop();
  }

  #readList(): void {
    const cursor = this.#cursor;
    cursor.enter('list');
    let index = 0;
    for (let isFirst = true; ; ) {
      const separators = this.#readSeparators(isFirst, isFilledWithNothing);
      if (!isFirst && this.#leavesList(separators)) break;
      const closing = this.#readClosing(']', separators, isFirst);
      if (closing === 'closed') break;
      if (closing === 'none' && this.#separate(separators, isFirst)) {
        cursor.path.push(index);
        this.#remember(index);
        index += this.#readValue();
        cursor.path.pop();
      }
      isFirst &&= closing === 'stray';
    }
    cursor.frames.pop();
  }

  #remember(entry: string | number): void {
    const frame = this.#cursor.frames.at(-1);
    if (frame !== undefined) frame.lastEntry = entry;
  }

  /** Goes over the commas before what comes next, and over placeholders that are no entry of their own. */
  #readSeparators(isFirst: boolean, isNoEntry: (token: Token) => boolean): Separators {
    const cursor = this.#cursor;
    let first: Token | undefined;
    let second: Token | undefined;
    let dropFirst = KEEP;
    let hasTag = false;
    for (;;) {
      const token = cursor.peek();
      hasTag ||= token.gap.tag !== undefined;
      if (token.kind === ',' && first === undefined) {
        first = token;
        dropFirst = cursor.hold(isFirst);
      } else if (token.kind === ',') {
        second ??= token;
        this.#limitRepairs(token);
        cursor.drop();
      } else if (isNoEntry(token)) {
        hasTag = true;
        this.#dropWholeEntries(token);
      } else {
        if (hasTag) this.#templated.add(cursor.containerPointer());
        return { first, second, dropFirst, hasTag };
      }
    }
  }

  /** A placeholder between the properties of an object: properties, most likely, or a comma. */
  #isWholeProperty(token: Token): boolean {
    if (token.kind !== 'word' || token.placeholders === 'none') return false;
    if (this.#cursor.peek(1).kind === ':') return false;
    return token.placeholders === 'open' || parseInside('{', token.word, '}') === undefined;
  }

  #dropWholeEntries(token: Token): void {
    const cursor = this.#cursor;
    if (token.placeholders === 'open') this.#open.add(cursor.containerPointer());
    else if (!isFilledWithNothing(token) && token.word.trim() !== ',') this.#reportFilled(token);
    cursor.drop();
  }

  /** Reads the closing bracket, where it comes. Commas before it are too many. */
  #readClosing(closing: '}' | ']', separators: Separators, isFirst: boolean): 'closed' | 'stray' | 'none' {
    const cursor = this.#cursor;
    const token = cursor.peek();
    if (token.kind !== 'end' && token.kind !== '}' && token.kind !== ']') return 'none';
    this.#closeCommas(separators, isFirst);
    cursor.judgeIndentation();
    if (token.kind === closing) {
      cursor.consume();
      return 'closed';
    }
    if (token.kind === 'end' || cursor.frames.some(({ kind }) => CLOSING[kind] === token.kind)) {
      this.#reportUnclosed(token);
      this.#open.add(cursor.containerPointer());
      cursor.insert(closing);
      return 'closed';
    }
    const opening = token.kind === '}' ? '{' : '[';
    const message = `There is no ${opening} that this ${token.kind} closes.`;
    cursor.report({ ...SYNTAX, message, ...placeOf(token) });
    cursor.drop();
    return 'stray';
  }

  /** A property on a line of its own, no further in than the list, belongs to the object around it. */
  #leavesList(separators: Separators): boolean {
    const cursor = this.#cursor;
    const token = cursor.peek();
    const [list, around] = cursor.frames.toReversed();
    if (list === undefined || around?.kind !== 'object' || !this.#isKey(token)) return false;
    if (!token.gap.hasLineBreak || token.column > list.indentation) return false;
    this.#closeCommas({ ...separators, hasTag: true }, false);
    this.#reportUnclosed(token);
    this.#open.add(cursor.containerPointer());
    cursor.insert(']');
    this.#isBehindLoss = true;
    return true;
  }

  #closeCommas({ first, second, dropFirst, hasTag }: Separators, isFirst: boolean): void {
    if (first === undefined) return;
    dropFirst();
    if (hasTag) return;
    if (isFirst) {
      this.#cursor.report({
        ...SYNTAX,
        message: 'An entry is expected before this comma.',
        ...placeOf(first),
      });
      return;
    }
    const title = 'Remove the comma';
    const edits = [{ offset: first.start, length: 1, text: '' }];
    this.#cursor.report({
      ruleId: 'syntax/trailing-comma',
      message: 'JSON allows no comma after the last entry.',
      hint: second === undefined ? 'Remove the comma.' : 'Remove the commas.',
      ...(second === undefined ? { fix: { title, edits } } : {}),
      ...placeOf(first),
    });
  }

  /**
   * Sees to it that there is one comma before the next entry, and none before the first.
   * Returns false where what comes is no entry; it has been gone over then.
   */
  #separate({ first, second, dropFirst, hasTag }: Separators, isFirst: boolean): boolean {
    const cursor = this.#cursor;
    cursor.judgeIndentation();
    const superfluous = isFirst ? first : second;
    if (superfluous !== undefined) {
      if (isFirst) dropFirst();
      const message = 'There is a comma too many here, or an entry is missing before it.';
      if (!hasTag) cursor.report({ ...SYNTAX, message, ...placeOf(superfluous) });
    }
    const isExcused = hasTag || this.#isBehindLoss || this.#isBehindPlaceholder || isOpen(cursor.peek());
    this.#isBehindLoss = false;
    if (isFirst || first !== undefined) return true;
    if (!isExcused && !this.#reportMissingComma(cursor.peek())) return false;
    cursor.insert(',');
    return true;
  }

  /** Returns false where what comes is no entry; it has been gone over then. */
  #reportMissingComma(token: Token): boolean {
    const cursor = this.#cursor;
    const isInList = cursor.frames.at(-1)?.kind === 'list';
    const isAdjacent = token.start === cursor.end && cursor.text.charAt(cursor.end - 1) === '"';
    const isEntry = isInList ? isValueStart(token) && !isAdjacent : this.#isKey(token);
    if (isEntry) {
      const edits = [{ offset: cursor.end, length: 0, text: ',' }];
      cursor.report({
        ruleId: 'syntax/missing-comma',
        message: 'A comma is missing before this.',
        fix: { title: 'Insert the comma', edits },
        ...placeOf(token),
      });
      return true;
    }
    const isObjectInList = isInList && token.kind === ':';
    const hint = isObjectInList
      ? 'Objects stand in curly brackets.'
      : isAdjacent
        ? 'Quotes inside of a text are written \\".'
        : undefined;
    const message = `A comma or a ${isInList ? ']' : '}'} is expected here.`;
    cursor.report({ ...SYNTAX, message, hint, ...placeOf(token) });
    this.#loseEntry();
    this.#loseRest();
    return false;
  }

  #readProperty(): void {
    const cursor = this.#cursor;
    const key = cursor.peek();
    if (key.kind !== 'text' && key.kind !== 'word') {
      const message = 'A property name in double quotes is expected here.';
      const isDoubled = key.kind === '{' && cursor.text.startsWith('{{', key.start - 1);
      const hint = isDoubled
        ? 'There is a brace too many, or }} is missing behind a placeholder.'
        : undefined;
      cursor.report({ ...SYNTAX, message, hint, ...placeOf(key) });
      this.#unknown.add(cursor.containerPointer());
      cursor.insert('"":null');
      this.#loseRest();
      return;
    }
    if (key.placeholders === 'filled' && cursor.peek(1).kind !== ':') {
      cursor.consume(key.word);
      return;
    }
    const name = this.#readKey(key);
    this.#remember(name);
    cursor.path.push(name);
    if (this.#readColon()) {
      this.#readValue();
      this.#dropAlternatives();
    } else {
      cursor.insert(':null');
      this.#loseEntry();
    }
    cursor.path.pop();
  }

  #readKey(key: Token): string {
    const cursor = this.#cursor;
    if (key.kind === 'text') {
      this.#consumeText();
      return String(parseJson(key.json ?? cursor.text.slice(key.start, key.end)));
    }
    const isWritten = key.placeholders === 'filled' && typeof parseJson(key.word) === 'string';
    const json = isWritten ? key.word : JSON.stringify(key.word);
    if (key.placeholders === 'open') {
      // The name that it will have may be one that seems to be missing.
      this.#open.add(cursor.containerPointer());
      cursor.refuseUnfilled(key);
    } else if (key.placeholders === 'filled') {
      if (!isWritten) this.#reportFilled(key);
    } else {
      const edits = [{ offset: key.start, length: key.end - key.start, text: json }];
      cursor.report({
        ruleId: 'syntax/unquoted-key',
        message: `The property name ${shorten(key.word)} must stand in double quotes.`,
        fix: { title: 'Put the name into double quotes', edits },
        ...placeOf(key),
      });
    }
    cursor.consume(json);
    return String(parseJson(json));
  }

  /** Returns false where no value follows either. */
  #readColon(): boolean {
    const cursor = this.#cursor;
    const token = cursor.peek();
    if (token.kind === ':') {
      cursor.consume();
      return true;
    }
    const message = 'A colon is missing after the property name.';
    if (token.gap.tag === undefined) cursor.report({ ...SYNTAX, message, ...placeOf(token) });
    if (token.kind === 'word' && /^=>?$/.test(token.word)) cursor.drop();
    if (!isValueStart(cursor.peek()) || this.#isKey(cursor.peek())) {
      this.#isBehindLoss = true;
      return false;
    }
    cursor.insert(':');
    return true;
  }

  /** Where a template writes one of several values, the first was read; the others are left out. */
  #dropAlternatives(): void {
    const cursor = this.#cursor;
    for (;;) {
      const token = cursor.peek();
      const isAfterTag = token.gap.tag !== undefined || this.#unknown.has(cursor.pointer());
      if (!isAfterTag || !isValueStart(token) || this.#isKey(token)) return;
      if (token.gap.hasLineBreak && this.#isWholeProperty(token)) return;
      this.#unknown.add(cursor.pointer());
      cursor.dropBalanced();
    }
  }

  #readWord(token: Token): number {
    const cursor = this.#cursor;
    this.#isBehindPlaceholder = isOpen(token);
    if (token.placeholders === 'none') this.#readBareWord(token);
    else if (token.placeholders === 'filled') return this.#readFilled(token);
    else {
      cursor.refuseUnfilled(token);
      this.#unknown.add(cursor.pointer());
      // Between the entries of a list, it may stand for several.
      if (cursor.frames.at(-1)?.kind === 'list') this.#open.add(cursor.containerPointer());
      cursor.consume(JSON.stringify(token.word));
    }
    return 1;
  }

  /** What was given for a placeholder is written where it stands, as the server will do it. */
  #readFilled(token: Token): number {
    const cursor = this.#cursor;
    const isInList = cursor.frames.at(-1)?.kind === 'list';
    const entries = parseInside('[', token.word, ']');
    if (Array.isArray(entries) && (isInList || entries.length === 1)) {
      cursor.consume(token.word);
      return entries.length;
    }
    this.#reportFilled(token);
    this.#unknown.add(cursor.pointer());
    cursor.consume(JSON.stringify(cursor.text.slice(token.start, token.end)));
    return 1;
  }

  #reportFilled(token: Token): void {
    const written = this.#cursor.text.slice(token.start, token.end);
    const message = `With the value given for ${written}, this is not JSON: ${shorten(token.word)}`;
    this.#cursor.report({ ruleId: 'syntax/placeholder', message, ...placeOf(token) });
  }

  #readBareWord(token: Token): void {
    const cursor = this.#cursor;
    const meaning = meaningOf(token.word);
    if (meaning.kind === 'literal') {
      cursor.consume();
      return;
    }
    const place = placeOf(token);
    if (meaning.kind === 'foreign') {
      const message = `JSON does not know ${token.word}.`;
      cursor.report({ ...SYNTAX, message, hint: `Write ${meaning.json}.`, ...place });
      if (meaning.json === 'null') this.#unknown.add(cursor.pointer());
      cursor.consume(meaning.json);
      return;
    }
    const message =
      meaning.kind === 'number'
        ? `${shorten(token.word)} is no number of JSON.`
        : `This is no JSON value: ${shorten(token.word)}`;
    const hint = meaning.kind === 'number' ? undefined : 'Texts stand in double quotes.';
    cursor.report({ ...SYNTAX, message, hint, ...place });
    this.#unknown.add(cursor.pointer());
    cursor.consume(JSON.stringify(token.word));
    // Several words without quotes are one mistake.
    while (isValueStart(cursor.peek()) && !cursor.peek().gap.hasLineBreak && !this.#isKey(cursor.peek())) {
      cursor.dropBalanced();
    }
  }

  /** A value is due and none is there. */
  #readNothing(token: Token): void {
    const cursor = this.#cursor;
    const { tag } = token.gap;
    if (tag !== undefined) {
      // Whatever stands there writes the value.
      this.#unknown.add(cursor.pointer());
      cursor.insert(JSON.stringify(cursor.text.slice(tag.start, tag.end)));
      return;
    }
    cursor.report({ ...VALUE_EXPECTED, ...placeOf(token) });
    cursor.insert('null');
    this.#unknown.add(cursor.pointer());
    this.#isPartial = true;
    if (token.kind === ':') this.#loseRest();
  }

  /** Nobody knows what the entry that was read last should have been. */
  #loseEntry(): void {
    const cursor = this.#cursor;
    const entry = cursor.frames.at(-1)?.lastEntry;
    this.#isPartial = true;
    if (entry === undefined) return;
    const depth = cursor.frames.length - 1;
    const path = [...cursor.path.slice(0, depth), entry];
    this.#unknown.add(toPointer(path));
  }

  /** Goes over what cannot be read, up to the next entry or the end of the object or list. */
  #loseRest(): void {
    const cursor = this.#cursor;
    this.#isPartial = true;
    this.#isBehindLoss = true;
    this.#open.add(cursor.containerPointer());
    for (let isFirst = true; ; isFirst = false) {
      const token = cursor.peek();
      if (token.kind === ',' || token.kind === '}' || token.kind === ']' || token.kind === 'end') return;
      if (!isFirst && token.gap.hasLineBreak && this.#isKey(token)) return;
      cursor.dropBalanced();
    }
  }

  #isKey(token: Token): boolean {
    return (token.kind === 'text' || token.kind === 'word') && this.#cursor.peek(1).kind === ':';
  }

  /** One missing bracket is one mistake, however much does not fit on account of it. */
  #reportUnclosed(token: Token): void {
    const { frames, suspect } = this.#cursor;
    const frame = frames.at(-1);
    if (frame === undefined) return;
    const isAtEnd = token.kind === 'end';
    const unclosed = isAtEnd ? (suspect ?? frame) : frame;
    const place = placeOf(isAtEnd && suspect !== undefined ? suspect.opening : token);
    const problem: Problem = { ...SYNTAX, message: UNCLOSED[unclosed.kind], ...place };
    if (isAtEnd && this.#isBehindLoss) throw new UnreadableError(problem.message);
    if (isAtEnd || this.#hasBracketProblem) throw this.#unreadable(problem);
    this.#hasBracketProblem = true;
    this.#cursor.report(problem);
  }

  #unreadable(problem: Problem): UnreadableError {
    this.#reportUnlessSettled(problem);
    return new UnreadableError(problem.message);
  }

  /** Says what ends the reading, unless something that has been said is the reason for it. */
  #reportUnlessSettled(problem: Problem): void {
    const pending = this.#cursor.peek().gap.problems;
    for (const one of pending) this.#cursor.report(one);
    // A comment that is not closed swallows the rest.
    const isSettled = pending.some(
      ({ ruleId, end }) => ruleId === 'syntax/json' && end === this.#cursor.text.length,
    );
    if (!isSettled && !this.#hasBracketProblem) this.#cursor.report(problem);
  }
}

const KEEP = () => {};
/** Nobody mends as many, and each takes memory. */
const MAX_REPAIRS = 200_000;
const SYNTAX = { ruleId: 'syntax/json' } as const;
const CLOSING = { object: '}', list: ']' } as const;
const UNCLOSED = {
  object: 'An object is not closed: a } is missing.',
  list: 'A list is not closed: a ] is missing.',
} as const;
const NO_VALUE = { ...SYNTAX, message: 'The text holds no value.' } as const;
const VALUE_EXPECTED = { ...SYNTAX, message: 'A value is expected here.' } as const;
const COMPLETE = { ...SYNTAX, message: 'The document is complete before this: nothing may follow.' } as const;
const TOO_DEEP = { ruleId: 'syntax/depth', message: `Nested more than ${MAX_DEPTH} levels deep.` } as const;
const TOO_MANY = {
  ruleId: 'syntax/size',
  message: `There are more than ${MAX_VALUES.toLocaleString('en')} values: no descriptor has as many.`,
} as const;

const TOO_WRONG = {
  ruleId: 'syntax/size',
  message: `There are more than ${MAX_REPAIRS.toLocaleString('en')} places that are no JSON: the rest is not read.`,
} as const;

function placeOf({ start, end }: Token): { start: number; end: number } {
  return { start, end };
}

function isOpen({ placeholders }: Token): boolean {
  return placeholders === 'open';
}

function isFilledWithNothing({ placeholders, word }: Token): boolean {
  return placeholders === 'filled' && word.trim() === '';
}

function isValueStart(token: Token): boolean {
  return token.kind === 'text' || token.kind === 'word' || isOpening(token);
}

/** The value of what is not empty and stands between brackets; undefined where that is no JSON. */
function parseInside(opening: string, text: string, closing: string): unknown {
  return text.trim() === '' ? undefined : parseJson(`${opening}${text}${closing}`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
