import type { CodeLanguage } from '../tokens/grammars.ts';
import { isMark, isWord, type Token } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Tokens with their brackets. Indexes are into `tokens`; -1 stands for none. */
export class Code {
  readonly tokens: readonly Token[];
  readonly language: CodeLanguage;
  readonly #partners = new Map<number, number>();
  readonly #around: number[] = [];
  readonly #braces: number[] = [];
  readonly #entries = new Map<number, readonly Stretch[]>();

  /** Brackets without a partner, as in templates, are as if they were not there. */
  constructor(tokens: readonly Token[], language: CodeLanguage) {
    this.tokens = tokens;
    this.language = language;
    const open: number[] = [];
    const counts = new Map<string, number>();
    const count = (bracket: string, change: number) =>
      counts.set(bracket, (counts.get(bracket) ?? 0) + change);
    for (const [index, token] of tokens.entries()) {
      const text = token.kind === 'mark' ? token.text : '';
      const opening = OPENING[text];
      if (opening !== undefined && (counts.get(opening) ?? 0) > 0) {
        for (let top = open.pop(); top !== undefined; top = open.pop()) {
          const bracket = bracketAt(tokens, top);
          count(bracket, -1);
          if (bracket !== opening) continue;
          this.#partners.set(top, index).set(index, top);
          break;
        }
      }
      const innermost = open.at(-1) ?? -1;
      this.#around.push(innermost);
      this.#braces.push(isMark(tokens[innermost], '{') ? innermost : (this.#braces[innermost] ?? -1));
      if (CLOSING[text] !== undefined) {
        open.push(index);
        count(text, 1);
      }
    }
  }

  /** The other bracket of the pair that the token at `index` is one of. */
  partnerOf(index: number): number {
    return this.#partners.get(index) ?? -1;
  }

  /** The bracket that opens the innermost pair around `index`. */
  bracketAround(index: number): number {
    return this.#around[index] ?? -1;
  }

  /** The innermost `{` around `index`, whatever other brackets stand between them. */
  braceAround(index: number): number {
    return this.#braces[index] ?? -1;
  }

  /** The arguments, entries or items between a bracket and its partner. */
  entriesIn(bracket: number): readonly Stretch[] {
    const known = this.#entries.get(bracket);
    if (known !== undefined) return known;
    const entries = readEntries(this, bracket);
    this.#entries.set(bracket, entries);
    return entries;
  }

  /** The entry that holds a place directly between a bracket and its partner. */
  entryAt(bracket: number, index: number): Stretch | undefined {
    const entries = this.entriesIn(bracket);
    let low = 0;
    let high = entries.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((entries[middle]?.first ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const entry = entries[low];
    return entry !== undefined && entry.first <= index && index <= entry.last ? entry : undefined;
  }
}

/** A stretch of tokens, both ends included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

function readEntries(code: Code, bracket: number): readonly Stretch[] {
  const end = code.partnerOf(bracket);
  const entries: Stretch[] = [];
  let first = bracket + 1;
  for (let index = first; index <= end; index += 1) {
    const token = code.tokens[index];
    if (index === end || isMark(token, ',')) {
      if (index > first) entries.push({ first, last: index - 1 });
      first = index + 1;
    } else if (token?.kind === 'mark' && CLOSING[token.text] !== undefined) {
      index = Math.max(index, code.partnerOf(index));
    }
  }
  return entries;
}

function bracketAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token?.kind === 'mark' ? token.text : '';
}

/** What joins a member to what it is a member of. `.` joins texts in PHP. */
export function isMemberMark(token: Token | undefined, language: CodeLanguage): boolean {
  if (isMark(token, '.')) return language !== 'php';
  return isMark(token, '?.', '->', '::');
}

/** A step of a chain of members: a name, and the bracket of its arguments if it is called. */
export interface Segment {
  readonly name: string;
  /** Index of the name. */
  readonly at: number;
  readonly bracket: number;
}

/** Of longer chains, what is further away says nothing of the call. */
const MAX_SEGMENTS = 24;

/** The steps up to the call that a bracket opens, from that call back to the beginning of the chain. */
export function segmentsBefore(code: Code, bracket: number): readonly Segment[] {
  return segmentsUpTo(code, nameBefore(code, bracket), bracket);
}

/** The steps up to a name; `open` is the bracket of its arguments, if it has any. */
export function segmentsUpTo(code: Code, name: number, open = -1): readonly Segment[] {
  const segments: Segment[] = [];
  let step: { readonly at: number; readonly open: number } = { at: name, open };
  while (step.at >= 0 && segments.length < MAX_SEGMENTS) {
    const token = code.tokens[step.at];
    if (!isWord(token) || NO_CALLEES.has(token.text)) break;
    segments.push({ name: token.text, at: step.at, bracket: step.open });
    if (!isMemberMark(code.tokens[step.at - 1], code.language)) break;
    step = stepOver(code, step.at - 2);
  }
  return segments;
}

/** The calls that go on from the end of a call: `.b(…).c(…)` after `a(…)`. */
export function callsAfter(code: Code, close: number): readonly Segment[] {
  const segments: Segment[] = [];
  let at = close + 1;
  while (isMemberMark(code.tokens[at], code.language) && segments.length < MAX_SEGMENTS) {
    const token = code.tokens[at + 1];
    if (!isWord(token)) break;
    const isCall = isMark(code.tokens[at + 2], '(');
    if (isCall) segments.push({ name: token.text, at: at + 1, bracket: at + 2 });
    const end = isCall ? code.partnerOf(at + 2) : at + 1;
    if (end < 0) break;
    at = end + 1;
  }
  return segments;
}

/** From the end of `a(…)`, `a[…]` or `a!` to the name, with the bracket of the call if it is one. */
function stepOver(code: Code, end: number): { readonly at: number; readonly open: number } {
  let at = end;
  let open = -1;
  for (let passed = 0; passed < MAX_SEGMENTS; passed += 1) {
    const token = code.tokens[at];
    if (isMark(token, '!', '?')) {
      at -= 1;
    } else if (isMark(token, ')', ']', '}')) {
      const partner = code.partnerOf(at);
      if (isMark(token, ')')) open = partner;
      at = partner < 0 ? -1 : nameBefore(code, partner);
    } else break;
  }
  return { at, open };
}

/** Words that stand before brackets without being called. */
const NO_CALLEES = wordSet(`
  const var import type if while for switch return catch await function when match in not and or else elif typeof yield throw
  case of echo print foreach until unless
`);

/** The name right before a bracket, over type arguments (`get<User>(`) and `!` or `?.` between them; -1 for none. */
export function nameBefore(code: Code, bracket: number): number {
  let at = bracket - 1;
  if (isMark(code.tokens[at], '!', '?.') || (code.language === 'ruby' && isMark(code.tokens[at], '?')))
    at -= 1;
  if (isMark(code.tokens[at], '>')) at = beforeTypeArguments(code, at);
  if (isMark(code.tokens[at], '::')) at -= 1;
  return isWord(code.tokens[at]) || isMark(code.tokens[at], ')', ']') ? at : -1;
}

/** Longest type arguments that are passed over, in tokens. */
const MAX_TYPE_ARGUMENTS = 40;

function beforeTypeArguments(code: Code, end: number): number {
  let depth = 0;
  for (let at = end; at >= Math.max(0, end - MAX_TYPE_ARGUMENTS); at -= 1) {
    const token = code.tokens[at];
    if (isMark(token, '>')) depth += 1;
    else if (isMark(token, '<')) depth -= 1;
    else if (!isWord(token) && !isMark(token, ',', '.', '?', '[', ']', '&', '::', '{', '}', ':', '|'))
      return -1;
    if (depth === 0) return at - 1;
  }
  return -1;
}
