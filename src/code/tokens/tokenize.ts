import type { Language } from '../language.ts';
import { type CodeLanguage, GRAMMARS } from './grammars.ts';
import { Lexer } from './lexer.ts';
import { ANGLE_PERCENT, ANGLE_QUESTION, findScripts, keepServerCode } from './markup.ts';
import type { Token } from './token.ts';

/** A source, or a part of one, that is all in one language. */
export interface Piece {
  readonly language: CodeLanguage;
  readonly tokens: readonly Token[];
}

/** The code in a source, in pieces of one language each. Takes time in proportion to its length, and never fails. */
export function tokenize(source: string, language: Language): readonly Piece[] {
  switch (language) {
    case 'html':
      return readScripts(source);
    case 'jsp':
      return [readServerCode(source, 'java', ANGLE_PERCENT), ...readScripts(source, ANGLE_PERCENT)];
    case 'ejs':
      return [readServerCode(source, 'javascript', ANGLE_PERCENT), ...readScripts(source, ANGLE_PERCENT)];
    case 'erb':
      return [readServerCode(source, 'ruby', ANGLE_PERCENT), ...readScripts(source, ANGLE_PERCENT)];
    case 'php':
      return [readServerCode(source, 'php', ANGLE_QUESTION), ...readScripts(source, ANGLE_QUESTION)];
    default:
      return [{ language, tokens: new Lexer(source, GRAMMARS[language]).readAll() }];
  }
}

function readServerCode(source: string, language: CodeLanguage, delimiters: typeof ANGLE_PERCENT): Piece {
  const code = keepServerCode(source, delimiters);
  return { language, tokens: new Lexer(code, GRAMMARS[language]).readAll() };
}

function readScripts(source: string, server?: typeof ANGLE_PERCENT): readonly Piece[] {
  const { text, scripts } = findScripts(source, server);
  // JSX in the script of a page is rare, and what template engines leave there looks like it.
  return scripts.map(({ start, end, isTypeScript }) => ({
    language: isTypeScript ? 'typescript' : 'javascript',
    tokens: new Lexer(text, GRAMMARS.typescript, start, end).readAll(),
  }));
}
