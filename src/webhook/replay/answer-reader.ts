/** What comes is no answer in HTTP/1.1, or none that can be told from what follows it. */
export class MalformedAnswerError extends Error {}

/** Status line and headers; Node's own limit is 16 KiB. */
const MAX_HEAD = 64 * 1024;
/** The line in front of a chunk, with its extensions. */
const MAX_LINE = 16 * 1024;
const EMPTY = new Uint8Array();

type State = 'head' | 'counted' | 'until-close' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'whole';

/** Reads one answer of HTTP/1.1 from the bytes of a connection, in whatever pieces they come. */
export class AnswerReader {
  readonly #isHead: boolean;
  readonly #maxKept: number;
  #state: State = 'head';
  #status = 0;
  /** Bytes of a head or line whose rest has not come. */
  #unread: Buffer | undefined;
  /** Bytes that are to come of the body or the chunk. */
  #toCome = 0;
  #trailerBytes = 0;
  #kept: Uint8Array[] | undefined;
  #size = 0;
  #isKeptAlive = false;
  #idleMs: number | undefined;
  #encoding: string | undefined;
  #surplus = 0;

  /**
   * @param isHead the request is HEAD, so that there is no body whatever its length
   * @param maxKept how many bytes of a body are kept; of one that has more, nothing is
   */
  constructor(isHead: boolean, maxKept: number) {
    this.#isHead = isHead;
    this.#maxKept = maxKept;
  }

  get status(): number {
    return this.#status;
  }

  /** Undefined when there was more than is kept. */
  get body(): Uint8Array | undefined {
    if (this.#size > this.#maxKept) return undefined;
    const [first, second] = this.#kept ?? [];
    if (first === undefined) return EMPTY;
    return second === undefined ? first : Buffer.concat(this.#kept ?? []);
  }

  /** What the body is compressed with, in lower case. */
  get encoding(): string | undefined {
    return this.#encoding;
  }

  /** Whether anything has come. */
  get hasBegun(): boolean {
    return this.#state !== 'head' || this.#unread !== undefined;
  }

  /** Whether the connection may be used again once the answer is whole; not when more came than that. */
  get isKeptAlive(): boolean {
    return this.#isKeptAlive && this.#surplus === 0;
  }

  /** Milliseconds after which the server said that it closes the connection. */
  get idleMs(): number | undefined {
    return this.#idleMs;
  }

  /**
   * @returns whether the answer is whole
   * @throws {MalformedAnswerError}
   */
  read(chunk: Buffer): boolean {
    const data = this.#unread === undefined ? chunk : Buffer.concat([this.#unread, chunk]);
    this.#unread = undefined;
    let at = 0;
    while (at < data.length && this.#state !== 'whole') {
      const next = this.#readFrom(data, at);
      if (next === undefined) {
        this.#unread = data.subarray(at);
        return false;
      }
      at = next;
    }
    this.#surplus = data.length - at;
    return this.#state === 'whole';
  }

  /**
   * The connection was closed.
   * @returns whether that makes the answer whole
   */
  end(): boolean {
    if (this.#state === 'until-close') this.#state = 'whole';
    return this.#state === 'whole';
  }

  /** Where it goes on; undefined when there is too little to go on. */
  #readFrom(data: Buffer, at: number): number | undefined {
    switch (this.#state) {
      case 'head':
        return this.#readHead(data, at);
      case 'counted':
      case 'chunk':
        return this.#readBytes(data, at);
      case 'until-close':
        this.#keep(data.subarray(at));
        return data.length;
      default:
        return this.#readLine(data, at);
    }
  }

  #readHead(data: Buffer, at: number): number | undefined {
    const end = data.indexOf('\r\n\r\n', at, 'latin1');
    if (end === -1 || end - at > MAX_HEAD) {
      const begun = data.toString('latin1', at, Math.min(data.length, at + MAX_HEAD));
      if (!begun.startsWith('HTTP/1.'.slice(0, begun.length))) throw new MalformedAnswerError('not HTTP/1.1');
      if (/(?:^|[^\r])\n/.test(begun)) throw new MalformedAnswerError('a line that ends without CR');
      if (data.length - at > MAX_HEAD) throw new MalformedAnswerError('headers longer than 64 KiB');
      return undefined;
    }
    const head = parseHead(data.toString('latin1', at, end));
    // What comes before the answer, such as 100, has neither body nor meaning here.
    if (head.status >= 200) this.#begin(head);
    else if (head.status === 101) throw new MalformedAnswerError('101, which nobody had asked for');
    return end + 4;
  }

  #begin({ status, length, isChunked, isCoded, isKeptAlive, idleMs, encoding }: Head): void {
    this.#encoding = encoding;
    this.#status = status;
    this.#idleMs = idleMs;
    this.#isKeptAlive = isKeptAlive;
    if (this.#isHead || status === 204 || status === 304) this.#state = 'whole';
    else if (isChunked) this.#state = 'chunk-size';
    else if (length !== undefined && !isCoded) {
      this.#toCome = length;
      this.#state = length === 0 ? 'whole' : 'counted';
    } else {
      this.#isKeptAlive = false;
      this.#state = 'until-close';
    }
  }

  #readBytes(data: Buffer, at: number): number {
    const end = Math.min(data.length, at + this.#toCome);
    this.#keep(at === 0 && end === data.length ? data : data.subarray(at, end));
    this.#toCome -= end - at;
    if (this.#toCome === 0) this.#state = this.#state === 'chunk' ? 'chunk-end' : 'whole';
    return end;
  }

  /** The lines around chunks. */
  #readLine(data: Buffer, at: number): number | undefined {
    const end = data.indexOf('\n', at, 'latin1');
    if ((end === -1 ? data.length : end) - at > MAX_LINE) {
      throw new MalformedAnswerError('a line around a chunk that is too long');
    }
    if (end === -1) return undefined;
    if (end === at || data[end - 1] !== CR) throw new MalformedAnswerError('a line that ends without CR');
    const line = data.toString('latin1', at, end - 1);
    if (this.#state === 'chunk-size') {
      const digits = /^([\da-f]{1,12})[ \t]*(?:;.*)?$/i.exec(line)?.[1];
      if (digits === undefined) throw new MalformedAnswerError('a chunk without its size');
      this.#toCome = Number.parseInt(digits, 16);
      this.#state = this.#toCome === 0 ? 'trailers' : 'chunk';
    } else if (this.#state === 'chunk-end') {
      if (line !== '') throw new MalformedAnswerError('a chunk longer than its size');
      this.#state = 'chunk-size';
    } else {
      this.#trailerBytes += end + 1 - at;
      if (this.#trailerBytes > MAX_HEAD) throw new MalformedAnswerError('trailers longer than 64 KiB');
      if (line === '') this.#state = 'whole';
    }
    return end + 1;
  }

  #keep(bytes: Uint8Array): void {
    if (this.#maxKept === 0) return;
    this.#size += bytes.length;
    if (this.#size > this.#maxKept) this.#kept = undefined;
    else if (this.#kept === undefined) this.#kept = [bytes];
    else this.#kept.push(bytes);
  }
}

const CR = 13;

interface Head {
  readonly status: number;
  readonly length: number | undefined;
  readonly isChunked: boolean;
  /** Has a transfer coding. */
  readonly isCoded: boolean;
  readonly isKeptAlive: boolean;
  readonly idleMs: number | undefined;
  readonly encoding: string | undefined;
}

/** Only what says where the answer ends and what becomes of the connection. */
function parseHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, digits] = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t -~\x80-\xff]*)?$/.exec(first) ?? [];
  if (digits === undefined) throw new MalformedAnswerError('a first line that is not of HTTP/1.1');
  let length: number | undefined;
  let codings = '';
  let connection = '';
  let idleMs: number | undefined;
  let encoding: string | undefined;
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(line.slice(0, Math.max(colon, 0)))) {
      throw new MalformedAnswerError('a header without a name');
    }
    const value = line.slice(colon + 1).trim();
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be in a header
    if (/[\0-\x08\n-\x1f\x7f]/.test(value))
      throw new MalformedAnswerError('a header with control characters');
    switch (line.slice(0, colon).toLowerCase()) {
      case 'content-length':
        length = agreeingLength(length, value);
        break;
      case 'transfer-encoding':
        codings = `${codings},${value.toLowerCase()}`;
        break;
      case 'connection':
        connection = `${connection},${value.toLowerCase()}`;
        break;
      case 'keep-alive':
        idleMs = idleTimeOf(value);
        break;
      case 'content-encoding':
        encoding = value.toLowerCase();
        break;
    }
  }
  const isCoded = codings !== '';
  if (isCoded && length !== undefined) throw new MalformedAnswerError('a length, and chunks');
  const isOld = minor === '0';
  const isKeptAlive = isOld ? /(?:^|[, \t])keep-alive(?:$|[, \t])/.test(connection) : true;
  return {
    status: Number(digits),
    length,
    isChunked: /(?:^|[, \t])chunked$/.test(codings),
    isCoded,
    isKeptAlive: isKeptAlive && !(isOld && isCoded) && !/(?:^|[, \t])close(?:$|[, \t])/.test(connection),
    idleMs,
    encoding,
  };
}

function agreeingLength(known: number | undefined, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new MalformedAnswerError('a length that is no number');
  const length = Number(value);
  if (known !== undefined && known !== length) throw new MalformedAnswerError('two lengths');
  return length;
}

function idleTimeOf(value: string): number | undefined {
  const seconds = /(?:^|[, \t])timeout=(\d{1,6})(?:$|[, \t])/i.exec(value)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
