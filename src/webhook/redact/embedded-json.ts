import { parseJsonDocument } from '../json-text.ts';

/** So much is read to find out what is JSON, as a multiple of the text: what never closes would be read again and again. */
const MAX_READS = 8;

/** JSON objects and lists within a text, such as a line of a log; those in another are not listed. */
export function findEmbeddedJson(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { readonly start: number; readonly end: number }[] = [];
  const opening = /[[{]\s*["{[]/g;
  let toRead = Math.max(text.length * MAX_READS, 100_000);
  while (toRead > 0) {
    const start = opening.exec(text)?.index;
    if (start === undefined) break;
    const end = endOfNesting(text, start);
    toRead -= (end ?? text.length) - start;
    if (end !== undefined && parseJsonDocument(text.slice(start, end)) !== undefined) {
      found.push({ start, end });
      opening.lastIndex = end;
    } else opening.lastIndex = start + 1;
  }
  return found;
}

/** Behind the bracket that closes the one at `start`. */
function endOfNesting(text: string, start: number): number | undefined {
  const token = /[[\]{}]|"(?:[^"\\]|\\.)*"/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') depth += 1;
    else if (found === '}' || found === ']') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return undefined;
}
