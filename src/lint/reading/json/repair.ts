import type { Doubt } from '../doubt.ts';
import type { Problem } from '../report.ts';
import { MAX_DEPTH, MAX_VALUES } from '../structure.ts';
import { Cursor, type CursorOptions, UnreadableError } from './cursor.ts';
import { parseJson } from './parse.ts';
import { dropWholeProperty, isWholeProperty, readBareName, readColon } from './read-name.ts';
import { readWord } from './read-word.ts';
import { dropAlternatives, loseEntry, loseRest, shorten } from './recover.ts';
import type { Rewriter } from './rewriter.ts';
import { closeCommas, readSeparators, type Separators, separate } from './separators.ts';
import { isOpening, isOpenPlaceholder, isValueStart, placeOf, type Token } from './token.ts';
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
  const cursor = new Cursor(options);
  try {
    new Repair(cursor).read();
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
  const { rewriter, unknown, open, isPartial, templated, hasTags } = cursor;
  return { rewriter, doubt: { unknown, open, isPartial }, templated, hasTags };
}

/** The grammar of JSON: what is special about its parts is in files of their own. */
class Repair {
  readonly #cursor: Cursor;
  #values = 0;
  #hasBracketProblem = false;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
  }

  read(): void {
    const cursor = this.#cursor;
    // What stands before the document or behind it writes nothing into it.
    while (isOpenPlaceholder(cursor.peek()) && isOpening(cursor.peek(1))) cursor.drop();
    this.#refuseRoot(cursor.peek());
    this.#readValue();
    this.#readEnd();
  }

  /** What begins with none of the signs of a value is no JSON at all. */
  #refuseRoot(token: Token): void {
    const place = placeOf(token);
    if (token.kind === 'end') throw this.#unreadable({ ...NO_VALUE, ...place });
    if (!isValueStart(token)) throw this.#unreadable({ ...VALUE_EXPECTED, ...place });
    const isBare = token.kind === 'word' && token.placeholders === 'none';
    if (!isBare || meaningOf(token.word).kind === 'literal') return;
    const message = `This is not JSON: ${shorten(token.word)}`;
    const isYaml = this.#cursor.isName(token);
    const hint = isYaml ? 'YAML is read from files whose names end with .yaml or .yml.' : undefined;
    throw this.#unreadable({ ...SYNTAX, message, hint, ...place });
  }

  /** Brackets and commas that are too many take nothing from what is complete; anything else does. */
  #readEnd(): void {
    const cursor = this.#cursor;
    while (isOpenPlaceholder(cursor.peek())) cursor.drop();
    if (cursor.peek().kind !== 'end') {
      if (!this.#hasBracketProblem) cursor.report({ ...COMPLETE, ...placeOf(cursor.peek()) });
      while (['}', ']', ','].includes(cursor.peek().kind) || cursor.peek().word === ';') cursor.drop();
      if (cursor.peek().kind !== 'end') throw new UnreadableError(COMPLETE.message);
    }
    cursor.consume();
  }

  /** Returns how many values stand there: a placeholder may be filled in with several. */
  #readValue(): number {
    const cursor = this.#cursor;
    const token = cursor.peek();
    this.#values += 1;
    this.#refuseTooMuch(token);
    let count = 1;
    if (token.kind === '{') this.#readObject();
    else if (token.kind === '[') this.#readList();
    else if (token.kind === 'text') this.#consumeText();
    else if (token.kind === 'word') count = readWord(cursor, token);
    else this.#readNothing(token);
    cursor.isBehindPlaceholder = isOpenPlaceholder(token);
    return count;
  }

  #refuseTooMuch(token: Token): void {
    const { frames, rewriter } = this.#cursor;
    const place = placeOf(token);
    if (this.#values > MAX_VALUES) throw this.#unreadable({ ...TOO_MANY, ...place });
    if (rewriter.size() > MAX_REPAIRS) throw this.#unreadable({ ...TOO_WRONG, ...place });
    if (isOpening(token) && frames.length >= MAX_DEPTH) throw this.#unreadable({ ...TOO_DEEP, ...place });
  }

  /** Behind a text that goes on to the end, there is nothing to read. */
  #consumeText(): void {
    const { end, problems } = this.#cursor.consume();
    const isCutOff = problems.length > 0 && end === this.#cursor.text.length;
    if (isCutOff) throw new UnreadableError('a text is not closed');
  }

  #readObject(): void {
    const cursor = this.#cursor;
    cursor.enter('object');
    for (let isFirst = true; ; ) {
      const separators = readSeparators(cursor, isFirst, (token) => dropWholeProperty(cursor, token));
      const closing = this.#readClosing('}', separators, isFirst);
      if (closing === 'closed') break;
      if (closing === 'none' && separate(cursor, separators, isFirst)) this.#readProperty();
      isFirst &&= closing === 'stray';
    }
    cursor.frames.pop();
  }

  #readList(): void {
    const cursor = this.#cursor;
    cursor.enter('list');
    let index = 0;
    for (let isFirst = true; ; ) {
      const separators = readSeparators(cursor, isFirst, (token) => dropNothing(cursor, token));
      if (!isFirst && this.#leavesList(separators)) break;
      const closing = this.#readClosing(']', separators, isFirst);
      if (closing === 'closed') break;
      if (closing === 'none' && separate(cursor, separators, isFirst)) {
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

  /** Reads the closing bracket, where it comes. Commas before it are too many. */
  #readClosing(closing: '}' | ']', separators: Separators, isFirst: boolean): 'closed' | 'stray' | 'none' {
    const cursor = this.#cursor;
    const token = cursor.peek();
    if (token.kind !== 'end' && token.kind !== '}' && token.kind !== ']') return 'none';
    closeCommas(cursor, separators, isFirst);
    cursor.judgeIndentation();
    if (token.kind === closing) {
      cursor.consume();
      return 'closed';
    }
    if (token.kind === 'end' || cursor.frames.some(({ kind }) => CLOSING[kind] === token.kind)) {
      this.#reportUnclosed(token);
      cursor.open.add(cursor.containerPointer());
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
    const [list, around] = [cursor.frames.at(-1), cursor.frames.at(-2)];
    if (list === undefined || around?.kind !== 'object' || !cursor.isName(token)) return false;
    if (!token.gap.hasLineBreak || token.column > list.indentation) return false;
    closeCommas(cursor, { ...separators, hasTag: true }, false);
    this.#reportUnclosed(token);
    cursor.open.add(cursor.containerPointer());
    cursor.insert(']');
    cursor.isBehindLoss = true;
    return true;
  }

  #readProperty(): void {
    const cursor = this.#cursor;
    const name = cursor.peek();
    if (name.kind !== 'text' && name.kind !== 'word') {
      this.#readNoProperty(name);
      return;
    }
    if (name.placeholders === 'filled' && !cursor.isName(name)) {
      cursor.consume(name.word);
      return;
    }
    const key = name.kind === 'text' ? this.#readName(name) : readBareName(cursor, name);
    this.#remember(key);
    cursor.path.push(key);
    if (readColon(cursor)) {
      this.#readValue();
      dropAlternatives(cursor, (token) => isWholeProperty(cursor, token));
    } else {
      cursor.insert(':null');
      loseEntry(cursor);
    }
    cursor.path.pop();
  }

  #readName({ json, start, end }: Token): string {
    this.#consumeText();
    return String(parseJson(json ?? this.#cursor.text.slice(start, end)));
  }

  #readNoProperty(token: Token): void {
    const cursor = this.#cursor;
    const message = 'A property name in double quotes is expected here.';
    const isDoubled = token.kind === '{' && cursor.text.startsWith('{{', token.start - 1);
    const hint = isDoubled ? 'There is a brace too many, or }} is missing behind a placeholder.' : undefined;
    cursor.report({ ...SYNTAX, message, hint, ...placeOf(token) });
    cursor.unknown.add(cursor.containerPointer());
    cursor.insert('"":null');
    loseRest(cursor);
  }

  /** A value is due and none is there. */
  #readNothing(token: Token): void {
    const cursor = this.#cursor;
    const { tag } = token.gap;
    cursor.unknown.add(cursor.pointer());
    if (tag !== undefined) {
      // Whatever stands there writes the value.
      cursor.insert(JSON.stringify(cursor.text.slice(tag.start, tag.end)));
      return;
    }
    cursor.report({ ...VALUE_EXPECTED, ...placeOf(token) });
    cursor.insert('null');
    cursor.isPartial = true;
    if (token.kind === ':') loseRest(cursor);
  }

  /** One missing bracket is one mistake, however much does not fit on account of it. */
  #reportUnclosed(token: Token): void {
    const { frames, suspect, isBehindLoss } = this.#cursor;
    const frame = frames.at(-1);
    if (frame === undefined) return;
    const isAtEnd = token.kind === 'end';
    const unclosed = isAtEnd ? (suspect ?? frame) : frame;
    const place = placeOf(isAtEnd && suspect !== undefined ? suspect.opening : token);
    const problem: Problem = { ...SYNTAX, message: UNCLOSED[unclosed.kind], ...place };
    if (isAtEnd && isBehindLoss) throw new UnreadableError(problem.message);
    if (isAtEnd || this.#hasBracketProblem) throw this.#unreadable(problem);
    this.#hasBracketProblem = true;
    this.#cursor.report(problem);
  }

  /** Says what ends the reading, unless something that has been said is the reason for it. */
  #unreadable(problem: Problem): UnreadableError {
    const cursor = this.#cursor;
    const pending = cursor.peek().gap.problems;
    for (const one of pending) cursor.report(one);
    // A comment that is not closed swallows the rest.
    const isCutOff = pending.some(
      ({ ruleId, end }) => ruleId === 'syntax/json' && end === cursor.text.length,
    );
    if (!isCutOff && !this.#hasBracketProblem) cursor.report(problem);
    return new UnreadableError(problem.message);
  }
}

/** A placeholder that nothing is written for, between the entries of a list. */
function dropNothing(cursor: Cursor, { placeholders, word }: Token): boolean {
  if (placeholders !== 'filled' || word.trim() !== '') return false;
  cursor.drop();
  return true;
}

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
