import { isMark, isOneOf, isWord } from '../tokens/token.ts';
import { wordSet } from '../word-set.ts';
import type { Code } from './code.ts';

/**
 * Where names are known. In most languages a name is known inside of the braces around its declaration; in Python and
 * Ruby, functions and classes reach as far as their lines are indented.
 */
export interface Scopes {
  /** An id of the innermost scope around a place; -1 for the whole file. */
  scopeAt(index: number): number;
  /** The scope around a scope. */
  scopeAround(scope: number): number;
  /** Whether a function that opens this scope has a parameter of this name. */
  hasParameter(scope: number, name: string): boolean;
}

/** Brackets after these hold no parameters. */
const NOT_FUNCTIONS = wordSet(`
  if while for switch when match using with synchronized foreach lock elseif unless until try fixed guard
`);
/** Longest list of parameters that is looked at, in tokens. */
const MAX_PARAMETERS = 120;
/** Longest return type between the parameters of a function and its body. */
const MAX_RETURN_TYPE = 12;

export function readScopes(code: Code, source: string): Scopes {
  return code.language === 'python' || code.language === 'ruby'
    ? scopesByIndentation(code, source)
    : scopesByBraces(code);
}

function scopesByBraces(code: Code): Scopes {
  const parameters = new Map<number, ReadonlySet<string>>();
  return {
    scopeAt: (index) => code.braceAround(index),
    scopeAround: (scope) => code.braceAround(scope),
    hasParameter(scope, name) {
      let known = parameters.get(scope);
      if (known === undefined) {
        known = parametersBefore(code, scope);
        parameters.set(scope, known);
      }
      return known.has(name);
    },
  };
}

/** `(a, b) {`, `(a, b): Promise<void> {`, `(a, b) => {`, `a => {`, `{ a, b ->`. */
function parametersBefore(code: Code, brace: number): ReadonlySet<string> {
  const { tokens } = code;
  for (let at = brace - 1; at >= Math.max(0, brace - MAX_RETURN_TYPE); at -= 1) {
    const token = tokens[at];
    if (isMark(token, ')')) {
      const open = code.partnerOf(at);
      if (open < 0 || isOneOf(tokens[open - 1], NOT_FUNCTIONS)) return new Set();
      return wordsBetween(code, open, at);
    }
    if (isMark(token, '=>') && isWord(tokens[at - 1])) return wordsBetween(code, at - 2, at);
    if (
      !isWord(token) &&
      !isMark(token, '=>', ':', '->', '<', '>', '.', ',', '?', '|', '[', ']', '&', '*', '::')
    )
      break;
  }
  return code.language === 'kotlin' || code.language === 'groovy' || code.language === 'scala'
    ? lambdaParameters(code, brace)
    : new Set();
}

/** `{ url -> …`, `{ a, b ->`, `{ a => …`. */
function lambdaParameters(code: Code, brace: number): ReadonlySet<string> {
  for (let at = brace + 1; at < brace + MAX_RETURN_TYPE; at += 1) {
    if (isMark(code.tokens[at], '->', '=>')) return wordsBetween(code, brace, at);
    if (!isWord(code.tokens[at]) && !isMark(code.tokens[at], ',', ':', '(', ')')) break;
  }
  return new Set();
}

function wordsBetween(code: Code, open: number, close: number): ReadonlySet<string> {
  const words = new Set<string>();
  for (let at = open + 1; at < Math.min(close, open + MAX_PARAMETERS); at += 1) {
    const token = code.tokens[at];
    if (isWord(token)) words.add(bare(token.text));
  }
  return words;
}

/** Names as they are compared: PHP writes `$name` for what is `$this->name` elsewhere. */
export function bare(name: string): string {
  return name.startsWith('$') ? name.slice(1) : name;
}

const SCOPE_WORDS = new Set(['def', 'class', 'module', 'async']);

function scopesByIndentation(code: Code, source: string): Scopes {
  const at: number[] = [];
  const around = new Map<number, number>();
  const stack: { readonly id: number; readonly indent: number }[] = [];
  for (const [index, token] of code.tokens.entries()) {
    if (token.startsLine && code.bracketAround(index) < 0 && !isMark(token, ')', ']', '}')) {
      const indent = indentationOf(source, token.offset);
      while ((stack.at(-1)?.indent ?? -1) >= indent) stack.pop();
      if (isOneOf(token, SCOPE_WORDS)) {
        around.set(index, stack.at(-1)?.id ?? -1);
        stack.push({ id: index, indent });
      }
    }
    at.push(stack.at(-1)?.id ?? -1);
  }
  return {
    scopeAt: (index) => at[index] ?? -1,
    scopeAround: (scope) => around.get(scope) ?? -1,
    hasParameter: (scope, name) => headOf(code, scope).has(name),
  };
}

/** The words of the line that opens a function. */
function headOf(code: Code, scope: number): ReadonlySet<string> {
  const words = new Set<string>();
  for (let at = scope + 1; at < scope + MAX_PARAMETERS; at += 1) {
    const token = code.tokens[at];
    if (token === undefined || (token.startsLine && code.bracketAround(at) < 0)) break;
    if (isWord(token)) words.add(token.text);
  }
  return words;
}

/** The column of the first token of a line; longer indentations are all the same. */
function indentationOf(source: string, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < 400 && source.charAt(start - 1) !== '\n') start -= 1;
  return offset - start;
}
