/** A part of a text. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * The longest parts of a text whose characters are all members of a class. Each character is looked at once: an expression
 * that may begin anywhere reads a text that was made for it again and again, and runs out of stack in a long one.
 * @param minLength of parts that are told
 */
export function findRuns(
  text: string,
  isMember: (code: number) => boolean,
  minLength: number,
): readonly Part[] {
  const found: Part[] = [];
  let start = 0;
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && isMember(text.charCodeAt(at))) continue;
    if (at - start >= minLength) found.push({ start, end: at });
    start = at + 1;
  }
  return found;
}

/** Letters and digits of ASCII, and the underscore. */
export function isWordCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}

/** @param replace gives what stands in place of a part */
export function replaceParts(
  text: string,
  parts: readonly Part[],
  replace: (part: string) => string,
): string {
  let result = '';
  let from = 0;
  for (const { start, end } of parts) {
    result += text.slice(from, start) + replace(text.slice(start, end));
    from = end;
  }
  return from === 0 ? text : result + text.slice(from);
}
