import type { TextEdit } from '../../core/diagnostics.ts';
import { endOf } from './entries.ts';
import type { ResolvedChanges } from './resolve-changes.ts';

/**
 * The edits of a text in YAML. Its indentation has a meaning, and there are many ways to write one value: what goes beyond
 * a word for a word is left to its author.
 */
export function editYaml(
  { renames, values, containers }: ResolvedChanges,
  text: string,
): readonly TextEdit[] | undefined {
  if (containers.length > 0) return undefined;
  const edits: TextEdit[] = [];
  for (const { key, to } of renames) {
    const printed = printScalar(to, text.slice(key.offset, endOf(key)));
    if (printed === undefined) return undefined;
    edits.push({ offset: key.offset, length: key.length, text: printed });
  }
  for (const change of values) {
    const node = change.place.value;
    const written = text.slice(node.offset, endOf(node));
    const printed =
      change.kind === 'replace' && isPlain(written) ? printScalar(change.value, written) : undefined;
    if (printed === undefined) return undefined;
    edits.push({ offset: node.offset, length: node.length, text: printed });
  }
  return edits;
}

/** Written without quotes, on one line, and neither a block, a flow collection, an alias, a tag nor an anchor. */
function isPlain(written: string): boolean {
  return /^[^\s"'|>[\]{}*&!%@`#,][^\r\n]*$/.test(written);
}

/** Like the scalar that stood there: keys may be quoted, values are plain where that is safe. */
function printScalar(value: unknown, written: string): string | undefined {
  if (typeof value !== 'string')
    return value === null || typeof value !== 'object' ? JSON.stringify(value) : undefined;
  if (written.startsWith('"')) return JSON.stringify(value);
  if (written.startsWith("'"))
    return isPrintable(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
  if (!isPlain(written)) return undefined;
  return isSafePlain(value) ? value : JSON.stringify(value);
}

function isPrintable(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

/** What every version of YAML reads as this text and nothing else. */
function isSafePlain(text: string): boolean {
  const isWord = /^[A-Za-z/][\w./-]*(?::[\w./-]+)*$/.test(text);
  return isWord && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text);
}
