import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { UsageError } from '../../core/errors.ts';
import { isRecord } from '../../core/json.ts';
import type { DeliveredAnswer, DeliveredRequest, Delivery } from '../delivery.ts';
import { findEventName } from '../event-name.ts';
import { parseRecording } from '../recording/parse.ts';
import { type HeaderList, NO_BODY, type RecordedBody, type Recording } from '../recording/recording.ts';
import { bodyOf } from '../recording/serialize.ts';
import { isHar, parseHar } from './har.ts';
import { parseLog } from './log.ts';
import { isNgrok, parseNgrok } from './ngrok.ts';
import { isPayload, payloadDelivery } from './payload.ts';

/** What a file of another tool holds. */
export interface Imported {
  /** What the file was taken for. */
  readonly form: 'HAR' | 'ngrok' | 'payload' | 'log';
  /** As they went over the wire; nothing is taken out. Where no path is known, the target is empty. */
  readonly deliveries: readonly Delivery[];
  /** What was passed over, in words. */
  readonly skipped: readonly string[];
}

/**
 * The deliveries in a file of another tool, whatever its name.
 * @param file how to name the file to a person
 * @throws {UsageError} when there are none, or the file is of no known form
 */
export function parseImport(bytes: Uint8Array, file: string): Imported {
  if (!isUtf8(bytes)) {
    throw new UsageError('import-unreadable', `${file} is no text.`, { nextSteps: [FORMS] });
  }
  const text = new TextDecoder().decode(bytes);
  const value = parseJson(text);
  if (isRecord(value) && value['version'] === 1 && isRecord(value['request'])) {
    throw new UsageError('import-recording', `${file} is a recording already.`, {
      nextSteps: ['Copy it into the folder: there is nothing to import.'],
    });
  }
  const imported = parseKnown(value, text, file);
  if (imported.deliveries.length > 0) return imported;
  throw new UsageError('import-empty', `${file} has no deliveries.`, {
    nextSteps: [...imported.skipped.map((one) => `Passed over: ${one}.`), FORMS],
  });
}

const FORMS =
  'Read are HAR files, what the agent of ngrok answers at /api/requests/http, payloads as JSON, raw HTTP, the output of curl -v, and curl commands.';

function parseKnown(value: unknown, text: string, file: string): Imported {
  if (isHar(value)) return { form: 'HAR', ...parseHar(value, file) };
  if (isNgrok(value)) return { form: 'ngrok', ...parseNgrok(value, file) };
  if (isPayload(value)) return { form: 'payload', deliveries: [payloadDelivery(text)], skipped: [] };
  if (value !== undefined) {
    throw new UsageError('import-unknown', `${file} is JSON, but neither a capture nor a payload.`, {
      nextSteps: [FORMS],
    });
  }
  return { form: 'log', ...parseLog(text) };
}

/**
 * The same as recordings, to be sent again: with everything in it, so they must not be written.
 * @throws {UsageError} as {@link parseImport} does
 */
export async function readDeliveries(bytes: Uint8Array, file: string): Promise<readonly Recording[]> {
  const text = Buffer.from(bytes).toString('utf8');
  const value = parseJson(text);
  if (isRecord(value) && 'version' in value && isRecord(value['request']))
    return [parseRecording(text, file)];
  return parseImport(bytes, file).deliveries.map(asRecording);
}

function asRecording({ startedAt, request, answer, event, addonKey, note }: Delivery): Recording {
  const [path = '', ...query] = request.target.split('?');
  return {
    id: randomUUID(),
    time: new Date(startedAt).toISOString(),
    event: event ?? findEventName(request.body) ?? null,
    addonKey: addonKey ?? null,
    request: {
      method: request.method,
      path,
      query: query.length === 0 ? null : query.join('?'),
      basePath: request.basePath ?? '',
      ...messageOf(request),
    },
    response:
      answer === null ? null : { status: answer.status, latencyMs: answer.latencyMs, ...messageOf(answer) },
    note,
    verdict: null,
    redactions: [],
  };
}

function messageOf({ headers, body, omitted }: DeliveredRequest | DeliveredAnswer): {
  readonly headers: HeaderList;
  readonly body: RecordedBody;
} {
  const pairs: (readonly [string, string])[] = [];
  for (let index = 0; index + 1 < headers.length; index += 2) {
    pairs.push([headers[index] ?? '', headers[index + 1] ?? '']);
  }
  return { headers: pairs, body: omitted === undefined ? bodyOf(body) : { ...NO_BODY, omitted } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
