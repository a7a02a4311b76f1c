import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerReader, MalformedAnswerError } from './answer-reader.ts';

/** An answer as a server may write it, and what it says. */
interface Written {
  readonly wire: Buffer;
  readonly status: number;
  readonly body: Buffer;
  readonly isKeptAlive: boolean;
  /** The end of the connection is its end. */
  readonly isClosed: boolean;
}

const KEPT = 1_000_000;

const answers: fc.Arbitrary<Written> = fc
  .record({
    status: fc.integer({ min: 200, max: 599 }),
    version: fc.constantFrom('1.1', '1.0'),
    reason: fc.constantFrom(' OK', ' ', '', ' Grüße'),
    framing: fc.constantFrom('counted', 'chunked', 'closed'),
    connection: fc.constantFrom('', 'close', 'keep-alive', 'Keep-Alive, Upgrade'),
    spelling: fc.constantFrom(
      (name: string) => name,
      (name: string) => name.toUpperCase(),
    ),
    blank: fc.constantFrom('', ' ', '\t '),
    body: fc.uint8Array({ maxLength: 300 }),
    chunkSizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    extension: fc.constantFrom('', ';a=b', ' ;a="\\"x"'),
    trailer: fc.constantFrom('', 'X-Sum: 1\r\n'),
    interim: fc.constantFrom(
      '',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n',
    ),
  })
  .filter(({ version, framing }) => version === '1.1' || framing !== 'chunked')
  .map((given) => {
    const { status, version, framing, connection, spelling, blank, interim } = given;
    const isBodiless = status === 204 || status === 304;
    const body = isBodiless ? Buffer.alloc(0) : Buffer.from(given.body);
    const headers = [`Date:${blank}Mon`, 'X-Empty:'];
    if (connection !== '') headers.push(`${spelling('Connection')}:${blank}${connection}${blank}`);
    if (framing === 'counted') headers.push(`${spelling('Content-Length')}:${blank}${body.length}`);
    if (framing === 'chunked') headers.push(`${spelling('Transfer-Encoding')}:${blank}Chunked`);
    const head = `${interim}HTTP/${version} ${status}${given.reason}\r\n${headers.join('\r\n')}\r\n\r\n`;
    const isChunked = framing === 'chunked' && !isBodiless;
    const isClosed = framing === 'closed' && !isBodiless;
    const shown = isChunked ? inChunks(body, given) : body;
    const says = connection.toLowerCase();
    return {
      wire: Buffer.concat([Buffer.from(head, 'latin1'), shown]),
      status,
      body,
      isClosed,
      isKeptAlive: !isClosed && (version === '1.1' ? says !== 'close' : says.includes('keep-alive')),
    };
  });

function inChunks(
  body: Buffer,
  { chunkSizes, extension, trailer }: { chunkSizes: readonly number[]; extension: string; trailer: string },
): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0, index = 0; at < body.length; index += 1) {
    const chunk = body.subarray(at, at + (chunkSizes[index % chunkSizes.length] ?? 1));
    parts.push(Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), chunk, Buffer.from('\r\n'));
    at += chunk.length;
  }
  return Buffer.concat([...parts, Buffer.from(`0${extension}\r\n${trailer}\r\n`)]);
}

/** @param cuts where the bytes are cut, as parts of a thousand of their length */
function cut(wire: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((one) => Math.floor((one * wire.length) / 1000)), wire.length].toSorted(
    (one, other) => one - other,
  );
  return places.slice(1).flatMap((end, index) => {
    const piece = wire.subarray(places[index], end);
    return piece.length === 0 ? [] : [piece];
  });
}

const cuts = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 });

test('an answer is the same in whatever pieces it comes, and is whole with its last byte', () => {
  fc.assert(
    fc.property(answers, cuts, ({ wire, status, body, isClosed, isKeptAlive }, at) => {
      const reader = new AnswerReader(false, KEPT);
      const wholes = cut(wire, at).map((piece) => reader.read(piece));
      expect(wholes.slice(0, -1)).not.toContain(true);
      expect(wholes.at(-1)).toBe(!isClosed);
      expect(reader.end()).toBe(true);
      expect(reader.status).toBe(status);
      expect(Buffer.from(reader.body ?? [])).toEqual(body);
      expect(reader.isKeptAlive).toBe(isKeptAlive);
    }),
  );
});

test('an answer that breaks off is not whole', () => {
  fc.assert(
    fc.property(
      answers.filter(({ isClosed }) => !isClosed),
      fc.nat(),
      ({ wire }, length) => {
        const reader = new AnswerReader(false, KEPT);
        expect(reader.read(wire.subarray(0, length % wire.length))).toBe(false);
        expect(reader.end()).toBe(false);
      },
    ),
  );
});

test('a connection is not used again when more came than was asked for', () => {
  fc.assert(
    fc.property(
      answers.filter(({ isClosed }) => !isClosed),
      answers,
      ({ wire, status, body }, next) => {
        const reader = new AnswerReader(false, KEPT);
        expect(reader.read(Buffer.concat([wire, next.wire]))).toBe(true);
        expect(reader.isKeptAlive).toBe(false);
        expect(reader.status).toBe(status);
        expect(Buffer.from(reader.body ?? [])).toEqual(body);
      },
    ),
  );
});

test('any bytes are read to an end or refused, and nothing else is thrown', () => {
  fc.assert(
    fc.property(
      answers,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
      cuts,
      (given, changes, at) => {
        const wire = Buffer.from(given.wire);
        for (const [place, byte] of changes) wire[place % wire.length] = byte;
        const reader = new AnswerReader(false, KEPT);
        try {
          for (const piece of cut(wire, at)) if (reader.read(piece)) return;
          reader.end();
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedAnswerError);
        }
      },
    ),
  );
});

describe('refuses', () => {
  test.each([
    ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['another protocol, from its first byte', '\u0015'],
    ['HTTP/2', 'HTTP/2 200 OK\r\n\r\n'],
    ['a status that is none', 'HTTP/1.1 20 OK\r\n\r\n'],
    ['lines without CR', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n'],
    ['folded headers', 'HTTP/1.1 200 OK\r\nX-A: b\r\n c\r\n\r\n'],
    ['blanks in front of a colon', 'HTTP/1.1 200 OK\r\nContent-Length : 0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n'],
    ['a length with chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n'],
    ['a chunk with a negative size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n'],
    [
      'a chunk longer than it says',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n',
    ],
    ['a change of protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\n${'X-A: b\r\n'.repeat(10_000)}`],
    [
      'a chunk line without end',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}`,
    ],
    [
      'trailers without end',
      `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n${'X-A: b\r\n'.repeat(10_000)}`,
    ],
  ])('%s', (_, wire) => {
    expect(() => new AnswerReader(false, KEPT).read(Buffer.from(wire, 'latin1'))).toThrow(
      MalformedAnswerError,
    );
  });
});

test('the answer to HEAD has no body, whatever its length', () => {
  const reader = new AnswerReader(true, KEPT);
  expect(reader.read(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n'))).toBe(true);
  expect(reader.isKeptAlive).toBe(true);
});

test('chunks that are not the last coding end with the connection', () => {
  const reader = new AnswerReader(false, KEPT);
  expect(reader.read(Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\nabc'))).toBe(
    false,
  );
  expect(reader.end()).toBe(true);
  expect(Buffer.from(reader.body ?? []).toString()).toBe('abc');
  expect(reader.isKeptAlive).toBe(false);
});

test('of a body that is longer than is kept, nothing is; the answer is read to its end', () => {
  const reader = new AnswerReader(false, 10);
  expect(reader.read(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n0123456'))).toBe(false);
  expect(reader.read(Buffer.from('789x'))).toBe(true);
  expect(reader.body).toBeUndefined();
  expect(reader.isKeptAlive).toBe(true);
});

test('the time is known for which a server keeps a connection', () => {
  const reader = new AnswerReader(false, 0);
  reader.read(Buffer.from('HTTP/1.1 204 No Content\r\nKeep-Alive: timeout=5, max=100\r\n\r\n'));
  expect(reader.idleMs).toBe(5000);
});
