import { isUtf8 } from 'node:buffer';
import { STATUS_CODES } from 'node:http';
import {
  type HeaderList,
  headerOf,
  type RecordedResponse,
  type Recording,
  targetOf,
} from '../recording/recording.ts';

/** Recordings as a HAR file, version 1.2. Tokens stay without their signatures. */
export function exportHar(recordings: readonly Recording[], origin: string, version: string): string {
  const log = {
    version: '1.2',
    creator: { name: 'connect-kit', version },
    entries: recordings.map((recording) => entryOf(recording, origin)),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function entryOf({ time, event, request, response, note }: Recording, origin: string): object {
  const { method, query, headers, body } = request;
  const wait = response?.latencyMs ?? 0;
  const comment = [event ?? 'unknown event', ...(note === undefined ? [] : [note])].join('; ');
  return {
    startedDateTime: time,
    time: wait,
    request: {
      method,
      url: `${origin}${targetOf(request)}`,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: headersOf(headers),
      queryString: pairsOf(query),
      ...(body.bytes.length === 0 ? {} : { postData: postDataOf(headers, body.bytes) }),
      headersSize: -1,
      bodySize: body.bytes.length,
    },
    response: responseOf(response),
    cache: {},
    timings: { send: 0, wait, receive: 0 },
    comment,
  };
}

/** The format knows no answer that did not come: browsers write the status 0. */
function responseOf(response: RecordedResponse | null): object {
  const bytes = response?.body.bytes ?? new Uint8Array();
  const headers = response?.headers ?? [];
  const status = response?.status ?? 0;
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headersOf(headers),
    content: {
      size: bytes.length,
      mimeType: headerOf(headers, 'content-type') ?? 'application/octet-stream',
      ...(bytes.length === 0 ? {} : textOf(bytes)),
    },
    redirectURL: headerOf(headers, 'location') ?? '',
    headersSize: -1,
    bodySize: bytes.length,
  };
}

function headersOf(headers: HeaderList): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }));
}

function pairsOf(query: string | null): readonly object[] {
  return query === null || query === ''
    ? []
    : Array.from(new URLSearchParams(query), ([name, value]) => ({ name, value }));
}

/** Of bodies that are no text, the format has nothing to say; names of one's own begin with an underscore. */
function postDataOf(headers: HeaderList, bytes: Uint8Array): object {
  const mimeType = headerOf(headers, 'content-type') ?? 'application/octet-stream';
  const { encoding, text } = textOf(bytes);
  return { mimeType, text, ...(encoding === undefined ? {} : { _encoding: encoding }) };
}

function textOf(bytes: Uint8Array): { readonly text: string; readonly encoding?: 'base64' } {
  return isUtf8(bytes)
    ? { text: Buffer.from(bytes).toString('utf8') }
    : { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' };
}
