import { isMark, isText, isWord, plainText, type Token } from '../../code/tokens/token.ts';
import { tokenize } from '../../code/tokens/tokenize.ts';
import { UsageError } from '../../core/errors.ts';

/** The list that is looked for: `export const modules: readonly Module[] = [ … ];`. */
const LIST = 'modules';

/** A route to be listed. */
export interface IndexEntry {
  /** What the route's file exports: `issuePanel`. */
  readonly name: string;
  /** Path of the route's file without extension, from the index on: `./issue-panel`. */
  readonly source: string;
  /** Extension of the route's file: `.ts`. */
  readonly extension: string;
}

/** The file of a project that lists its routes, as far as it is understood. */
export interface ModuleIndex {
  /** What is in the list, in its order. */
  readonly names: readonly string[];
  /** What the index imports from, as it is written: `./issue-panel.ts`. */
  readonly sources: readonly string[];
  /** Every name that stands anywhere in it. */
  readonly words: ReadonlySet<string>;
}

/** Why an index cannot be edited. */
export class UnknownIndexError extends Error {}

interface Import {
  readonly start: number;
  /** Behind the semicolon. */
  readonly end: number;
  readonly source: string;
  readonly quote: string;
  readonly hasSemicolon: boolean;
}

interface Anatomy {
  readonly text: string;
  readonly imports: readonly Import[];
  /** Offset of the opening bracket, and of the closing one. */
  readonly open: number;
  readonly close: number;
  readonly items: readonly Token[];
  readonly tokens: readonly Token[];
  /** Whether a comma follows the last of `items`. */
  readonly hasTrailingComma: boolean;
}

/**
 * Reads the index of a project.
 * @throws UnknownIndexError where it is not written as `connect-kit` writes it
 */
export function readModuleIndex(text: string): ModuleIndex {
  const { imports, items, tokens } = dissect(text);
  return {
    names: items.map((item) => text.slice(item.offset, item.end)),
    sources: imports.map(({ source }) => source),
    words: new Set(tokens.flatMap((token) => (isWord(token) ? [token.text] : []))),
  };
}

/**
 * The index with one more route: an import, and a name at the end of the list. Nothing else of the text changes.
 * @param width a list that stands on one line is put on several where the line would be longer
 * @throws UnknownIndexError where it is not written as `connect-kit` writes it, or has that name already
 */
export function addToModuleIndex(text: string, entry: IndexEntry, width: number): string {
  const anatomy = dissect(text);
  if (anatomy.tokens.some((token) => isWord(token) && token.text === entry.name)) {
    throw new UnknownIndexError(`it has the name ${entry.name} already`);
  }
  const edits = [importEdit(entry, anatomy), ...listEdits(entry.name, anatomy, width)];
  return edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((result, { from, to, text: put }) => result.slice(0, from) + put + result.slice(to), text);
}

/** What a person has to write who lists a route by hand. */
export function indexLines(entry: IndexEntry): readonly string[] {
  return [
    `import { ${entry.name} } from '${entry.source}${entry.extension}';`,
    `export const ${LIST} = [ …, ${entry.name}];`,
  ];
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

function dissect(text: string): Anatomy {
  const tokens = tokenize(text, 'typescript').flatMap((piece) => piece.tokens);
  const lists = tokens.flatMap((_, at) => (isListAt(tokens, at) ? [at] : []));
  const [start, ...others] = lists;
  if (start === undefined) throw new UnknownIndexError(`it has no "export const ${LIST} = [ … ]"`);
  if (others.length > 0) throw new UnknownIndexError(`it has "export const ${LIST}" more than once`);
  return { text, tokens, imports: readImports(text, tokens), ...readList(tokens, start) };
}

/** `export const modules`, at the top level: what stands in braces, brackets or parentheses is something else. */
function isListAt(tokens: readonly Token[], at: number): boolean {
  const [first, second, third] = tokens.slice(at, at + 3);
  return (
    isNamed(first, 'export') &&
    isNamed(second, 'const') &&
    isNamed(third, LIST) &&
    first?.startsLine === true &&
    depthAt(tokens, at) === 0
  );
}

function depthAt(tokens: readonly Token[], at: number): number {
  return tokens.slice(0, at).reduce((depth, token) => {
    if (isMark(token, '(', '[', '{')) return depth + 1;
    return isMark(token, ')', ']', '}') ? depth - 1 : depth;
  }, 0);
}

function isNamed(token: Token | undefined, word: string): boolean {
  return isWord(token) && token.text === word;
}

function readList(
  tokens: readonly Token[],
  start: number,
): Pick<Anatomy, 'open' | 'close' | 'items' | 'hasTrailingComma'> {
  const equals = tokens.findIndex((token, at) => at > start && isMark(token, '='));
  const bracket = equals + 1;
  const open = tokens[bracket];
  const isAnnotation = tokens.slice(start + 3, equals).every((token, at) => isOfType(token, at));
  if (equals < 0 || !isAnnotation || open === undefined || !isMark(open, '[')) {
    throw new UnknownIndexError(`"export const ${LIST}" is no list in brackets`);
  }
  const length = tokens.slice(bracket).findIndex((token) => isMark(token, ']'));
  const close = tokens[bracket + length];
  if (length < 0 || close === undefined) throw new UnknownIndexError('the list is not closed');
  const inside = tokens.slice(bracket + 1, bracket + length);
  const isPlain = inside.every((token, at) => (at % 2 === 0 ? isWord(token) : isMark(token, ',')));
  if (!isPlain || !isEnd(tokens[bracket + length + 1])) {
    throw new UnknownIndexError('the list holds something else than plain names');
  }
  return {
    open: open.offset,
    close: close.offset,
    items: inside.filter(isWord),
    hasTrailingComma: inside.length > 0 && inside.length % 2 === 0,
  };
}

/** What stands between the name of the list and its value: nothing, or a colon and a type. */
function isOfType(token: Token, at: number): boolean {
  return at === 0 ? isMark(token, ':') : isWord(token) || isMark(token, '[', ']', '<', '>', '.', ',');
}

function isEnd(token: Token | undefined): boolean {
  if (token === undefined || isMark(token, ';')) return true;
  if (isNamed(token, 'as') || isNamed(token, 'satisfies')) return true;
  return token.startsLine && !isMark(token, '.', '[', '(', '?.', '+', ',');
}

function readImports(text: string, tokens: readonly Token[]): readonly Import[] {
  return tokens.flatMap((token, at) => {
    const next = tokens[at + 1];
    if (!isNamed(token, 'import') || !token.startsLine || depthAt(tokens, at) !== 0) return [];
    // `import('…')` and `import.meta` are expressions.
    if (isMark(next, '(', '.')) return [];
    return [readImport(text, tokens, at)];
  });
}

function readImport(text: string, tokens: readonly Token[], at: number): Import {
  const length = tokens.slice(at).findIndex(isText);
  const literal = tokens[at + length];
  const between = tokens.slice(at + 1, at + length);
  const isPlain = between.every((token) => isWord(token) || isMark(token, '{', '}', ',', '*'));
  const source = plainText(literal);
  const start = tokens[at]?.offset ?? 0;
  if (length < 0 || literal === undefined || source === undefined || !isPlain) {
    throw new UnknownIndexError(`its import in line ${lineOf(text, start)} is none that is understood`);
  }
  const last = endOfStatement(tokens, at + length);
  return {
    start,
    end: last.end,
    source,
    quote: text.charAt(literal.offset),
    hasSemicolon: isMark(last, ';'),
  };
}

/** The semicolon of an import; without one, what stands last in it: `with { type: 'json' }` may follow the source. */
function endOfStatement(tokens: readonly Token[], literal: number): Token {
  const rest = tokens.slice(literal + 1);
  const length = rest.findIndex((token) => token.startsLine);
  const line = length < 0 ? rest : rest.slice(0, length);
  const semicolon = line.find((token) => isMark(token, ';'));
  const last = semicolon ?? line.at(-1) ?? tokens[literal];
  if (last === undefined) throw new UnknownIndexError('it ends within an import');
  return last;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}

/** The import goes where the order of the others puts it: formatters ask for that. */
function importEdit({ name, source, extension }: IndexEntry, { text, imports }: Anatomy): Edit {
  const model = imports.find((one) => one.source.startsWith('.')) ?? imports[0];
  const quote = model?.quote ?? "'";
  const from = `${source}${extensionFor(extension, imports)}`;
  const line = `import { ${name} } from ${quote}${from}${quote}${model?.hasSemicolon === false ? '' : ';'}`;
  const lineBreak = lineBreakOf(text);
  const own = imports.filter((one) => one.source.startsWith('./'));
  const next = isSorted(own) ? own.find((one) => compare(one.source, from) > 0) : undefined;
  if (next !== undefined) return { from: next.start, to: next.start, text: `${line}${lineBreak}` };
  const last = imports.at(-1);
  if (last !== undefined) {
    const end = endOfLine(text, last.end);
    return { from: end, to: end, text: `${lineBreak}${line}` };
  }
  // Comments at the very top are about the file: `// @ts-check`, a licence.
  const start = /^\ufeff?(?:(?:#!|\/\/).*(?:\r\n|\n|\r))*/.exec(text)?.[0].length ?? 0;
  const isGap = /^[\r\n]/.test(text.slice(start));
  return { from: start, to: start, text: `${line}${lineBreak}${isGap ? '' : lineBreak}` };
}

/** As the other imports have it: the file's own extension, the one that it is compiled to, or none. */
function extensionFor(extension: string, imports: readonly Import[]): string {
  const others = imports.filter(({ source }) => source.startsWith('.'));
  const compiled = extension.replace('ts', 'js');
  if (others.some(({ source }) => source.endsWith(extension))) return extension;
  if (others.some(({ source }) => source.endsWith(compiled))) return compiled;
  const isBare = others.length > 0 && others.every(({ source }) => !/\.[a-z]+$/.test(source));
  return isBare ? '' : extension;
}

function isSorted(imports: readonly Import[]): boolean {
  return imports.every(({ source }, at) => compare(imports[at - 1]?.source ?? source, source) <= 0);
}

/**
 * The order that Biome puts imports in: numbers count as numbers, and a name comes before those that go on with a dash.
 * https://biomejs.dev/assist/actions/organize-imports/, and what Biome 2.6 does with names of files.
 */
function compare(a: string, b: string): number {
  const left = a.match(PARTS) ?? [];
  const right = b.match(PARTS) ?? [];
  const at = left.findIndex((part, index) => part !== right[index]);
  const [one, other] = [left[at], right[at]];
  if (one === undefined || other === undefined) return left.length - right.length;
  const ranks = [rankOf(one), rankOf(other)] as const;
  if (ranks[0] !== ranks[1]) return ranks[0] - ranks[1];
  if (/^\d/.test(one)) return Number(one) - Number(other);
  const [lower, otherLower] = [one.toLowerCase(), other.toLowerCase()];
  return lower === otherLower ? (one < other ? -1 : 1) : lower < otherLower ? -1 : 1;
}

const PARTS = /\d+|\D/g;

/** Marks come before digits, and digits before letters. */
function rankOf(part: string): number {
  const mark = ['/', '.', '_', '-'].indexOf(part);
  if (mark >= 0) return mark;
  return /^\d/.test(part) ? 4 : 5;
}

function endOfLine(text: string, from: number): number {
  const rest = /[\r\n]/.exec(text.slice(from));
  return rest === null ? text.length : from + rest.index;
}

function listEdits(name: string, anatomy: Anatomy, width: number): readonly Edit[] {
  const { text, open, close, items, hasTrailingComma } = anatomy;
  const closing = startOfLine(text, close);
  const hasOwnLine = closing > open && /^[ \t]*$/.test(text.slice(closing, close));
  const last = items.at(-1);
  if (!hasOwnLine) return [extendLine(name, anatomy, width)];
  const inner = last === undefined ? indentInside(anatomy, closing) : blanksBefore(text, last.offset);
  const needsComma = last !== undefined && !hasTrailingComma;
  const line = `${inner}${name}${needsComma ? '' : ','}${lineBreakOf(text)}`;
  const added = { from: closing, to: closing, text: line };
  return needsComma ? [{ from: last.end, to: last.end, text: ',' }, added] : [added];
}

/** Of a list with nothing in it but, perhaps, a comment. */
function indentInside({ text, open, close }: Anatomy, closing: number): string {
  const comment = /[\r\n]([ \t]+)\S/.exec(text.slice(open, closing))?.[1];
  return comment ?? `${text.slice(closing, close)}  `;
}

function extendLine(name: string, { text, open, close, items }: Anatomy, width: number): Edit {
  const last = items.at(-1);
  const at = last?.end ?? open + 1;
  const added = `${last === undefined ? '' : ', '}${name}`;
  const line = text.slice(startOfLine(text, open), endOfLine(text, close));
  const isPlain = /^[\w$, \t]*$/.test(text.slice(open + 1, close));
  if (!isPlain || line.length + added.length <= width) return { from: at, to: at, text: added };
  const lineBreak = lineBreakOf(text);
  const names = [...items.map((item) => text.slice(item.offset, item.end)), name];
  const lines = names.map((one) => `${lineBreak}  ${one},`).join('');
  return { from: open + 1, to: close, text: `${lines}${lineBreak}` };
}

function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}

function startOfLine(text: string, offset: number): number {
  return offset - (/[^\r\n]*$/.exec(text.slice(0, offset))?.[0].length ?? 0);
}

function blanksBefore(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(startOfLine(text, offset), offset))?.[0] ?? '';
}

/** The refusal to edit an index, with what a person can write by hand. */
export function refuseIndex(
  { message }: UnknownIndexError,
  file: string,
  additions: readonly string[],
): UsageError {
  return new UsageError('module-index-not-editable', `${file} is left as it is: ${message}.`, {
    where: file,
    nextSteps: ['Nothing was written. Add this by hand:', ...additions],
  });
}
