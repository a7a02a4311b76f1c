import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { decodeContent } from '../webhook/record/decode-content.ts';
import { headerPairs, type RawHeaders } from './headers.ts';
import { describeBody, isTextual, MAX_RECORDED_BYTES, type Message, recordMessage } from './message.ts';

/** What has been kept of a message while it passed. */
export interface Kept {
  /** All of the body, as it went over the wire; empty with a reason where it was too long. */
  readonly bytes: () => { readonly body: Uint8Array; readonly omitted?: string };
  /** For people to look at, without credentials. */
  readonly message: () => Promise<Message>;
}

/**
 * Listens in on a message that is piped on in the same turn of the event loop, and keeps it up to a length.
 * @param body where it comes, when that is not the message itself
 */
export function listenIn(message: IncomingMessage, body: Readable = message): Kept {
  let chunks: Uint8Array[] = [];
  let size = 0;
  body.on('data', (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (size <= MAX_RECORDED_BYTES) chunks.push(chunk);
    else chunks = [];
  });
  const isTooLong = () => size > MAX_RECORDED_BYTES;
  return {
    bytes: () =>
      isTooLong()
        ? { body: new Uint8Array(), omitted: `it is longer than ${MAX_RECORDED_BYTES / 1024 / 1024} MiB` }
        : { body: Buffer.concat(chunks) },
    message: async () =>
      size === 0 || !isTooLong()
        ? toMessage(message.rawHeaders, Buffer.concat(chunks))
        : recordMessage(
            headerPairs(message.rawHeaders),
            undefined,
            describeBody(typeOf(message.rawHeaders), size),
          ),
  };
}

/** Bytes of a message as people look at them, without credentials. */
export async function toMessage(rawHeaders: RawHeaders, body: Uint8Array): Promise<Message> {
  const pairs = headerPairs(rawHeaders);
  if (body.byteLength === 0) return recordMessage(pairs, undefined);
  const type = typeOf(rawHeaders);
  const encoding = headerIn(rawHeaders, 'content-encoding') ?? 'identity';
  const text = isTextual(type) ? await decode(body, encoding) : undefined;
  return text === undefined
    ? recordMessage(pairs, undefined, describeBody(type, body.byteLength))
    : recordMessage(pairs, text);
}

/** A message of which only the head is of interest. */
export function headOf(message: IncomingMessage): Kept {
  return {
    bytes: () => ({ body: new Uint8Array(), omitted: 'only its head was kept' }),
    message: async () => recordMessage(headerPairs(message.rawHeaders), undefined),
  };
}

async function decode(bytes: Uint8Array, encoding: string): Promise<string | undefined> {
  const decoded = await decodeContent(bytes, encoding.toLowerCase());
  if ('problem' in decoded || decoded.bytes.byteLength > MAX_RECORDED_BYTES) return undefined;
  return Buffer.from(decoded.bytes).toString('utf8');
}

function typeOf(rawHeaders: RawHeaders): string {
  return headerIn(rawHeaders, 'content-type') ?? '';
}

function headerIn(rawHeaders: RawHeaders, wanted: string): string | undefined {
  return headerPairs(rawHeaders).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
