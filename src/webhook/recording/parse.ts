import { UsageError } from '../../core/errors.ts';
import { isDeeperThan, isRecord } from '../../core/json.ts';
import { INVALID_REASONS } from '../../jwt/verify-claims.ts';
import type { Verdict } from '../../proxy/exchange.ts';
import { compactJson, MAX_DEPTH, pointerOf, walkJson } from '../json-text.ts';
import { FieldReader } from './field-reader.ts';
import {
  type HeaderList,
  NO_BODY,
  RECORDING_VERSION,
  type RecordedBody,
  type RecordedRequest,
  type RecordedResponse,
  type Recording,
  type Redaction,
} from './recording.ts';
import { hashOf } from './serialize.ts';

/**
 * The recording in the text of a file. Fields that are not known are passed over, for a later version may have them.
 * @param file how to name the file to a person
 * @throws {UsageError} when it is none, naming the file and the place in it
 */
export function parseRecording(source: string, file: string): Recording {
  const text = source.replace(/^\ufeff/, '');
  const value = parseText(text, file);
  const root = new FieldReader(value, file);
  const version = root.value['version'];
  if (version !== RECORDING_VERSION) {
    const isLater = typeof version === 'number' && version > RECORDING_VERSION;
    throw new UsageError(
      'recording-version',
      isLater
        ? `The recording is of version ${version}, and this connect-kit reads version ${RECORDING_VERSION}.`
        : `version must be ${RECORDING_VERSION}.`,
      { where: `${file}#/version`, nextSteps: isLater ? ['Update connect-kit.'] : [WHAT_IT_IS] },
    );
  }
  const raws = findRawBodies(text);
  const response = root.value['response'];
  const verdict = root.value['verdict'] ?? null;
  return {
    id: root.text('id'),
    time: root.check('time', isTime, 'a time in UTC such as 2026-11-21T10:00:00.000Z'),
    event: root.optionalText('event') ?? null,
    addonKey: root.optionalText('addonKey') ?? null,
    request: readRequest(root.object('request'), raws),
    response:
      response === null || response === undefined ? null : readResponse(root.object('response'), raws),
    note: root.optionalText('note'),
    verdict: verdict === null ? null : readVerdict(root.object('verdict')),
    redactions: root.value['redactions'] === undefined ? [] : root.objects('redactions').map(readRedaction),
  };
}

const WHAT_IT_IS =
  'Recordings are written by connect-kit webhook record; their form is in docs/webhook-recordings.md.';

function parseText(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const why = text.trim() === '' ? 'it is empty' : 'it is no JSON';
    throw new UsageError('recording-unreadable', `This is no recording: ${why}.`, {
      where: file,
      nextSteps: [WHAT_IT_IS],
      cause,
    });
  }
  if (isRecord(value) && isDeeperThan(value, MAX_DEPTH)) {
    throw new UsageError(
      'recording-unreadable',
      `This is no recording: it is nested more than ${MAX_DEPTH} levels deep.`,
      {
        where: file,
      },
    );
  }
  if (isRecord(value)) return value;
  throw new UsageError('recording-unreadable', 'This is no recording: it is no JSON object.', {
    where: file,
    nextSteps: [WHAT_IT_IS],
  });
}

/** The bodies that stand as JSON, by their pointers, as they are written. */
function findRawBodies(text: string): ReadonlyMap<string, string> {
  const raws = new Map<string, string>();
  for (const { path, kind, start, end } of walkJson(text)) {
    if (kind !== 'key' && path.length === 3 && path[1] === 'body' && path[2] === 'json') {
      raws.set(pointerOf(path), text.slice(start, end));
    }
  }
  return raws;
}

function readRequest(request: FieldReader, raws: ReadonlyMap<string, string>): RecordedRequest {
  return {
    method: request.check('method', (text) => /^[A-Z][A-Z-]*$/.test(text), 'an HTTP method in capitals'),
    path: request.check(
      'path',
      (text) => /^\/[^\s?#]*$/.test(text),
      'a path that begins with / and has no query',
    ),
    query: request.optionalText('query') ?? null,
    basePath: request.optionalText('basePath') ?? '',
    headers: readHeaders(request),
    body: readBody(request, raws),
  };
}

function readResponse(response: FieldReader, raws: ReadonlyMap<string, string>): RecordedResponse {
  return {
    status: response.number('status', 100, 599),
    latencyMs: response.number('latencyMs', 0, Number.MAX_SAFE_INTEGER),
    headers: readHeaders(response),
    body: readBody(response, raws),
  };
}

function readHeaders(message: FieldReader): HeaderList {
  const headers = message.object('headers');
  return Object.entries(headers.value).flatMap(([name, value]) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw headers.problem(name, 'is no name of a header');
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.map((one): readonly [string, string] => {
      if (typeof one !== 'string') throw headers.problem(name, 'must be a text, or a list of texts');
      // A line break would end the header, and begin whatever follows.
      if (/[\r\n\0]/.test(one)) throw headers.problem(name, 'must not have line breaks');
      return [name, one];
    });
  });
}

function readBody(message: FieldReader, raws: ReadonlyMap<string, string>): RecordedBody {
  if ((message.value['body'] ?? null) === null) return NO_BODY;
  const body = message.object('body');
  const { value } = body;
  if (value['omitted'] !== undefined) return { ...NO_BODY, omitted: body.text('omitted') };
  if (value['text'] !== undefined) return { bytes: Buffer.from(body.texts('text').join('\n')) };
  if (value['base64'] !== undefined) {
    const base64 = body.texts('base64').join('');
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.toString('base64') !== base64) throw body.problem('base64', 'must be base64 text');
    return { bytes };
  }
  const raw = raws.get(`${body.pointer}/json`);
  if (raw === undefined) {
    throw message.problem('body', 'must be null, or have one of json, text, base64 and omitted');
  }
  const bytes = Buffer.from(compactJson(raw));
  const hash = body.optionalText('sha256');
  return hash === undefined || hash === hashOf(bytes) ? { bytes } : { bytes, isEdited: true };
}

function readVerdict(verdict: FieldReader): Verdict {
  const valid = verdict.value['valid'];
  if (typeof valid !== 'boolean') throw verdict.problem('valid', 'must be true or false');
  const reason = verdict.text('reason');
  if (!isVerdictReason(reason)) throw verdict.problem('reason', 'must be a reason of jwt verify');
  return { valid, reason, message: verdict.text('message') };
}

function readRedaction(redaction: FieldReader): Redaction {
  return {
    part: redaction.text('part'),
    at: redaction.optionalText('at'),
    rule: redaction.text('rule'),
  };
}

function isTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

function isVerdictReason(text: string): text is Verdict['reason'] {
  return text === 'valid' || text === 'unknown-issuer' || INVALID_REASONS.some((reason) => reason === text);
}
