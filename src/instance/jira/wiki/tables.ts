import type { AdfNode } from '../adf.ts';
import { paragraph, withMark } from './nodes.ts';
import { type Line, type Source, skipSpace } from './source.ts';

const LINK = /\[[^[\]\n]+\]/y;
const IMAGE = /![^!\s|][^!\n]*!/y;

const TABLE_ATTRIBUTES = { isNumberColumnEnabled: false, layout: 'default' };

interface Cell {
  readonly isHeader: boolean;
  readonly from: number;
  readonly to: number;
}

/**
 * The table that begins with a line: rows begin with bars; what follows a row that no bar ended goes on with its last cell.
 * @param parse makes the blocks between two places
 */
export function readTable(
  source: Source,
  lines: readonly Line[],
  first: number,
  parse: (from: number, to: number) => readonly AdfNode[],
): { readonly nodes: readonly AdfNode[]; readonly next: number } {
  const rows: AdfNode[] = [];
  let index = first;
  while (index < lines.length) {
    const start = lines[index];
    if (start === undefined || source.text[skipSpace(source.text, start)] !== '|') break;
    let end = start.end;
    index += 1;
    while (!endsWithBar(source.text, start.start, end) && goesOn(source.text, lines[index])) {
      end = lines[index]?.end ?? end;
      index += 1;
    }
    const cells = cellsOf(source, skipSpace(source.text, start), end);
    rows.push({ type: 'tableRow', content: cells.map((cell) => cellNode(cell, parse)) });
  }
  return { nodes: [{ type: 'table', attrs: TABLE_ATTRIBUTES, content: rows }], next: index };
}

function endsWithBar(text: string, from: number, to: number): boolean {
  let at = to - 1;
  while (at > from && (text[at] === ' ' || text[at] === '\t')) at -= 1;
  return text[at] === '|';
}

function goesOn(text: string, line: Line | undefined): boolean {
  if (line === undefined) return false;
  const at = skipSpace(text, line);
  return at < line.end && text[at] !== '|';
}

function cellsOf(source: Source, from: number, to: number): readonly Cell[] {
  const cells: Cell[] = [];
  let start = from;
  let isHeader = false;
  for (let at = from; at < to; ) {
    if (source.text[at] !== '|') {
      at = Math.min(afterWhole(source, at), to);
      continue;
    }
    if (at > from) cells.push({ isHeader, from: start, to: at });
    const bars = at;
    while (at < to && source.text[at] === '|') at += 1;
    isHeader = at - bars === 2;
    start = at;
  }
  const rest = source.text.slice(start, to).trim();
  if (rest !== '' || cells.length === 0) cells.push({ isHeader, from: start, to });
  return cells;
}

/** Bars in links, images and macros end no cell. */
function afterWhole({ text, macros }: Source, at: number): number {
  switch (text[at]) {
    case '{':
      return macros.get(at)?.end ?? at + 1;
    case '[':
      return endOf(LINK, text, at) ?? at + 1;
    case '!':
      return endOf(IMAGE, text, at) ?? at + 1;
    default:
      return at + 1;
  }
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function cellNode(
  { isHeader, from, to }: Cell,
  parse: (from: number, to: number) => readonly AdfNode[],
): AdfNode {
  const blocks = parse(from, to);
  const content = isHeader ? blocks.map(asHeader) : blocks;
  return {
    type: isHeader ? 'tableHeader' : 'tableCell',
    content: content.length === 0 ? [paragraph([])] : content,
  };
}

/** Headers are strong. */
function asHeader(node: AdfNode): AdfNode {
  if (node.type === 'text') return withMark(node, { type: 'strong' });
  if (node.content === undefined || node.type === 'codeBlock') return node;
  return { ...node, content: node.content.map(asHeader) };
}
