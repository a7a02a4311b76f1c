import type { AdfNode } from '../adf.ts';
import { append, paragraph, withMark } from './nodes.ts';
import { type Line, type Source, skipSpace } from './source.ts';

const FIRST_ITEM = /(?:[*#]{1,20}|-) /y;
const ITEM = /[*#-]{1,20} /y;

interface ListItem {
  /** `*#`: an entry of an ordered list in one with bullets. */
  readonly signs: string;
  readonly content: readonly AdfNode[];
}

export function beginsList(text: string, at: number): boolean {
  FIRST_ITEM.lastIndex = at;
  return FIRST_ITEM.test(text);
}

/**
 * The list that begins with a line: up to an empty one or a rule; lines without signs go on with the entry before.
 * @param parse makes the blocks between two places
 */
export function readList(
  source: Source,
  lines: readonly Line[],
  first: number,
  parse: (from: number, to: number) => readonly AdfNode[],
): { readonly nodes: readonly AdfNode[]; readonly next: number } {
  const items: ListItem[] = [];
  let [signs, start, end] = ['', 0, 0];
  let index = first;
  const close = () => {
    if (signs !== '') items.push({ signs, content: parse(start, end) });
  };
  for (; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const at = skipSpace(source.text, line);
    if (at === line.end || isRule(source.text, at, line.end)) break;
    ITEM.lastIndex = at;
    const [match] = ITEM.exec(source.text) ?? [];
    if (match !== undefined && at + match.length <= line.end) {
      close();
      signs = match.trim();
      start = at + match.length;
    }
    end = line.end;
  }
  close();
  return { nodes: listsOf(items, 0), next: index };
}

/** Four or five dashes that are all of a line. */
export function isRule(text: string, start: number, end: number): boolean {
  return text.startsWith('----', start) && /^-{4,5}\s*$/.test(text.slice(start, end));
}

/** Lists of the entries, whose first signs up to `depth` are those of the lists around them. */
function listsOf(items: readonly ListItem[], depth: number): readonly AdfNode[] {
  const lists: { type: string; items: AdfNode[][] }[] = [];
  let inner: ListItem[] = [];
  const closeInner = () => {
    const last = lists.at(-1)?.items.at(-1);
    if (inner.length > 0 && last !== undefined) append(last, listsOf(inner, depth + 1));
    inner = [];
  };
  for (const item of items) {
    const isDeeper = item.signs.length > depth + 1;
    const type = item.signs.charAt(depth) === '#' ? 'orderedList' : 'bulletList';
    if (!isDeeper || lists.length === 0) {
      closeInner();
      const last = lists.at(-1);
      const list = last?.type === type ? last : { type, items: [] };
      if (list !== last) lists.push(list);
      list.items.push(isDeeper ? [] : item.content.map(asItemContent));
    }
    if (isDeeper) inner.push(item);
  }
  closeInner();
  return lists.flatMap((list) => withBreakOuts(list.type, list.items));
}

const IN_ITEMS = new Set([
  'paragraph',
  'orderedList',
  'bulletList',
  'mediaSingle',
  'mediaGroup',
  'codeBlock',
]);

/** What cannot stand in an entry stands between two lists. */
function withBreakOuts(type: string, items: readonly (readonly AdfNode[])[]): readonly AdfNode[] {
  const nodes: AdfNode[] = [];
  let entries: AdfNode[] = [];
  const close = () => {
    const attrs = type === 'orderedList' ? { attrs: { order: 1 } } : {};
    if (entries.length > 0) nodes.push({ type, ...attrs, content: entries });
    entries = [];
  };
  for (const content of items) {
    let inside: AdfNode[] = [];
    const parts = content.flatMap((node) => (node.type === 'blockquote' ? (node.content ?? []) : [node]));
    for (const node of parts) {
      if (IN_ITEMS.has(node.type)) {
        inside.push(node);
        continue;
      }
      entries.push(listItem(inside));
      close();
      nodes.push(node);
      inside = [];
    }
    if (inside.length > 0 || parts.length === 0) entries.push(listItem(inside));
  }
  close();
  return nodes;
}

const CAN_BEGIN_ITEM = new Set(['paragraph', 'mediaSingle', 'bulletList', 'orderedList']);

function listItem(content: readonly AdfNode[]): AdfNode {
  const canBegin = CAN_BEGIN_ITEM.has(content[0]?.type ?? '');
  return { type: 'listItem', content: canBegin ? content : [paragraph([]), ...content] };
}

/** Headings in lists are loud lines. */
function asItemContent(node: AdfNode): AdfNode {
  if (node.type !== 'heading') return node;
  return paragraph(
    (node.content ?? []).map((one) =>
      withMark(one.text === undefined ? one : { ...one, text: one.text.toUpperCase() }, { type: 'strong' }),
    ),
  );
}
