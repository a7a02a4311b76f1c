import type { AdfNode } from '../adf.ts';
import { type InlineState, parseInline } from './inline.ts';
import { beginsList, isRule, readList } from './lists.ts';
import { quoteNodes } from './macros.ts';
import { append, asBlocks, HARD_BREAK, isInline, joinTexts } from './nodes.ts';
import { type Line, linesOf, type Source, skipSpace } from './source.ts';
import { readTable } from './tables.ts';

/** What may begin in a place: cells hold no tables, entries of lists neither tables nor lists. */
interface Place {
  readonly hasLists: boolean;
  readonly hasTables: boolean;
}

const HEADING = /h([1-6])\./y;

/** The blocks of a text. */
export function parseBlocks(source: Source): readonly AdfNode[] {
  const state: InlineState = { colour: null };
  return blocksBetween(source, 0, source.text.length, state, { hasLists: true, hasTables: true });
}

function blocksBetween(
  source: Source,
  from: number,
  to: number,
  state: InlineState,
  place: Place,
): readonly AdfNode[] {
  const { text } = source;
  const lines = linesOf(source, from, to);
  const blocks: AdfNode[] = [];
  let run: AdfNode[] = [];
  const closeRun = () => {
    append(blocks, asBlocks(run));
    run = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const at = skipSpace(text, line);
    if (at === line.end) {
      closeRun();
      continue;
    }
    const several = severalLines(source, lines, index, at, state, place);
    if (several !== undefined) {
      closeRun();
      append(blocks, several.nodes);
      index = several.next - 1;
      continue;
    }
    const block = lineBlock(source, { start: at, end: line.end }, state, place);
    if (block !== undefined) {
      closeRun();
      append(blocks, block);
      continue;
    }
    const start = run.length > 0 && !place.hasLists ? line.start : at;
    if (run.length > 0) run.push(HARD_BREAK);
    append(run, parseInline(source, start, line.end, state));
  }
  closeRun();
  return blocks;
}

/** A list or a table that begins with a line. */
function severalLines(
  source: Source,
  lines: readonly Line[],
  index: number,
  at: number,
  state: InlineState,
  place: Place,
): { readonly nodes: readonly AdfNode[]; readonly next: number } | undefined {
  if (place.hasLists && beginsList(source.text, at))
    return readList(source, lines, index, (start, end) =>
      blocksBetween(source, start, end, state, { hasLists: false, hasTables: false }),
    );
  if (place.hasTables && source.text[at] === '|')
    return readTable(source, lines, index, (start, end) =>
      blocksBetween(source, start, end, state, { hasLists: true, hasTables: false }),
    );
  return undefined;
}

/** A line that is a block of its own. */
function lineBlock(
  source: Source,
  { start, end }: Line,
  state: InlineState,
  { hasTables }: Place,
): readonly AdfNode[] | undefined {
  const { text } = source;
  HEADING.lastIndex = start;
  const level = HEADING.exec(text)?.[1];
  if (level !== undefined) {
    const inside = inlineAfter(source, start + 'h1.'.length, end, state);
    const heading = { type: 'heading', attrs: { level: Number(level) }, content: inside.filter(isInline) };
    return [heading, ...inside.filter((node) => !isInline(node))];
  }
  if (text.startsWith('bq.', start) && start + 'bq.'.length <= end)
    return quoteNodes(asBlocks(inlineAfter(source, start + 'bq.'.length, end, state)));
  if (hasTables && isRule(text, start, end)) return [{ type: 'rule' }];
  return undefined;
}

function inlineAfter(source: Source, start: number, end: number, state: InlineState): readonly AdfNode[] {
  return joinTexts(parseInline(source, skipSpace(source.text, { start, end }), end, state));
}
