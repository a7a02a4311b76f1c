import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { soak } from '../../../test/support/soak.ts';
import { packageFile } from '../../core/package-root.ts';
import { parseRecording } from './parse.ts';
import { fileNameOf, type RecordedBody, type Recording } from './recording.ts';
import { serializeRecording } from './serialize.ts';

const SAMPLE: Recording = {
  id: '5f0c6a2e-0000-4000-8000-000000000000',
  time: '2026-11-21T10:00:00.123Z',
  event: 'jira:issue_updated',
  addonKey: 'my-addon',
  request: {
    method: 'POST',
    path: '/ac/hook',
    query: 'a=1&b=%20',
    basePath: '/ac',
    headers: [
      ['Content-Type', 'application/json'],
      ['X-A', '1'],
      ['X-A', '2'],
    ],
    body: { bytes: Buffer.from('{"n":3.0,"s":"\\u00e9"}') },
  },
  response: { status: 204, latencyMs: 12.5, headers: [], body: { bytes: new Uint8Array() } },
  verdict: { valid: true, reason: 'valid', message: 'shared secret' },
  redactions: [{ part: 'request.body', at: '/user/emailAddress', rule: 'email' }],
};

function withBody(body: RecordedBody): Recording {
  return { ...SAMPLE, request: { ...SAMPLE.request, body } };
}

function roundTrip(recording: Recording): Recording {
  return parseRecording(serializeRecording(recording), 'x.webhook.json');
}

function bytesThrough(bytes: Uint8Array): Uint8Array {
  return roundTrip(withBody({ bytes })).request.body.bytes;
}

describe('a recording', () => {
  test('comes out of its file as it went in', () => {
    expect(roundTrip(SAMPLE)).toEqual(SAMPLE);
    const sparse: Recording = {
      ...SAMPLE,
      event: null,
      addonKey: null,
      request: { ...SAMPLE.request, query: '', basePath: '' },
      response: null,
      note: 'no answer',
      verdict: null,
      redactions: [],
    };
    expect(roundTrip(sparse)).toEqual(sparse);
    expect(roundTrip({ ...sparse, request: { ...sparse.request, query: null } }).request.query).toBeNull();
  });

  test('gives the bytes of its bodies back, whatever they are', () => {
    const json = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)));
    const spaced = fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value, null, 2)));
    const text = fc.string({ unit: 'binary' }).map((one) => Buffer.from(one));
    const lines = fc.array(fc.constantFrom('\r', '\n', 'a', '\ufeff', '\u2028', '\0', '"', '\\'));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          json,
          spaced,
          text,
          lines.map((parts) => Buffer.from(parts.join(''))),
        ),
        (bytes) => Buffer.compare(bytesThrough(bytes), bytes) === 0,
      ),
      { numRuns: soak(100, 500) },
    );
  });

  test('keeps the tokens of JSON that writing it anew would change', () => {
    const text = String.raw`{"b":1,"10":3.0,"9":1e2,"a":"\u0041\/","a":12345678901234567890,"__proto__":{}}`;
    expect(Buffer.from(bytesThrough(Buffer.from(text))).toString()).toBe(text);
    const written = serializeRecording(withBody({ bytes: Buffer.from(text) }));
    expect(written).toContain('"10": 3.0,\n');
    expect(JSON.parse(written).request.body.json['9']).toBe(100);
  });

  test('is readable: JSON a value a line, text a line a line, and only the rest as base64', () => {
    const written = (body: string | Uint8Array) =>
      JSON.parse(serializeRecording(withBody({ bytes: Buffer.from(body) }))).request.body;
    expect(written('{"a":[1]}')).toEqual({ sha256: expect.any(String), json: { a: [1] } });
    expect(written('{\r\n  "a": 1\n}\n')).toEqual({ text: ['{\r', '  "a": 1', '}', ''] });
    expect(written(new Uint8Array([0xff, 0xfe]))).toEqual({ base64: ['//4='] });
    expect(written('')).toBeNull();
  });

  test('survives being checked out with other line ends, indented anew and given a byte order mark', () => {
    const text = serializeRecording(SAMPLE);
    for (const changed of [
      text.replaceAll('\n', '\r\n'),
      `\ufeff${text}`,
      text.replaceAll(/^ +/gm, '\t'),
      text.replaceAll(/\n */g, ' '),
    ]) {
      expect(parseRecording(changed, 'x')).toEqual(SAMPLE);
    }
  });

  test('tells that its body was changed, by hand or by a tool that writes 3.0 as 3', () => {
    const changed = JSON.stringify(JSON.parse(serializeRecording(SAMPLE)));
    const { body } = parseRecording(changed, 'x').request;
    expect(body.isEdited).toBe(true);
    expect(Buffer.from(body.bytes).toString()).toBe('{"n":3,"s":"é"}');
    const unhashed = changed.replace(/"sha256":"\w+",/, '');
    expect(parseRecording(unhashed, 'x').request.body.isEdited).toBeUndefined();
  });

  test('cannot be misled by headers that look like its own marks', () => {
    const recording: Recording = {
      ...SAMPLE,
      request: {
        ...SAMPLE.request,
        headers: [
          ['sha256', 'x'],
          ['json', '"body"'],
        ],
      },
    };
    expect(roundTrip(recording)).toEqual(recording);
  });
});

test('names sort by time, and are fit for every file system', () => {
  expect(fileNameOf(SAMPLE)).toBe('20261121T100000_123Z-jira-issue_updated-5f0c6a2e-000.webhook.json');
  expect(fileNameOf({ ...SAMPLE, event: '../../etc/passwd', id: 'CON' })).toBe(
    '20261121T100000_123Z-etc-passwd-con.webhook.json',
  );
});

describe('schemas/webhook-recording.json', () => {
  test('agrees with what is read, whatever the value', async () => {
    const schema = JSON.parse(await readFile(packageFile('schemas/webhook-recording.json'), 'utf8'));
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
      schema,
    );
    const written: unknown = JSON.parse(serializeRecording(SAMPLE));
    expect(validate(written), JSON.stringify(validate.errors)).toBe(true);
    let refused = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(
          null,
          1,
          -1,
          700,
          '',
          'x',
          '/x y',
          'a\nb',
          [],
          {},
          ['a'],
          [1],
          { text: ['a'] },
          { json: 1 },
        ),
        (steps, oddity) => {
          const value = mutate(written, steps, oddity);
          const isValid = validate(value);
          if (!isValid) refused += 1;
          expect(isRead(value), JSON.stringify(value)).toBe(isValid);
        },
      ),
      { numRuns: soak(200, 2_000) },
    );
    expect(refused).toBeGreaterThan(soak(100, 200));
  });
});

test.each([
  ['', 'This is no recording: it is empty.', 'x'],
  ['{', 'This is no recording: it is no JSON.', 'x'],
  ['{}', 'version must be 1.', 'x#/version'],
  [`{"version":1,"a":${'['.repeat(1000)}${']'.repeat(1000)}}`, /nested more than 200 levels deep/, 'x'],
  ['{"version":2}', 'The recording is of version 2, and this connect-kit reads version 1.', 'x#/version'],
  ['{"version":1,"id":"a","time":"soon"}', /^time must be a time in UTC/, 'x#/time'],
  [
    '{"version":1,"id":"a","time":"2026-11-21T10:00:00Z","request":{"method":"POST","path":"/","headers":{"A":"x\\r\\ny"}}}',
    'A must not have line breaks.',
    'x#/request/headers/A',
  ],
])('says where %j is wrong', (text, message, where) => {
  expect(() => parseRecording(text, 'x')).toThrow(
    expect.objectContaining({ message: expect.stringMatching(message), where }),
  );
});

function isRead(value: unknown): boolean {
  try {
    parseRecording(JSON.stringify(value), 'x');
    return true;
  } catch {
    return false;
  }
}

function mutate(value: unknown, steps: readonly number[], oddity: unknown): unknown {
  const [step = 0, ...rest] = steps;
  if (steps.length === 0 || typeof value !== 'object' || value === null) return oddity;
  const names = Object.keys(value);
  const chosen = names[step % Math.max(names.length, 1)] ?? 'odd';
  const changed = { ...value, [chosen]: mutate(Reflect.get(value, chosen), rest, oddity) };
  return Array.isArray(value) ? Object.values(changed) : changed;
}
