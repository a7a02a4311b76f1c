import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { endToEndHeaders, type RawHeaders, withoutHeaders } from './headers.ts';

/** Turns the text of an answer into the one to pass on. */
export type Rewrite = (text: string) => string;

/** What would make the add-on answer something other than the whole text as it is now. */
const CONDITIONS = new Set(['if-none-match', 'if-modified-since', 'if-range', 'range', 'accept-encoding']);
/** What is no longer true of a text that has been rewritten. */
const STALE = new Set([
  'etag',
  'last-modified',
  'content-length',
  'content-encoding',
  'content-md5',
  'digest',
  'accept-ranges',
  'content-type',
]);

const DECODERS = {
  identity: async (body: Buffer) => body,
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const satisfies Record<string, (body: Buffer) => Promise<Buffer>>;

/** The headers of a request whose answer is going to be rewritten. */
export function askForWholeText(headers: RawHeaders): RawHeaders {
  return [...withoutHeaders(headers, CONDITIONS), 'Accept-Encoding', 'identity'];
}

/**
 * Passes an answer on with its text rewritten, as UTF-8. Answers other than 200, those in an encoding that is not known,
 * and those that the rewriting leaves as they are pass untouched.
 * @throws when the answer breaks off, before anything has been passed on
 */
export async function passRewritten(
  answer: IncomingMessage,
  response: ServerResponse,
  rewrite: Rewrite,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const raw = Buffer.concat(chunks);
  const { statusCode = 502, statusMessage, headers } = answer;
  const passed = endToEndHeaders(answer);
  if (response.req.method === 'HEAD') {
    // How long the text is going to be is not known without it.
    response.writeHead(statusCode, statusMessage, [...withoutHeaders(passed, STALE)]);
    response.end();
    return;
  }
  const text = statusCode === 200 ? await readText(raw, headers) : undefined;
  if (text === undefined) {
    response.writeHead(statusCode, statusMessage, [...passed]);
    response.end(raw);
    return;
  }
  const rewritten = rewrite(text);
  if (rewritten === text) {
    response.writeHead(statusCode, statusMessage, [...passed]);
    response.end(raw);
    return;
  }
  const body = Buffer.from(rewritten);
  const type = (headers['content-type'] ?? 'application/json').split(';')[0] ?? '';
  response.writeHead(statusCode, statusMessage, [
    ...withoutHeaders(passed, STALE),
    'Content-Type',
    `${type}; charset=utf-8`,
    'Content-Length',
    String(body.byteLength),
  ]);
  response.end(body);
}

/** @returns undefined when the body is in an encoding or charset that is not known */
async function readText(
  body: Buffer,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<string | undefined> {
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  const charset = /charset="?([^\s;"]+)/i.exec(String(headers['content-type'] ?? ''))?.[1] ?? 'utf-8';
  if (!isDecodable(encoding)) return undefined;
  try {
    return new TextDecoder(charset).decode(await DECODERS[encoding](body));
  } catch {
    return undefined;
  }
}

function isDecodable(encoding: string): encoding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, encoding);
}
