import type { IncomingMessage } from 'node:http';
import { describeBody, isTextual, MAX_RECORDED_BYTES, type Message, recordMessage } from './message.ts';

/**
 * Listens in on a message that is piped on in the same turn of the event loop, and keeps its text.
 * @returns a function that answers what has come so far
 */
export function listenIn(message: IncomingMessage): () => Message {
  const type = message.headers['content-type'] ?? '';
  const isKept = isTextual(type) && message.headers['content-encoding'] === undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  message.on('data', (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (isKept && size <= MAX_RECORDED_BYTES) chunks.push(chunk);
  });
  return () => {
    const headers = headersOf(message);
    if (size === 0) return recordMessage(headers, undefined);
    if (!isKept || size > MAX_RECORDED_BYTES)
      return recordMessage(headers, undefined, describeBody(type, size));
    return recordMessage(headers, Buffer.concat(chunks).toString('utf8'));
  };
}

/** A message of which only the head is of interest. */
export function headOf(message: IncomingMessage): Message {
  return recordMessage(headersOf(message), undefined);
}

function headersOf({ rawHeaders }: IncomingMessage): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    pairs.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return pairs;
}
