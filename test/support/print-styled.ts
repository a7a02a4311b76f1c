import { isRecord } from '../../src/core/json.ts';

/** A way of writing JSON. */
export interface PrintStyle {
  /** One level; undefined keeps everything on one line. */
  readonly indent: string | undefined;
  readonly lineBreak: string;
  readonly colon: string;
  /** Between entries of one line. */
  readonly comma: string;
  /** Inside of the brackets of one line. */
  readonly padding: string;
  /** Lines begin with the comma of the line before. */
  readonly isCommaFirst: boolean;
  readonly hasTrailingCommas: boolean;
  /** Objects and lists for whose place this says so are on one line. */
  readonly isOnOneLine: (pointer: string) => boolean;
  /** What stands behind an entry and its comma, as a comment. */
  readonly comment: (pointer: string) => string;
  /** A key as it is written. */
  readonly writeKey: (key: string) => string;
  readonly ending: string;
}

export function printStyled(value: unknown, style: PrintStyle): string {
  return print(value, '', '', style) + style.ending;
}

function print(value: unknown, at: string, indent: string, style: PrintStyle): string {
  const isList = Array.isArray(value);
  if (!isList && !isRecord(value)) return JSON.stringify(value);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  const isOneLine = style.indent === undefined || style.isOnOneLine(at);
  const inner = isOneLine ? style : { ...style };
  const deeper = isOneLine ? indent : `${indent}${style.indent}`;
  const inline: PrintStyle = isOneLine
    ? { ...style, indent: undefined, comment: (pointer) => onOneLine(style.comment(pointer)) }
    : inner;
  const printed = entries.map(([key, entry], index) => {
    const pointer = `${at}/${isList ? index : key}`;
    const text = print(entry, pointer, deeper, inline);
    return { pointer, text: isList ? text : `${style.writeKey(key)}${style.colon}${text}` };
  });
  if (isOneLine) {
    const trailing = style.hasTrailingCommas ? ',' : '';
    const joined = printed.map(({ pointer, text }, index) => {
      const comma = index < printed.length - 1 ? style.comma : trailing;
      return `${text}${comma}${inline.comment(pointer)}`;
    });
    return `${open}${style.padding}${joined.join('')}${style.padding}${close}`;
  }
  const lines = printed.map(({ pointer, text }, index) => {
    const isLast = index === printed.length - 1;
    const comma = (
      style.isCommaFirst
        ? style.hasTrailingCommas && isLast
        : !isLast || style.hasTrailingCommas
    )
      ? ','
      : '';
    const lead = style.isCommaFirst && index > 0 ? ', ' : '';
    return `${style.lineBreak}${deeper}${lead}${text}${comma}${style.comment(pointer)}`;
  });
  return `${open}${lines.join('')}${style.lineBreak}${indent}${close}`;
}

/** On one line, a comment must not swallow what follows. */
function onOneLine(comment: string): string {
  return comment.includes('//') ? `/*${comment.trim().slice(2)}*/` : comment;
}
