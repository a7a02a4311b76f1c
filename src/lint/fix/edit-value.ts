import type { TextEdit } from '../../core/diagnostics.ts';
import type { SourceNode } from '../source-node.ts';
import { endOf, entriesOf } from './entries.ts';
import { type PrintPlace, printValue } from './print-value.ts';
import type { KeyRename, ValueChange } from './resolve-changes.ts';
import { hasLineBreak, indentationAt, isPlainGap, lineBreakBefore } from './source-gaps.ts';
import type { TextStyle } from './text-style.ts';

/** The edits that put another value, or brackets, where a value stands. */
export function editValue(
  change: ValueChange,
  text: string,
  style: TextStyle,
): readonly TextEdit[] | undefined {
  const { value: node, around } = change.place;
  if (change.kind === 'unwrap') return unwrap(node, text);
  const container = around.at(-1);
  const place: PrintPlace = {
    style,
    indent: indentationAt(text, node.offset),
    lineBreak: lineBreakBefore(text, node.offset) ?? style.lineBreak,
    isOneLine: container !== undefined && !hasLineBreak(text, container.offset, endOf(container)),
  };
  return change.kind === 'wrap'
    ? wrap(node, change.key, text, place)
    : [replace(node, change.value, text, place)];
}

/** Keys that tolerant readers accept, without quotes or in single ones, stay so. */
export function renameKey({ key, to }: KeyRename, text: string): TextEdit {
  const quote = text.charAt(key.offset);
  return { offset: key.offset, length: key.length, text: printKey(to, quote) };
}

function printKey(key: string, quote: string): string {
  const text = JSON.stringify(key);
  if (quote === "'") return `'${text.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  return quote !== '"' && /^[A-Za-z_$][\w$]*$/.test(key) ? key : text;
}

function replace(node: SourceNode, value: unknown, text: string, place: PrintPlace): TextEdit {
  const old = text.slice(node.offset, endOf(node));
  const isOneLine = place.isOneLine || (entriesOf(node).length > 0 && !hasLineBreak(old, 0, old.length));
  const printed = printValue(value, { ...place, isOneLine });
  // Some programs write each slash of a text with a backslash before it.
  const escaped = node.type === 'string' && old.includes('\\/') ? printed.replaceAll('/', '\\/') : printed;
  return { offset: node.offset, length: node.length, text: escaped };
}

/** Puts brackets around a value. One that is spread over several lines keeps them, and the brackets stand beside it. */
function wrap(
  node: SourceNode,
  key: string | undefined,
  text: string,
  place: PrintPlace,
): readonly TextEdit[] {
  const { style, indent, lineBreak } = place;
  const type = key === undefined ? 'array' : 'object';
  const [open, close] = type === 'array' ? ['[', ']'] : ['{', '}'];
  const name = key === undefined ? '' : `${JSON.stringify(key)}${style.colon}`;
  const isFlat = node.type !== 'object' && node.type !== 'array';
  const isSpread = hasLineBreak(text, node.offset, endOf(node));
  const isOneLine = isSpread || place.isOneLine || style.isOnOneLine({ type, size: 1, isFlat });
  const padding = style.padding[type];
  const before = isOneLine ? padding : `${lineBreak}${indent}${style.indent}`;
  const after = isOneLine ? padding : `${lineBreak}${indent}`;
  return [
    { offset: node.offset, length: 0, text: `${open}${before}${name}` },
    { offset: endOf(node), length: 0, text: `${after}${close}` },
  ];
}

/** Takes the brackets away; lines of the entry move to where the brackets stood. */
function unwrap(node: SourceNode, text: string): readonly TextEdit[] | undefined {
  const [entry] = entriesOf(node);
  const end = endOf(node);
  if (entry === undefined || text.charAt(node.offset) !== '[' || text.charAt(end - 1) !== ']')
    return undefined;
  const { start, end: entryEnd } = entry;
  // A comment beside the entry would have to go as well.
  if (!isPlainGap(text, node.offset + 1, start) || !isPlainGap(text, entryEnd, end - 1)) return undefined;
  return [
    { offset: node.offset, length: start - node.offset, text: '' },
    ...outdent(start, entryEnd, indentationAt(text, node.offset), text),
    { offset: entryEnd, length: end - entryEnd, text: '' },
  ];
}

/** Moves the lines of a value, all but its first, from its own indentation to another. */
function outdent(start: number, end: number, target: string, text: string): readonly TextEdit[] {
  const own = indentationAt(text, start);
  if (own === target || !own.startsWith(target)) return [];
  const breaks = Array.from(text.slice(start, end).matchAll(/\r\n|\n|\r/g));
  return breaks
    .map(({ index, 0: lineBreak }) => start + index + lineBreak.length)
    .filter((lineStart) => text.startsWith(own, lineStart))
    .map((lineStart) => ({
      offset: lineStart + target.length,
      length: own.length - target.length,
      text: '',
    }));
}
