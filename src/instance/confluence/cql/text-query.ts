import { CqlError } from '../../../cql/cql-error.ts';

/** What the text after `~` says, in the grammar of Lucene that Confluence has. */
export type TextQuery =
  | SearchedTerm
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextQuery[] }
  | { readonly kind: 'not'; readonly inner: TextQuery };

/** A word, or several that stand together. */
export interface SearchedTerm {
  readonly kind: 'term';
  readonly text: string;
  /** exact: the word or phrase; prefix: `wor*`; pattern: `w*r?`; fuzzy: `word~`; near: `"a word"~3` */
  readonly form: 'exact' | 'prefix' | 'pattern' | 'fuzzy' | 'near';
  /** How far away words may be. */
  readonly distance: number;
}

type Token = { readonly kind: '(' | ')' | 'and' | 'or' | 'not' | 'must' } | SearchedTerm;

// A phrase, a bracket, a sign before a term, or a word up to a space or bracket. `^2` gives weight, and nothing else.
const TOKEN = /\s*(?:"([^"]*)"(?:~(\d{1,3}))?(?:\^[\d.]+)?|([()])|([+!-])(?=[\p{L}\p{N}"(])|([^\s()"]+))/uy;
const MAX_DEPTH = 50;
const FUZZINESS = 2;

/**
 * @throws {CqlError} where there is no word in it, or it is no query
 */
export function parseText(text: string): TextQuery {
  const tokens = tokenize(text);
  if (!tokens.some(({ kind }) => kind === 'term')) throw new CqlError(`there is no word in '${text}'`);
  const reader = { tokens, at: 0 };
  const query = readOr(reader, 0);
  if (reader.at < tokens.length) throw new CqlError(`a bracket is not opened in '${text}'`);
  return query;
}

interface Reader {
  readonly tokens: readonly Token[];
  at: number;
}

function readOr(reader: Reader, depth: number): TextQuery {
  if (depth > MAX_DEPTH) throw new CqlError('the text is nested too deeply');
  const parts = [readAnd(reader, depth)];
  while (take(reader, 'or')) parts.push(readAnd(reader, depth));
  return parts.length === 1 ? only(parts) : { kind: 'or', parts };
}

/** Words that stand beside each other are all wanted. */
function readAnd(reader: Reader, depth: number): TextQuery {
  const parts: TextQuery[] = [];
  for (;;) {
    take(reader, 'and');
    const next = reader.tokens[reader.at]?.kind;
    if (next === undefined || next === ')' || next === 'or') break;
    parts.push(readOne(reader, depth));
  }
  if (parts.length === 0) throw new CqlError('a word is missing in the text');
  const [first] = parts;
  return parts.length === 1 && first?.kind !== 'not' ? only(parts) : { kind: 'and', parts };
}

function readOne(reader: Reader, depth: number): TextQuery {
  if (take(reader, 'not')) return { kind: 'not', inner: readOne(reader, depth) };
  if (take(reader, 'must')) return readOne(reader, depth);
  if (take(reader, '(')) {
    const inner = readOr(reader, depth + 1);
    if (!take(reader, ')')) throw new CqlError('a bracket is not closed in the text');
    return inner;
  }
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'term') throw new CqlError('a word is missing in the text');
  reader.at += 1;
  return token;
}

function take(reader: Reader, kind: Token['kind']): boolean {
  if (reader.tokens[reader.at]?.kind !== kind) return false;
  reader.at += 1;
  return true;
}

function only(parts: readonly TextQuery[]): TextQuery {
  const [part] = parts;
  if (part === undefined) throw new CqlError('a word is missing in the text');
  return part;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match !== null; match = TOKEN.exec(text)) {
    const [, phrase, distance, bracket, sign, word] = match;
    if (bracket === '(' || bracket === ')') tokens.push({ kind: bracket });
    else if (sign !== undefined) tokens.push({ kind: sign === '+' ? 'must' : 'not' });
    else if (phrase !== undefined) tokens.push(...phraseTokens(phrase, distance));
    else tokens.push(...wordTokens(word ?? ''));
  }
  return tokens;
}

function phraseTokens(phrase: string, distance: string | undefined): readonly Token[] {
  if (!hasLetter(phrase)) return [];
  const isNear = distance !== undefined && /\S\s+\S/.test(phrase.trim());
  const form = isNear ? 'near' : 'exact';
  return [{ kind: 'term', text: phrase.trim(), form, distance: Number(distance ?? 0) }];
}

const OPERATORS: Readonly<Record<string, 'and' | 'or' | 'not'>> = {
  AND: 'and',
  '&&': 'and',
  OR: 'or',
  '||': 'or',
  NOT: 'not',
};

function wordTokens(given: string): readonly Token[] {
  const operator = OPERATORS[given];
  if (operator !== undefined) return [{ kind: operator }];
  const word = given.replace(/\^[\d.]+$/, '');
  if (!hasLetter(word)) return [];
  if (/^[*?]/.test(word)) throw new CqlError(`a word cannot begin with a wildcard, as '${word}' does`);
  const [, fuzzy, digits] = /^(.+)~(\d?(?:\.\d+)?)$/.exec(word) ?? [];
  if (fuzzy !== undefined) {
    const most = /^[12]$/.test(digits ?? '') ? Number(digits) : FUZZINESS;
    return [{ kind: 'term', text: fuzzy, form: 'fuzzy', distance: most }];
  }
  if (/^[^*?]+\*$/.test(word))
    return [{ kind: 'term', text: word.slice(0, -1), form: 'prefix', distance: 0 }];
  const isPattern = /[*?]/.test(word.replace(/\?+$/, ''));
  return [{ kind: 'term', text: word, form: isPattern ? 'pattern' : 'exact', distance: 0 }];
}

function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
