import type { BlockComment, Grammar, Hole, LiteralBody } from './grammar.ts';
import type { TextPart, Token } from './token.ts';

/** Deeper literals within literals are taken as plain text. */
const MAX_DEPTH = 30;

/** Operators that mean something else than their characters one by one. */
const LONG_MARKS: readonly string[] = [
  ...['===', '!==', '...'],
  ...['=>', '->', '::', '?.', '==', '!=', '<=', '>=', '&&', '||', '??', '+=', '-=', '.=', ':=', '++', '--'],
];

/** The brackets of comments that nest: in every language that has them, they are these. */
const NESTED_COMMENT = /\/\*|\*\//g;

/**
 * Reads a source into tokens. It never fails: what is not closed ends with its line or with the source.
 * Each character is looked at a bounded number of times.
 */
export class Lexer {
  readonly source: string;
  position: number;
  /** Where to go on after the end of the line, where a literal of this line has taken the lines that follow. */
  nextLine: number | undefined;
  readonly #grammar: Grammar;
  readonly #end: number;
  #tokens: Token[] = [];
  #depth = 0;
  #startsLine = true;

  constructor(source: string, grammar: Grammar, start = 0, end = source.length) {
    this.source = source;
    this.#grammar = grammar;
    this.position = start;
    this.#end = end;
  }

  get end(): number {
    return this.#end;
  }

  /** The token before the position, within the same piece of code. */
  get previous(): Token | undefined {
    return this.#tokens.at(-1);
  }

  get depth(): number {
    return this.#depth;
  }

  readAll(): readonly Token[] {
    while (this.position < this.#end) this.#readOne();
    return this.#tokens;
  }

  /** Reads code up to its closing bracket, which is passed as well. */
  readCode(close: string): readonly Token[] {
    const outer = this.#tokens;
    this.#tokens = [];
    this.#depth += 1;
    let open = 0;
    while (this.position < this.#end) {
      const before = this.#tokens.length;
      this.#readOne();
      const token = this.#tokens.length > before ? this.#tokens.at(-1) : undefined;
      if (token?.kind !== 'mark') continue;
      if (token.text === '{') open += 1;
      if (token.text === '}') open -= 1;
      if (token.text === close && open < 0) {
        this.#tokens.pop();
        break;
      }
    }
    const tokens = this.#tokens;
    this.#tokens = outer;
    this.#depth -= 1;
    return tokens;
  }

  /** Adds a token that ends at the position. */
  add(kind: 'word' | 'mark', offset: number): void {
    const text = this.source.slice(offset, this.position);
    this.#tokens.push({ kind, text, offset, end: this.position, startsLine: this.#takeLineStart() });
  }

  /** Adds an operator that the source does not have. */
  addMark(text: string, offset: number): void {
    this.#tokens.push({ kind: 'mark', text, offset, end: offset, startsLine: this.#takeLineStart() });
  }

  addText(parts: readonly TextPart[], offset: number): void {
    this.#tokens.push({
      kind: 'text',
      parts,
      offset,
      end: this.position,
      startsLine: this.#takeLineStart(),
    });
  }

  addTokens(tokens: readonly Token[]): void {
    for (const token of tokens) this.#tokens.push(token);
  }

  /** The match of a sticky pattern at the position. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.position;
    const match = pattern.exec(this.source);
    return match === null || match.index + match[0].length > this.#end ? undefined : match;
  }

  startsWith(text: string): boolean {
    return this.source.startsWith(text, this.position);
  }

  /** Reads a literal from its body on, closing included. */
  readBody(body: LiteralBody, end = this.#end): readonly TextPart[] {
    const parts: TextPart[] = [];
    let text = '';
    while (this.position < end && !this.#atEndOf(body)) {
      const part = this.#readPart(body);
      if (typeof part === 'string') {
        text += part;
        continue;
      }
      if (text !== '') parts.push(text);
      text = '';
      parts.push({ tokens: part });
    }
    return text === '' ? parts : [...parts, text];
  }

  /** Passes the closing, if this is the place. */
  #atEndOf({ close, escaping, isMultiline }: LiteralBody): boolean {
    if (!isMultiline && this.source.charAt(this.position) === '\n') return true;
    if (close === '' || !this.startsWith(close)) return false;
    if (escaping === 'doubled' && this.source.startsWith(close, this.position + close.length)) return false;
    this.position += close.length;
    return true;
  }

  /** The next character of a literal, an escape of one, or the code of a hole. */
  #readPart({ close, escaping, holes }: LiteralBody): string | readonly Token[] {
    const character = this.source.charAt(this.position);
    if (character === '\\' && escaping === 'backslash') return this.#readEscape();
    if (escaping === 'doubled' && this.startsWith(close)) {
      this.position += 2 * close.length;
      return close;
    }
    const hole = holes.length === 0 ? undefined : this.#readHole(holes);
    if (hole !== undefined) return hole;
    this.position += 1;
    return character;
  }

  #readOne(): void {
    if (this.#skipComment() || this.#skipSpace()) return;
    if (this.#grammar.special?.(this) === true) return;
    const offset = this.position;
    for (const { open, body } of this.#grammar.literals) {
      const opening = this.match(open);
      if (opening === undefined) continue;
      this.position += opening[0].length;
      this.addText(this.readBody(body(opening)), offset);
      return;
    }
    const word = this.match(this.#grammar.word);
    this.position += word === undefined ? this.#markLength() : word[0].length;
    this.add(word === undefined ? 'mark' : 'word', offset);
  }

  #markLength(): number {
    return LONG_MARKS.find((mark) => this.startsWith(mark))?.length ?? 1;
  }

  #skipSpace(): boolean {
    const code = this.source.charCodeAt(this.position);
    if (code > 32) return false;
    this.position += 1;
    if (code === 10) {
      this.#startsLine = true;
      if (this.nextLine !== undefined) this.position = Math.max(this.position, this.nextLine);
      this.nextLine = undefined;
    }
    return true;
  }

  #skipComment(): boolean {
    if (this.#grammar.lineComments.some((open) => this.startsWith(open))) {
      const end = this.source.indexOf('\n', this.position);
      this.position = end < 0 ? this.#end : Math.min(end, this.#end);
      return true;
    }
    const block = this.#grammar.blockComments.find(({ open }) => this.startsWith(open));
    if (block === undefined) return false;
    this.position = Math.min(endOfComment(this.source, this.position + block.open.length, block), this.#end);
    return true;
  }

  /** Only what paths are written with is resolved; a line that goes on in the next one is joined. */
  #readEscape(): string {
    const escaped = this.source.charAt(this.position + 1);
    this.position = Math.min(this.position + 2, this.#end);
    if (escaped === '\n' || escaped === '\r') return '';
    return /[a-z0-9]/i.test(escaped) ? `\\${escaped}` : escaped;
  }

  #readHole(holes: readonly Hole[]): readonly Token[] | string | undefined {
    for (const hole of holes) {
      if (hole.kind === 'name') {
        const name = this.match(hole.pattern);
        if (name === undefined) continue;
        const offset = this.position;
        this.position += name[0].length;
        return wordsOf(name[1] ?? '', offset);
      }
      if (hole.escaped !== undefined && this.startsWith(hole.escaped)) {
        this.position += hole.escaped.length;
        return hole.open;
      }
      if (this.#depth >= MAX_DEPTH || !this.startsWith(hole.open)) continue;
      this.position += hole.open.length;
      return this.readCode(hole.close);
    }
    return undefined;
  }

  #takeLineStart(): boolean {
    const startsLine = this.#startsLine;
    this.#startsLine = false;
    return startsLine;
  }
}

function endOfComment(source: string, from: number, { close, nests }: BlockComment): number {
  if (!nests) {
    const closing = source.indexOf(close, from);
    return closing < 0 ? source.length : closing + close.length;
  }
  let depth = 1;
  NESTED_COMMENT.lastIndex = from;
  while (depth > 0) {
    const bracket = NESTED_COMMENT.exec(source);
    if (bracket === null) return source.length;
    depth += bracket[0] === close ? -1 : 1;
  }
  return NESTED_COMMENT.lastIndex;
}

/** `a.b` as tokens. Only their texts matter: they stand inside of a literal. */
function wordsOf(path: string, offset: number): readonly Token[] {
  const end = offset + path.length;
  return path
    .split('.')
    .flatMap((text, index): readonly Token[] => [
      ...(index === 0 ? [] : [{ kind: 'mark', text: '.', offset, end, startsLine: false } as const]),
      { kind: 'word', text, offset, end, startsLine: false },
    ]);
}
