import { UsageError } from '../core/errors.ts';

/**
 * The text of bytes in UTF-8. A byte order mark at its beginning stays there, as U+FEFF: whether there is one matters to
 * those who read the text, and to those who write it back.
 * @param source how to name it to a person
 * @throws UsageError when it is in another encoding
 */
export function decodeUtf8(bytes: Uint8Array, source: string): string {
  const other = detectOther(bytes);
  if (other !== undefined) {
    throw new UsageError('descriptor-not-utf8', `${source} is ${other} text, not UTF-8.`, {
      nextSteps: SAVE,
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    const line = lineOfFirstFault(bytes);
    throw new UsageError('descriptor-not-utf8', `${source} is not UTF-8 text.`, {
      ...(line === undefined ? {} : { where: `${source}:${line}` }),
      nextSteps: SAVE,
      cause: error,
    });
  }
}

const SAVE = ['Save the file as UTF-8: the products read no other encoding.'];

/** By byte order mark, or by the zero bytes that an ASCII character at the beginning has in them. */
function detectOther(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16';
  if (a === 0xfe && b === 0xff) return 'UTF-16';
  if (a === 0 && b === 0) return 'UTF-32';
  if (b === 0 && c === 0 && d === 0) return 'UTF-32';
  return a === 0 || b === 0 ? 'UTF-16' : undefined;
}

/** Line of the first byte that is not UTF-8, from 1. */
function lineOfFirstFault(bytes: Uint8Array): number | undefined {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const lineFeed = bytes.indexOf(LINE_FEED, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line += 1;
    start = end;
  }
  return undefined;
}

const LINE_FEED = 10;
