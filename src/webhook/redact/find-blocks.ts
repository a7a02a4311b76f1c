import type { Part } from './find-runs.ts';
import { MULTIPART_SECRET_HEAD, PEM_MARK } from './words.ts';

/** Private keys in a text. One that breaks off has no end that could be known, and takes the rest with it. */
export function findPrivateKeys(text: string): readonly Part[] {
  const found: Part[] = [];
  let start: number | undefined;
  for (const mark of text.matchAll(PEM_MARK)) {
    if (mark[1] === 'BEGIN') start ??= mark.index;
    else if (start !== undefined) {
      found.push({ start, end: mark.index + mark[0].length });
      start = undefined;
    }
  }
  if (start !== undefined) found.push({ start, end: text.length });
  return found;
}

/** A longer value is a file rather than a secret. */
const MAX_VALUE = 8192;

/** Values of fields of multipart forms whose names speak of secrets, up to the next field. */
export function findMultipartSecrets(text: string): readonly Part[] {
  const found: Part[] = [];
  let close = 0;
  for (const { 0: head, index } of text.matchAll(MULTIPART_SECRET_HEAD)) {
    const start = index + head.length;
    if (start < (found.at(-1)?.end ?? 0)) continue;
    if (close <= start) close = text.indexOf('\n--', start + 1);
    if (close === -1) break;
    const end = text[close - 1] === '\r' ? close - 1 : close;
    if (end > start && end - start <= MAX_VALUE) found.push({ start, end });
  }
  return found;
}
