import type { Cursor } from './cursor.ts';
import { parseJson } from './parse.ts';
import { reportGivenValue, shorten } from './recover.ts';
import { isOpenPlaceholder, isValueStart, placeOf, type Token } from './token.ts';
import { meaningOf } from './words.ts';

/**
 * Reads a value that has no quotes and no brackets.
 * @returns how many values stand there: a placeholder may be filled in with several
 */
export function readWord(cursor: Cursor, token: Token): number {
  if (token.placeholders === 'filled') return readFilled(cursor, token);
  if (isOpenPlaceholder(token)) readPlaceholder(cursor, token);
  else readBareWord(cursor, token);
  return 1;
}

function readPlaceholder(cursor: Cursor, token: Token): void {
  cursor.refuseUnfilled(token);
  cursor.unknown.add(cursor.pointer());
  // Between the entries of a list, it may stand for several.
  if (cursor.isInList()) cursor.open.add(cursor.containerPointer());
  cursor.consume(JSON.stringify(token.word));
}

/** What was given for a placeholder is written where it stands, as the server will do it. */
function readFilled(cursor: Cursor, token: Token): number {
  const entries = token.word.trim() === '' ? undefined : parseJson(`[${token.word}]`);
  if (Array.isArray(entries) && (cursor.isInList() || entries.length === 1)) {
    cursor.consume(token.word);
    return entries.length;
  }
  reportGivenValue(cursor, token);
  cursor.unknown.add(cursor.pointer());
  cursor.consume(JSON.stringify(cursor.text.slice(token.start, token.end)));
  return 1;
}

function readBareWord(cursor: Cursor, token: Token): void {
  const meaning = meaningOf(token.word);
  if (meaning.kind === 'literal') {
    cursor.consume();
    return;
  }
  const problem = { ruleId: 'syntax/json', ...placeOf(token) } as const;
  if (meaning.kind === 'foreign') {
    const message = `JSON does not know ${token.word}.`;
    cursor.report({ ...problem, message, hint: `Write ${meaning.json}.` });
    if (meaning.json === 'null') cursor.unknown.add(cursor.pointer());
    cursor.consume(meaning.json);
    return;
  }
  cursor.report(
    meaning.kind === 'number'
      ? { ...problem, message: `${shorten(token.word)} is no number of JSON.` }
      : {
          ...problem,
          message: `This is no JSON value: ${shorten(token.word)}`,
          hint: 'Texts stand in double quotes.',
        },
  );
  cursor.unknown.add(cursor.pointer());
  cursor.consume(JSON.stringify(token.word));
  // Several words without quotes are one mistake.
  for (let next = cursor.peek(); isValueStart(next) && !next.gap.hasLineBreak; next = cursor.peek()) {
    if (cursor.isName(next)) return;
    cursor.dropBalanced();
  }
}
