import { isUtf8 } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { indentJson, parseJsonDocument } from '../json-text.ts';
import {
  type HeaderList,
  NO_BODY,
  RECORDING_VERSION,
  type RecordedBody,
  type Recording,
} from './recording.ts';

const SCHEMA_URL = 'https://connect-kit.github.io/connect-kit/schemas/webhook-recording.json';

/**
 * A recording as the text of its file. The same recording always gives the same text.
 *
 * A body that is JSON without white space stands in it as JSON, a value a line, so that people can read and compare it;
 * its tokens are those that were sent, and taking the white space out again gives the same bytes. Any other text is a
 * list of its lines, anything else base64.
 */
export function serializeRecording(recording: Recording): string {
  const { request, response, note, verdict } = recording;
  const bodies = new Map<string, string>();
  const document = {
    $schema: SCHEMA_URL,
    version: RECORDING_VERSION,
    id: recording.id,
    time: recording.time,
    event: recording.event,
    addonKey: recording.addonKey,
    request: {
      method: request.method,
      path: request.path,
      query: request.query,
      ...(request.basePath === '' ? {} : { basePath: request.basePath }),
      headers: writeHeaders(request.headers),
      body: writeBody(request.body, bodies),
    },
    response:
      response === null
        ? null
        : {
            status: response.status,
            latencyMs: response.latencyMs,
            headers: writeHeaders(response.headers),
            body: writeBody(response.body, bodies),
          },
    ...(note === undefined ? {} : { note }),
    verdict:
      verdict === null ? null : { valid: verdict.valid, reason: verdict.reason, message: verdict.message },
    redactions: recording.redactions.map(({ part, at, rule }) => ({ part, at, rule })),
  };
  const text = JSON.stringify(document, null, 2);
  return `${putBodies(text, bodies)}\n`;
}

/** A header that was sent once is a text, one that was sent several times a list. */
function writeHeaders(headers: HeaderList): Record<string, string | readonly string[]> {
  const values = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, value] of headers) {
    const found = values.get(name.toLowerCase());
    if (found === undefined) values.set(name.toLowerCase(), { name, values: [value] });
    else found.values.push(value);
  }
  return Object.fromEntries(
    Array.from(values.values(), ({ name, values }): [string, string | readonly string[]] => {
      const [first = '', ...others] = values;
      return [name, others.length === 0 ? first : values];
    }),
  );
}

/** @param bodies takes texts that are put in later, as they are, by what stands for them until then */
function writeBody(body: RecordedBody, bodies: Map<string, string>): unknown {
  if (body.omitted !== undefined) return { omitted: body.omitted };
  const { bytes } = body;
  if (bytes.length === 0) return null;
  if (!isUtf8(bytes)) return { base64: linesOf(Buffer.from(bytes).toString('base64')) };
  const text = Buffer.from(bytes).toString('utf8');
  const json = parseJsonDocument(text) === undefined ? undefined : indentJson(text, '      ');
  if (json === undefined) return { text: text.split('\n') };
  const mark = randomUUID();
  bodies.set(mark, json);
  return { sha256: hashOf(bytes), json: mark };
}

/** Nothing in the text can be a mark, which nobody could guess. */
function putBodies(text: string, bodies: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [mark, json] of bodies) {
    const line = `\n      "json": "${mark}"\n`;
    const at = result.indexOf(line);
    result = `${result.slice(0, at)}\n      "json": ${json}\n${result.slice(at + line.length)}`;
  }
  return result;
}

function linesOf(base64: string): readonly string[] {
  return base64.match(/.{1,76}/g) ?? [];
}

/** What a body is recognised by after the file has been through other hands. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A body of these bytes. */
export function bodyOf(bytes: Uint8Array): RecordedBody {
  return bytes.length === 0 ? NO_BODY : { bytes };
}
