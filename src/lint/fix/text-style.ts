import type { SourceNode } from '../source-node.ts';
import { type Entry, endOf, entriesOf } from './entries.ts';
import { hasLineBreak, indentationAt, scanGap, startOfLine } from './source-gaps.ts';

/** How the author of a text writes JSON, found from what is there. */
export interface TextStyle {
  readonly lineBreak: string;
  /** One level of indentation. */
  readonly indent: string;
  /** Between key and value. */
  readonly colon: string;
  /** Between entries on one line. */
  readonly comma: string;
  /** Inside of the brackets of objects and lists on one line. */
  readonly padding: Readonly<Record<ContainerType, string>>;
  /** Whether the author would write an object or list with as many entries on one line. */
  readonly isOnOneLine: (form: ContainerForm) => boolean;
}

export type ContainerType = 'object' | 'array';

export interface ContainerForm {
  readonly type: ContainerType;
  readonly size: number;
  /** Without objects and lists in it. */
  readonly isFlat: boolean;
}

const styles = new WeakMap<SourceNode, TextStyle>();

/** Looks at the whole text, once for each tree, and only when something of the style is asked for. */
export function styleOf(text: string, root: SourceNode): TextStyle {
  const known = styles.get(root);
  if (known !== undefined) return known;
  let detected: TextStyle | undefined;
  const detect = () => {
    detected ??= detectStyle(text, root);
    return detected;
  };
  const style: TextStyle = {
    get lineBreak() {
      return detect().lineBreak;
    },
    get indent() {
      return detect().indent;
    },
    get colon() {
      return detect().colon;
    },
    get comma() {
      return detect().comma;
    },
    get padding() {
      return detect().padding;
    },
    isOnOneLine: (form) => detect().isOnOneLine(form),
  };
  styles.set(root, style);
  return style;
}

interface Evidence {
  readonly lineBreaks: string[];
  readonly indents: string[];
  readonly colons: string[];
  readonly commas: string[];
  readonly paddings: Record<ContainerType, string[]>;
  readonly oneLine: ContainerForm[];
  readonly multiLine: ContainerForm[];
}

function detectStyle(text: string, root: SourceNode): TextStyle {
  const evidence: Evidence = {
    lineBreaks: Array.from(text.matchAll(/\r\n|\n|\r/g), ([lineBreak]) => lineBreak),
    indents: [],
    colons: [],
    commas: [],
    paddings: { object: [], array: [] },
    oneLine: [],
    multiLine: [],
  };
  collect(root, text, evidence);
  const isWhollyOnOneLine = !hasLineBreak(text, root.offset, endOf(root));
  const colon = mostFrequent(evidence.colons) ?? ': ';
  const gap = colon.endsWith(' ') ? ' ' : '';
  return {
    lineBreak: mostFrequent(evidence.lineBreaks) ?? '\n',
    indent: mostFrequent(evidence.indents) ?? '  ',
    colon,
    comma: mostFrequent(evidence.commas) ?? `,${gap}`,
    padding: {
      object: mostFrequent(evidence.paddings.object) ?? (isWhollyOnOneLine ? '' : gap),
      array: mostFrequent(evidence.paddings.array) ?? '',
    },
    isOnOneLine: (form) => isWhollyOnOneLine || isWrittenOnOneLine(form, evidence),
  };
}

function collect(node: SourceNode, text: string, evidence: Evidence): void {
  if (node.type !== 'object' && node.type !== 'array') return;
  const entries = entriesOf(node);
  const [first] = entries;
  if (first === undefined) return;
  const isFlat = entries.every(({ value }) => value.type !== 'object' && value.type !== 'array');
  const isOneLine = !hasLineBreak(text, node.offset, first.start);
  const form = { type: node.type, size: entries.length, isFlat };
  (isOneLine ? evidence.oneLine : evidence.multiLine).push(form);
  if (isOneLine) addIfBlank(evidence.paddings[node.type], text.slice(node.offset + 1, first.start));
  else collectIndent(node, first, text, evidence);
  collectGaps(entries, text, evidence);
  for (const { value } of entries) collect(value, text, evidence);
}

function collectIndent(node: SourceNode, first: Entry, text: string, evidence: Evidence): void {
  const outer = indentationAt(text, node.offset);
  const inner = text.slice(startOfLine(text, first.start), first.start);
  if (inner.startsWith(outer)) addIfBlank(evidence.indents, inner.slice(outer.length));
}

function collectGaps(entries: readonly Entry[], text: string, evidence: Evidence): void {
  for (const [index, { start, key, value }] of entries.entries()) {
    const previous = entries[index - 1];
    if (previous !== undefined && !hasLineBreak(text, previous.end, start)) {
      const [comma, ...others] = scanGap(text, previous.end, start);
      if (comma !== undefined && others.length === 0) evidence.commas.push(text.slice(previous.end, start));
    }
    if (key === undefined) continue;
    const colon = text.slice(endOf(key), value.offset);
    if (/^[ \t]*:[ \t]*$/.test(colon)) evidence.colons.push(colon);
  }
}

function addIfBlank(list: string[], gap: string): void {
  if (/^[ \t]*$/.test(gap)) list.push(gap);
}

/**
 * An author who writes small objects on one line does not write large ones so: an object with more entries on one line
 * speaks for one line, and one with fewer on several lines against it.
 */
function isWrittenOnOneLine(wanted: ContainerForm, { oneLine, multiLine }: Evidence): boolean {
  const isLike = ({ type, isFlat }: ContainerForm) => type === wanted.type && isFlat === wanted.isFlat;
  const forIt = oneLine.filter((form) => isLike(form) && form.size >= wanted.size).length;
  const against = multiLine.filter((form) => isLike(form) && form.size <= wanted.size).length;
  if (forIt + against > 0) return forIt > against;
  // Lists of plain values are the last to be spread over lines.
  const anySize = multiLine.filter(isLike).length;
  return wanted.isFlat && oneLine.filter(isLike).length > anySize;
}

/** Of equally frequent ones, the first. */
function mostFrequent(list: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const entry of list) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  let best: string | undefined;
  for (const [entry, count] of counts) {
    if (best === undefined || count > (counts.get(best) ?? 0)) best = entry;
  }
  return best;
}
