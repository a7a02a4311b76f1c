import type { Palette } from './palette.ts';

/**
 * Markdown as text for a terminal: headings, paragraphs, lists, tables, code blocks, and in them emphasis, code and links.
 * It knows what connect-kit's own pages use, and shows anything else as it is written.
 * @param width columns to fill; code and tables are not broken
 * @returns text that ends with a newline
 */
export function renderMarkdown(markdown: string, width: number, palette: Palette): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  let isCode = false;
  const endParagraph = () => {
    const [first = ''] = paragraph;
    const bullet = /^(?:- |\d+\. )/.exec(first)?.[0] ?? '';
    const indent = ' '.repeat(bullet.length);
    if (paragraph.length > 0)
      lines.push(...wrapInline(paragraph.map((line) => line.trim()).join(' '), width, indent, palette));
    paragraph = [];
  };
  for (const line of markdown.trimEnd().split(/\r?\n/)) {
    const heading = /^(#+) (.*)$/.exec(line);
    if (/^```/.test(line)) {
      endParagraph();
      isCode = !isCode;
    } else if (isCode) {
      lines.push(line === '' ? '' : `    ${line}`);
    } else if (heading !== null) {
      endParagraph();
      lines.push(palette.bold(plain(heading[2] ?? '')));
    } else if (line.trim() === '') {
      endParagraph();
      lines.push('');
    } else if (/^\|/.test(line)) {
      endParagraph();
      lines.push(line);
    } else {
      if (/^(?:- |\d+\. )/.test(line)) endParagraph();
      paragraph.push(line);
    }
  }
  endParagraph();
  return `${alignTables(lines, palette)
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

/** A stretch of text in one style, without line breaks. */
interface Piece {
  readonly text: string;
  readonly style: ((text: string) => string) | undefined;
}

/** `code`, **strong**, and [links](to). */
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/g;

function piecesOf(text: string, palette: Palette): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(INLINE)) {
    pieces.push({ text: text.slice(end, match.index), style: undefined });
    const [whole, code, strong, label, target] = match;
    if (code !== undefined) pieces.push({ text: code, style: palette.accent });
    else if (strong !== undefined) pieces.push({ text: strong, style: palette.bold });
    else pieces.push({ text: linkText(label ?? '', target ?? ''), style: undefined });
    end = match.index + whole.length;
  }
  pieces.push({ text: text.slice(end), style: undefined });
  return pieces;
}

/** Where a link leads is worth knowing only where a terminal could follow it. */
function linkText(label: string, target: string): string {
  const name = label.replaceAll('`', '');
  return /^https?:/.test(target) && target !== name ? `${name} (${target})` : name;
}

function plain(text: string): string {
  return text.replaceAll(INLINE, (whole, code, strong, label, target) =>
    label === undefined ? (code ?? strong ?? whole) : linkText(label, target),
  );
}

/** Breaks at blanks; a style never spans a line. */
function wrapInline(text: string, width: number, indent: string, palette: Palette): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const { text: piece, style } of piecesOf(text, palette)) {
    for (const word of piece.split(/(?<= )/)) {
      const length = word.trimEnd().length;
      if (used > indent.length && used + length > width) {
        lines.push(line.trimEnd());
        line = indent;
        used = indent.length;
      }
      const blank = word.slice(length);
      line +=
        length === 0
          ? blank
          : `${style === undefined ? word.slice(0, length) : style(word.slice(0, length))}${blank}`;
      used += word.length;
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** Rows of a table below each other get columns of one width; the rule below the heading goes. */
function alignTables(lines: readonly string[], palette: Palette): readonly string[] {
  const aligned: string[] = [];
  let rows: string[][] = [];
  const endTable = () => {
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => (row[column] ?? '').length)),
    );
    rows.forEach((row, index) => {
      const text = row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd();
      aligned.push(index === 0 ? palette.dim(text) : text);
    });
    rows = [];
  };
  for (const line of lines) {
    if (line.startsWith('|')) {
      if (!/^\|[\s|:-]+$/.test(line)) rows.push(cellsOf(line));
    } else {
      endTable();
      aligned.push(line);
    }
  }
  endTable();
  return aligned;
}

function cellsOf(row: string): string[] {
  return row
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => plain(cell.trim().replaceAll('\\|', '|')));
}
