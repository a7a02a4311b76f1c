import { toPointer } from '../../json-pointer.ts';
import type { Problem, Report } from '../report.ts';
import { type Frame, isOutside } from './indentation.ts';
import type { Lexer } from './lexer.ts';
import { createRewriter, type Rewriter } from './rewriter.ts';
import { isOpening, type Stretch, type Token } from './token.ts';

export interface CursorOptions {
  readonly text: string;
  readonly lexer: Lexer;
  readonly report: Report;
  /** True where the text is what the product reads: nothing will be filled in any more. */
  readonly isServed: boolean;
}

/** Ends the reading; what is wrong has been reported. */
export class UnreadableError extends Error {}

/** A place in a text that goes forward only, and writes down what strict JSON has for what it leaves behind. */
export class Cursor {
  readonly text: string;
  readonly rewriter: Rewriter;
  /** Names and positions that lead to the value that is being read. */
  readonly path: (string | number)[] = [];
  /** The objects and lists around it. */
  readonly frames: Frame[] = [];
  /** Of what was opened and seems not to be closed, the first. */
  suspect: Frame | undefined;
  /** Pointers to values that may be anything. */
  readonly unknown = new Set<string>();
  /** Pointers to objects and lists that may hold more than can be seen. */
  readonly open = new Set<string>();
  /** Pointers to objects and lists with tags of a template between their entries. */
  readonly templated = new Set<string>();
  /** True when something was left behind that could not be read. */
  isPartial = false;
  /** True behind what could not be read: what separates it from the next entry is not asked for. */
  isBehindLoss = false;
  /** True behind a placeholder that stands for a value, or for what separates values. */
  isBehindPlaceholder = false;
  /** True when a tag of a template stands outside of texts in what was left behind. */
  hasTags = false;
  /** Behind the token that was left behind last. */
  end = 0;
  readonly #lexer: Lexer;
  readonly #report: Report;
  readonly #isServed: boolean;
  #indentation = 0;
  #hasUnfilled = false;

  constructor({ text, lexer, report, isServed }: CursorOptions) {
    this.text = text;
    this.rewriter = createRewriter(text);
    this.#lexer = lexer;
    this.#report = report;
    this.#isServed = isServed;
  }

  peek(ahead: 0 | 1 = 0): Token {
    return this.#lexer.peek(ahead);
  }

  /** True for what stands before a colon. */
  isName({ kind }: Token): boolean {
    return (kind === 'text' || kind === 'word') && this.peek(1).kind === ':';
  }

  isInList(): boolean {
    return this.frames.at(-1)?.kind === 'list';
  }

  /** Goes over the next token and keeps it, in the form that strict JSON has of it. */
  consume(replacement?: string): Token {
    const token = this.#advance();
    const json = replacement ?? token.json;
    if (json !== undefined) this.rewriter.replace(token, json);
    for (const problem of token.problems) this.report(problem);
    return token;
  }

  /** Goes over the next token and leaves it out. */
  drop(): Token {
    const token = this.#advance();
    if (token.placeholders === 'open') this.refuseUnfilled(token);
    this.rewriter.replace(token, '');
    return token;
  }

  /** Goes over a comma; what is returned leaves it out after all. */
  hold(mayGo: boolean): () => void {
    const token = this.#advance();
    const next = this.peek();
    const isWord = next.kind === 'word' && next.placeholders === 'none';
    // In a list, a name before a colon may be that of a property outside of it.
    const isForeign = this.isInList() && this.isName(next);
    const isSettled = !mayGo && !isForeign && (next.kind === 'text' || isWord || isOpening(next));
    return isSettled ? KEEP : this.rewriter.hold(token);
  }

  /** Goes over a token, and over all up to the closing bracket where it opens something. */
  dropBalanced(): void {
    let depth = 0;
    do {
      const { kind } = this.peek();
      if (kind === 'end') return;
      if (kind === '{' || kind === '[') depth += 1;
      if (kind === '}' || kind === ']') depth -= 1;
      this.drop();
    } while (depth > 0);
  }

  /** Writes something behind what was left behind last. */
  insert(json: string): void {
    this.rewriter.replace({ start: this.end, end: this.end }, json);
  }

  enter(kind: Frame['kind']): void {
    const opening = this.consume();
    const indentation = this.#indentation;
    this.frames.push({ kind, opening, indentation, entryColumn: undefined, lastEntry: undefined });
  }

  /** Compares the place of the next token on its line with that of what it stands in. */
  judgeIndentation(): void {
    const frame = this.frames.at(-1);
    const token = this.peek();
    if (frame === undefined || this.suspect !== undefined) return;
    if (isOutside(frame, token)) this.suspect = frame;
    if (token.gap.hasLineBreak) frame.entryColumn ??= token.column;
  }

  /** Pointer to the value that is being read. */
  pointer(): string {
    return toPointer(this.path);
  }

  /** Pointer to the object or list around it. */
  containerPointer(): string {
    return toPointer(this.path.slice(0, Math.max(0, this.frames.length - 1)));
  }

  report(problem: Problem, pointer = this.pointer()): void {
    this.#report.add(problem, pointer);
  }

  /** What is served is final: whatever should have been filled in was not. Said once. */
  refuseUnfilled({ start, end }: Stretch): void {
    if (!this.#isServed || this.#hasUnfilled) return;
    this.#hasUnfilled = true;
    const written = this.text.slice(start, end);
    const message = `${written} was not filled in: what is served here is not JSON.`;
    this.report({ ruleId: 'syntax/placeholder', message, start, end });
  }

  #advance(): Token {
    const token = this.#lexer.next();
    const { stretches, tag, problems, hasLineBreak } = token.gap;
    for (const problem of problems) this.report(problem, this.containerPointer());
    for (const stretch of stretches) {
      if (tag === undefined) this.rewriter.blank(stretch);
      else this.rewriter.replace(stretch, ' ');
    }
    if (tag !== undefined) this.refuseUnfilled(tag);
    this.hasTags ||= tag !== undefined || token.placeholders !== 'none';
    if (hasLineBreak || this.end === 0) this.#indentation = token.column;
    this.end = token.end;
    return token;
  }
}

const KEEP = () => {};
