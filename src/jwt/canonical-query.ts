/** A parameter of a query: its name encoded anew, its value as it stands. */
interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Up to here, sorting by hand beats the calls of a comparator; beyond, it would take time without bounds. */
const FEW = 16;

/**
 * The query part of a canonical request. As in `HttpRequestCanonicalizer` of the products' Java library: parameters
 * are sorted by their encoded name, the values of one name by their raw text, and both are compared by UTF-16 code
 * unit.
 */
export function canonicalQuery(query: string): string {
  const parameters = sortByName(parseParameters(query));
  let canonical = '';
  for (let start = 0; start < parameters.length; ) {
    const { name, value } = parameters[start] ?? NO_PARAMETER;
    let end = start + 1;
    while (parameters[end]?.name === name) end += 1;
    const values = end === start + 1 ? encodeAnew(value) : joinValues(parameters.slice(start, end));
    canonical += `${start === 0 ? '' : '&'}${name}=${values}`;
    start = end;
  }
  return canonical;
}

const NO_PARAMETER: Parameter = { name: '', value: '' };

/** The parameters in their order, without the one that carries the token. */
function parseParameters(query: string): Parameter[] {
  const parameters: Parameter[] = [];
  for (let start = 0; start < query.length; ) {
    const ampersand = query.indexOf('&', start);
    const end = ampersand === -1 ? query.length : ampersand;
    if (end > start) {
      const equals = query.indexOf('=', start);
      const nameEnd = equals === -1 || equals > end ? end : equals;
      const name = encodeAnew(query.slice(start, nameEnd));
      if (name !== 'jwt') parameters.push({ name, value: query.slice(nameEnd + 1, end) });
    }
    start = end + 1;
  }
  return parameters;
}

function sortByName(parameters: Parameter[]): readonly Parameter[] {
  if (parameters.length > FEW) return parameters.sort((a, b) => compare(a.name, b.name));
  for (let sorted = 1; sorted < parameters.length; sorted += 1) {
    const parameter = parameters[sorted] ?? NO_PARAMETER;
    let at = sorted;
    for (; at > 0; at -= 1) {
      const previous = parameters[at - 1] ?? NO_PARAMETER;
      if (previous.name <= parameter.name) break;
      parameters[at] = previous;
    }
    parameters[at] = parameter;
  }
  return parameters;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function joinValues(parameters: readonly Parameter[]): string {
  return parameters
    .map(({ value }) => decodeFormText(value))
    .sort()
    .map(encodeRfc3986)
    .join(',');
}

/** What each ASCII character is encoded as. */
const ENCODED = Array.from({ length: 0x80 }, (_, code) => encodeRfc3986(String.fromCharCode(code)));
const PERCENT = 0x25;
const PLUS = 0x2b;

/**
 * The text of a query, decoded as an HTML form does and encoded anew. ASCII, which is nearly everything, takes one
 * pass; whatever lies beyond is decoded for good.
 */
function encodeAnew(text: string): string {
  let encoded = '';
  let copied = 0;
  for (let index = 0; index < text.length; index += 1) {
    let code = text.charCodeAt(index);
    let length = 1;
    if (code === PERCENT) {
      const escaped = readHexDigit(text, index + 1) * 16 + readHexDigit(text, index + 2);
      if (!Number.isNaN(escaped)) {
        code = escaped;
        length = 3;
      }
    } else if (code === PLUS) code = 0x20;
    const wanted = ENCODED[code];
    if (wanted === undefined) return encodeRfc3986(decodeFormText(text));
    if (length === wanted.length && (length === 1 || text.startsWith(wanted, index))) {
      index += length - 1;
      continue;
    }
    encoded += text.slice(copied, index) + wanted;
    index += length - 1;
    copied = index + 1;
  }
  return copied === 0 ? text : encoded + text.slice(copied);
}

/** Not a number where there is no hexadecimal digit. */
function readHexDigit(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : Number.NaN;
}

/** Decodes `+` and percent escapes as an HTML form does; escapes that are not valid UTF-8 become U+FFFD. */
export function decodeFormText(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

function decodeLeniently(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

/** RFC 3986: everything but `A–Z a–z 0–9 - . _ ~` becomes `%XX`, upper case. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
