import { HOLES, type LiteralBody } from './grammar.ts';
import type { Lexer } from './lexer.ts';

const RUBY_OPENING = /<<([~-]?)(?:(["'`])([A-Za-z_]\w*)\2|([A-Z_][A-Z0-9_]*)\b)/y;
const PHP_OPENING = /<<<[ \t]*(?:(["'])([A-Za-z_]\w*)\1|([A-Za-z_]\w*))[ \t]*\r?\n/y;

/** After as many openings without a closing, a source has no heredocs: looking for them takes time. */
const MAX_FAILURES = 20;

const failures = new WeakMap<Lexer, number>();

/** Ruby: the body begins on the next line (or after the body of another one that opened on this line). */
export function readRubyHeredoc(lexer: Lexer): boolean {
  const opening = lexer.startsWith('<<') && mayOpen(lexer) ? lexer.match(RUBY_OPENING) : undefined;
  if (opening === undefined) return false;
  const name = opening[3] ?? opening[4] ?? '';
  const offset = lexer.position;
  const lineEnd = lexer.source.indexOf('\n', offset);
  const start = lexer.nextLine ?? (lineEnd < 0 ? lexer.end : lineEnd + 1);
  const last = findClosing(lexer, start, name);
  if (last === undefined) return false;
  const resume = offset + opening[0].length;
  lexer.position = start;
  const body: LiteralBody = {
    close: '',
    escaping: opening[2] === "'" ? 'none' : 'backslash',
    isMultiline: true,
    holes: opening[2] === "'" ? [] : [HOLES.hashBrace],
  };
  const parts = lexer.readBody(body, last.start);
  lexer.position = resume;
  lexer.nextLine = Math.max(last.lineEnd, lexer.nextLine ?? 0);
  lexer.addText(parts, offset);
  return true;
}

/** PHP: what follows the closing name belongs to the statement. */
export function readPhpHeredoc(lexer: Lexer, holes: LiteralBody['holes']): boolean {
  const opening = lexer.startsWith('<<<') && mayOpen(lexer) ? lexer.match(PHP_OPENING) : undefined;
  if (opening === undefined) return false;
  const name = opening[2] ?? opening[3] ?? '';
  const offset = lexer.position;
  const start = offset + opening[0].length;
  const last = findClosing(lexer, start, name);
  if (last === undefined) return false;
  lexer.position = start;
  const isNowdoc = opening[1] === "'";
  const parts = lexer.readBody(
    {
      close: '',
      escaping: isNowdoc ? 'none' : 'backslash',
      isMultiline: true,
      holes: isNowdoc ? [] : holes,
    },
    last.start,
  );
  lexer.position = last.end;
  lexer.addText(parts, offset);
  return true;
}

interface Closing {
  /** Of the line that holds the name. */
  readonly start: number;
  /** After the name. */
  readonly end: number;
  readonly lineEnd: number;
}

function mayOpen(lexer: Lexer): boolean {
  return (failures.get(lexer) ?? 0) < MAX_FAILURES;
}

function findClosing(lexer: Lexer, from: number, name: string): Closing | undefined {
  const pattern = new RegExp(`^[ \\t]*${name}\\b`, 'gm');
  pattern.lastIndex = from;
  const match = pattern.exec(lexer.source);
  if (match === null || match.index >= lexer.end) {
    failures.set(lexer, (failures.get(lexer) ?? 0) + 1);
    return undefined;
  }
  const end = match.index + match[0].length;
  const newline = lexer.source.indexOf('\n', end);
  return { start: match.index, end, lineEnd: newline < 0 ? lexer.end : newline + 1 };
}
