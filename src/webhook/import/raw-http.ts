/** A request or an answer as it goes over the wire in HTTP/1. */
export interface RawMessage {
  readonly firstLine: string;
  /** Names and values by turns. */
  readonly headers: readonly string[];
  readonly body: Uint8Array;
  /** Set when the body is shorter than its length says. */
  readonly missingBytes?: number;
}

/** Head and body of a message; undefined when it has no first line of HTTP. */
export function parseRawMessage(bytes: Uint8Array): RawMessage | undefined {
  const buffer = Buffer.from(bytes);
  const { end, bodyStart } = findEndOfHead(buffer);
  const [firstLine = '', ...lines] = buffer.subarray(0, end).toString('latin1').split(/\r?\n/);
  if (!isFirstLine(firstLine)) return undefined;
  const headers = parseHeaderLines(lines);
  const body = buffer.subarray(bodyStart);
  if (/chunked/i.test(headerIn(headers, 'transfer-encoding') ?? '')) {
    return { firstLine, headers, ...dechunk(body) };
  }
  const length = Number(headerIn(headers, 'content-length') ?? Number.NaN);
  if (Number.isNaN(length)) return { firstLine, headers, body };
  return body.length < length
    ? { firstLine, headers, body, missingBytes: length - body.length }
    : { firstLine, headers, body: body.subarray(0, length) };
}

export function isFirstLine(line: string): boolean {
  return /^[A-Z]+ \S+ HTTP\/\d(?:\.\d)?\s*$/.test(line) || /^HTTP\/\d(?:\.\d)? \d{3}\b/.test(line);
}

/** Names and values by turns; lines that are no headers are passed over, continued ones joined. */
export function parseHeaderLines(lines: readonly string[]): readonly string[] {
  const headers: string[] = [];
  for (const line of lines) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) headers.push(name, value);
    else if (/^[ \t]+\S/.test(line) && headers.length > 0)
      headers.push(`${headers.pop() ?? ''} ${line.trim()}`);
  }
  return headers;
}

export function headerIn(headers: readonly string[], name: string): string | undefined {
  const index = headers.findIndex((one, at) => at % 2 === 0 && one.toLowerCase() === name);
  return index === -1 ? undefined : headers[index + 1];
}

function findEndOfHead(buffer: Buffer): { readonly end: number; readonly bodyStart: number } {
  const crlf = buffer.indexOf('\r\n\r\n');
  const lf = buffer.indexOf('\n\n');
  if (crlf !== -1 && (lf === -1 || crlf < lf)) return { end: crlf, bodyStart: crlf + 4 };
  return lf === -1 ? { end: buffer.length, bodyStart: buffer.length } : { end: lf, bodyStart: lf + 2 };
}

/** Proxies show the body with or without its chunks; what does not begin with a length is taken as it is. */
function dechunk(body: Buffer): { readonly body: Uint8Array; readonly missingBytes?: number } {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = /^[\da-f]{1,8}(?:;.*)?$/i.exec(body.subarray(at, Math.max(end, at)).toString('latin1'));
    if (end === -1 || size === null)
      return parts.length === 0 ? { body } : { body: Buffer.concat(parts), missingBytes: 1 };
    const length = Number.parseInt(size[0], 16);
    if (length === 0) return { body: Buffer.concat(parts) };
    const chunk = body.subarray(end + 2, end + 2 + length);
    parts.push(chunk);
    if (chunk.length < length) return { body: Buffer.concat(parts), missingBytes: length - chunk.length };
    at = end + 2 + length + 2;
  }
}
