/**
 * Files that mix languages: pages with scripts, and templates with code that runs on the server. Each kind of code is
 * looked at in a copy of the text in which everything else is painted over, so that places stay what they are.
 */

/** A stretch of a text, from `start` up to, not including, `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Delimiters {
  readonly open: string;
  readonly close: string;
}

export const ANGLE_PERCENT: Delimiters = { open: '<%', close: '%>' };
export const ANGLE_QUESTION: Delimiters = { open: '<?', close: '?>' };
const COMMENT: Delimiters = { open: '<!--', close: '-->' };

/** What template engines fill in: `{{x}}`, `{{{x}}}`, `{% x %}`. On one line, and not endless. */
const PLACEHOLDER = /\{\{\{?[^{}\n]{0,300}\}?\}\}|\{%[^%\n]{0,300}%\}/g;

const SCRIPT = /<script\b([^>]*)>/gi;
const SCRIPT_END = /<\/script/gi;
const SCRIPT_TYPE = /\btype\s*=\s*["']?([^"'\s>]*)/i;
const TYPESCRIPT_SCRIPT = /\blang\s*=\s*["']?tsx?\b/i;

export interface Script extends Stretch {
  readonly isTypeScript: boolean;
}

/** The scripts of a page, in a copy of its text in which what the server fills in is a `{____}`. */
export function findScripts(
  text: string,
  server?: Delimiters,
): { readonly text: string; readonly scripts: readonly Script[] } {
  const withoutServer =
    server === undefined ? text : paint(text, stretchesBetween(text, server), asPlaceholder);
  const withoutComments = paint(withoutServer, stretchesBetween(withoutServer, COMMENT), asBlank);
  const page = withoutComments.replace(PLACEHOLDER, asPlaceholder);
  const scripts: Script[] = [];
  for (const opening of page.matchAll(SCRIPT)) {
    const start = opening.index + opening[0].length;
    if (start < (scripts.at(-1)?.end ?? 0)) continue;
    SCRIPT_END.lastIndex = start;
    const end = SCRIPT_END.exec(page)?.index ?? page.length;
    const attributes = opening[1] ?? '';
    const type = SCRIPT_TYPE.exec(attributes)?.[1] ?? '';
    if (!/^$|javascript|ecmascript|module|babel|jsx/i.test(type)) continue;
    scripts.push({ start, end, isTypeScript: TYPESCRIPT_SCRIPT.test(attributes) });
  }
  return { text: page, scripts };
}

/** Only the code that runs on the server; what stands between two pieces of it ends a statement. */
export function keepServerCode(text: string, delimiters: Delimiters): string {
  const code = stretchesBetween(text, delimiters).flatMap(({ start, end }) => {
    const body = start + delimiters.open.length;
    const prefix = /^(?:php|=|-|!)?/.exec(text.slice(body, body + 3))?.[0].length ?? 0;
    // `<%#`, `<%--` and `<%@` begin comments and directives.
    const isCode = !/^(?:#|--|@|xml)/.test(text.slice(body, body + 3));
    return isCode
      ? [{ start: body + prefix, end: Math.max(body + prefix, end - delimiters.close.length) }]
      : [];
  });
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of code) {
    pieces.push(asBlank(text.slice(position, start)), text.slice(start, end));
    if (end < text.length) pieces.push(';');
    position = Math.min(end + 1, text.length);
  }
  return `${pieces.join('')}${asBlank(text.slice(position))}`;
}

/** From each opening to its closing, both included; the last one may lack its closing, as in files that are all code. */
function stretchesBetween(text: string, { open, close }: Delimiters): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf(open, position);
    if (start < 0) return stretches;
    const closing = text.indexOf(close, start + open.length);
    const end = closing < 0 ? text.length : closing + close.length;
    stretches.push({ start, end });
    position = end;
  }
}

function paint(text: string, stretches: readonly Stretch[], paintOver: (text: string) => string): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of stretches) {
    pieces.push(text.slice(position, start), paintOver(text.slice(start, end)));
    position = end;
  }
  return `${pieces.join('')}${text.slice(position)}`;
}

function asPlaceholder(text: string): string {
  return `{${'_'.repeat(Math.max(0, text.length - 2))}}`;
}

function asBlank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}
