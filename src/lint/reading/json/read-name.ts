import type { Cursor } from './cursor.ts';
import { parseJson } from './parse.ts';
import { reportGivenValue, shorten } from './recover.ts';
import { isValueStart, placeOf, type Token } from './token.ts';

/** Reads the name of a property that has no quotes. */
export function readBareName(cursor: Cursor, name: Token): string {
  const isWritten = name.placeholders === 'filled' && typeof parseJson(name.word) === 'string';
  const json = isWritten ? name.word : JSON.stringify(name.word);
  if (name.placeholders === 'open') {
    // What it will be may be a name that seems to be missing.
    cursor.open.add(cursor.containerPointer());
    cursor.refuseUnfilled(name);
  } else if (name.placeholders === 'none') {
    const edits = [{ offset: name.start, length: name.end - name.start, text: json }];
    cursor.report({
      ruleId: 'syntax/unquoted-key',
      message: `The property name ${shorten(name.word)} must stand in double quotes.`,
      fix: { title: 'Put the name into double quotes', edits },
      ...placeOf(name),
    });
  } else if (!isWritten) {
    reportGivenValue(cursor, name);
  }
  cursor.consume(json);
  return String(parseJson(json));
}

/**
 * Reads the colon behind a name, and what people write in its place.
 * @returns false where no value follows either
 */
export function readColon(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === ':') {
    cursor.consume();
    return true;
  }
  const message = 'A colon is missing after the property name.';
  // Whatever a template writes there may have the colon in it.
  const isExcused = token.gap.tag !== undefined;
  if (!isExcused) cursor.report({ ruleId: 'syntax/json', message, ...placeOf(token) });
  if (token.kind === 'word' && /^=>?$/.test(token.word)) cursor.drop();
  const value = cursor.peek();
  if (!isValueStart(value) || cursor.isName(value)) {
    cursor.isBehindLoss = !isExcused;
    cursor.isBehindPlaceholder = isExcused;
    return false;
  }
  cursor.insert(':');
  return true;
}

/** True for a placeholder between the properties of an object: properties, most likely, or a comma. */
export function isWholeProperty(cursor: Cursor, token: Token): boolean {
  if (token.kind !== 'word' || token.placeholders === 'none' || cursor.isName(token)) return false;
  if (token.placeholders === 'open') return true;
  return token.word.trim() === '' || parseJson(`{${token.word}}`) === undefined;
}

/** Goes over such a placeholder. Returns false where there is none. */
export function dropWholeProperty(cursor: Cursor, token: Token): boolean {
  if (!isWholeProperty(cursor, token)) return false;
  if (token.placeholders === 'open') cursor.open.add(cursor.containerPointer());
  else if (!/^\s*,?\s*$/.test(token.word)) reportGivenValue(cursor, token);
  cursor.drop();
  return true;
}
