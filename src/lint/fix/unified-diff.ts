import { formatPatch, structuredPatch } from 'diff';

/** How a diff is shown on a terminal. */
export interface DiffStyles {
  readonly bold: Style;
  readonly accent: Style;
  readonly success: Style;
  readonly danger: Style;
}
type Style = (text: string) => string;

const CONTEXT_LINES = 3;
const FILE_HEADERS = { includeIndex: false, includeUnderline: false, includeFileHeaders: true };

/**
 * What changed in a file, in the form that `git apply` and `patch -p1` take.
 * @param name path of the file with slashes, relative to where the patch will be applied
 * @param styles only for people who look at it: with them, control characters are shown as dots, so that a file cannot
 *   write to the terminal by itself
 * @returns nothing when nothing changed; otherwise text that ends with a newline
 */
export function unifiedDiff(name: string, before: string, after: string, styles?: DiffStyles): string {
  if (before === after) return '';
  const names: readonly [string, string] = [`a/${name}`, `b/${name}`];
  const patch = structuredPatch(...names, before, after, undefined, undefined, { context: CONTEXT_LINES });
  const [removed = '', added = '', ...lines] = formatPatch(patch, FILE_HEADERS).split('\n');
  // As git writes it: a tab ends a name that has blanks.
  const tab = name.includes(' ') ? '\t' : '';
  const text = [`${removed}${tab}`, `${added}${tab}`, ...lines];
  return (styles === undefined ? text : text.map((line, index) => paint(line, index, styles))).join('\n');
}

function paint(line: string, index: number, { bold, accent, success, danger }: DiffStyles): string {
  const shown = line.replace(/\r$/, '').replace(/(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '·');
  if (index < 2) return bold(shown);
  if (line.startsWith('@@')) return accent(shown);
  if (line.startsWith('+')) return success(shown);
  return line.startsWith('-') ? danger(shown) : shown;
}
