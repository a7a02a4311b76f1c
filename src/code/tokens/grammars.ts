import type { Language } from '../language.ts';
import { CHARACTER, type Grammar, HOLES, type LiteralForm, quoted, SLASH_COMMENTS, WORD } from './grammar.ts';
import { readPhpHeredoc, readRubyHeredoc } from './heredocs.ts';
import { readJsx } from './jsx.ts';
import type { Lexer } from './lexer.ts';
import { skipRegularExpression, startsValue, startsValueInRuby } from './regular-expressions.ts';

/** The languages that sources are written in; the others only carry these. */
export type CodeLanguage = Exclude<Language, 'html' | 'jsp' | 'ejs' | 'erb'>;

const DOUBLE = quoted(/"/y, '"');
const SINGLE = quoted(/'/y, "'");

const TYPESCRIPT: Grammar = {
  ...SLASH_COMMENTS,
  word: WORD,
  literals: [DOUBLE, SINGLE, quoted(/`/y, '`', { isMultiline: true, holes: [HOLES.dollarBrace] })],
  special: (lexer) => skipRegularExpression(lexer, startsValue),
};

const JAVASCRIPT: Grammar = {
  ...TYPESCRIPT,
  special: (lexer) => readJsx(lexer) || skipRegularExpression(lexer, startsValue),
};

const JAVA: Grammar = {
  ...SLASH_COMMENTS,
  word: WORD,
  literals: [quoted(/"""/y, '"""', { isMultiline: true }), DOUBLE, CHARACTER],
};

const KOTLIN_HOLES = [HOLES.dollarBrace, HOLES.dollarName];
const KOTLIN: Grammar = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nests: true }],
  word: WORD,
  literals: [
    quoted(/"""/y, '"""', { isMultiline: true, escaping: 'none', holes: KOTLIN_HOLES }),
    quoted(/"/y, '"', { holes: KOTLIN_HOLES }),
    CHARACTER,
  ],
};

const SCALA_HOLES = [HOLES.dollarBrace, HOLES.dollarName];
const SCALA: Grammar = {
  ...KOTLIN,
  literals: [
    quoted(/[A-Za-z_]\w*"""/y, '"""', { isMultiline: true, escaping: 'none', holes: SCALA_HOLES }),
    quoted(/[A-Za-z_]\w*"/y, '"', { holes: SCALA_HOLES }),
    quoted(/"""/y, '"""', { isMultiline: true, escaping: 'none' }),
    DOUBLE,
    CHARACTER,
  ],
};

const GROOVY_HOLES = [HOLES.dollarBrace, HOLES.dollarPath];
const GROOVY: Grammar = {
  ...SLASH_COMMENTS,
  word: WORD,
  literals: [
    quoted(/"""/y, '"""', { isMultiline: true, holes: GROOVY_HOLES }),
    quoted(/'''/y, "'''", { isMultiline: true }),
    quoted(/"/y, '"', { holes: GROOVY_HOLES }),
    SINGLE,
  ],
  special: (lexer) => skipRegularExpression(lexer, startsValue),
};

/** Raw literals may open and close with more than three quotes, and their holes with more than one brace. */
const CSHARP_RAW: LiteralForm = {
  open: /(\$*)("{3,20})/y,
  body: ([, dollars = '', quotes = '']) => ({
    close: quotes,
    escaping: 'none',
    isMultiline: true,
    holes: dollars === '' ? [] : [{ kind: 'code', open: '{'.repeat(dollars.length), close: '}' }],
  }),
};
const CSHARP: Grammar = {
  ...SLASH_COMMENTS,
  word: WORD,
  literals: [
    CSHARP_RAW,
    quoted(/(?:\$@|@\$)"/y, '"', { isMultiline: true, escaping: 'doubled', holes: [HOLES.brace] }),
    quoted(/@"/y, '"', { isMultiline: true, escaping: 'doubled' }),
    quoted(/\$"/y, '"', { holes: [HOLES.brace] }),
    DOUBLE,
    CHARACTER,
  ],
};

const PYTHON: Grammar = {
  lineComments: ['#'],
  blockComments: [],
  word: WORD,
  literals: [
    // Raw literals keep their backslashes; the paths that are looked for have none.
    {
      open: /([rRbBuUfFtT]{0,2})("""|'''|"|')/y,
      body: ([, prefix = '', quote = '']) => ({
        close: quote,
        escaping: 'backslash',
        isMultiline: quote.length === 3,
        holes: /[ft]/i.test(prefix) ? [HOLES.brace] : [],
      }),
    },
  ],
};

const PAIRS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
const RUBY_PERCENT: LiteralForm = {
  open: /%([qQ])([([{<|!/])/y,
  body: ([, kind, bracket = '']) => ({
    close: PAIRS[bracket] ?? bracket,
    escaping: 'backslash',
    isMultiline: true,
    holes: kind === 'q' ? [] : [HOLES.hashBrace],
  }),
};
const RUBY: Grammar = {
  lineComments: ['#'],
  blockComments: [{ open: '\n=begin', close: '\n=end', nests: false }],
  word: WORD,
  literals: [
    RUBY_PERCENT,
    quoted(/"/y, '"', { isMultiline: true, holes: [HOLES.hashBrace] }),
    quoted(/'/y, "'", { isMultiline: true }),
    quoted(/`/y, '`', { isMultiline: true, holes: [HOLES.hashBrace] }),
  ],
  special: (lexer) => readRubyHeredoc(lexer) || skipRegularExpression(lexer, startsValueInRuby(lexer)),
};

const PHP_HOLES = [
  { kind: 'code', open: '{$', close: '}' },
  HOLES.dollarBrace,
  { kind: 'name', pattern: /(\$[A-Za-z_]\w*)(?:->[A-Za-z_]\w*|\[[^\]\n]{0,60}\])?/y },
] as const;
const PHP: Grammar = {
  lineComments: ['//'],
  blockComments: [{ open: '/*', close: '*/', nests: false }],
  word: WORD,
  literals: [
    quoted(/"/y, '"', { isMultiline: true, holes: PHP_HOLES }),
    quoted(/'/y, "'", { isMultiline: true }),
  ],
  special: (lexer) => skipPhpComment(lexer) || readPhpHeredoc(lexer, PHP_HOLES),
};

/** `#` begins a comment, `#[` an attribute. */
function skipPhpComment(lexer: Lexer): boolean {
  if (!lexer.startsWith('#') || lexer.startsWith('#[')) return false;
  const end = lexer.source.indexOf('\n', lexer.position);
  lexer.position = end < 0 ? lexer.end : Math.min(end, lexer.end);
  return true;
}

const GO: Grammar = {
  ...SLASH_COMMENTS,
  word: WORD,
  literals: [DOUBLE, quoted(/`/y, '`', { isMultiline: true, escaping: 'none' }), CHARACTER],
};

const RUST: Grammar = {
  ...KOTLIN,
  literals: [
    {
      open: /b?r(#{0,20})"/y,
      body: ([, hashes = '']) => ({ close: `"${hashes}`, escaping: 'none', isMultiline: true, holes: [] }),
    },
    quoted(/[bc]?"/y, '"', { isMultiline: true }),
    CHARACTER,
  ],
};

export const GRAMMARS: Readonly<Record<CodeLanguage, Grammar>> = {
  javascript: JAVASCRIPT,
  typescript: TYPESCRIPT,
  java: JAVA,
  kotlin: KOTLIN,
  scala: SCALA,
  groovy: GROOVY,
  csharp: CSHARP,
  python: PYTHON,
  ruby: RUBY,
  php: PHP,
  go: GO,
  rust: RUST,
};
