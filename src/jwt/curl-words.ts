/**
 * The words of a curl command as browsers copy it ("Copy as cURL", for bash or cmd) or as `jwt sign --curl` writes it:
 * with single, double and `$'…'` quotes, backslashes, carets of cmd, and lines that go on.
 */
export function splitCurlCommand(command: string): readonly string[] {
  const text = isForCmd(command) ? command.replace(/\^(\r?\n|[\s\S])/g, '$1') : command;
  return [...text.replace(/\\\r?\n/g, ' ').matchAll(WORD)].map(([word]) =>
    word.replace(PART, (part) => unquote(part)),
  );
}

/** True for a text that is a curl command. */
export function isCurlCommand(text: string): boolean {
  return /^\s*(?:\$\s+)?curl(?:\.exe)?\s/.test(text);
}

const SINGLE = /'[^']*'/.source;
const DOUBLE = /"(?:\\[\s\S]|[^"\\])*"/.source;
const ANSI_C = /\$'(?:\\[\s\S]|[^'\\])*'/.source;
const ESCAPED = /\\[\s\S]/.source;
const PLAIN = /[^\s'"\\]/.source;
const PART = new RegExp(`${ANSI_C}|${SINGLE}|${DOUBLE}|${ESCAPED}`, 'g');
const WORD = new RegExp(`(?:${ANSI_C}|${SINGLE}|${DOUBLE}|${ESCAPED}|${PLAIN})+`, 'g');

function isForCmd(command: string): boolean {
  return /\^(?:"|\r?\n)/.test(command);
}

function unquote(part: string): string {
  if (part.startsWith("$'"))
    return part.slice(2, -1).replace(/\\(u[\da-f]{4}|x[\da-f]{2}|[\s\S])/gi, unescapeAnsiC);
  if (part.startsWith("'")) return part.slice(1, -1);
  if (part.startsWith('"')) return part.slice(1, -1).replace(/\\(["\\$`])/g, '$1');
  return part.slice(1);
}

function unescapeAnsiC(_: string, code: string): string {
  if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return { n: '\n', r: '\r', t: '\t' }[code] ?? code;
}
