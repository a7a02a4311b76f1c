import type { Cursor } from './cursor.ts';
import { loseEntry, loseRest } from './recover.ts';
import { isOpenPlaceholder, isValueStart, placeOf, type Token } from './token.ts';

/** The commas before an entry or a closing bracket. */
export interface Separators {
  readonly first: Token | undefined;
  readonly second: Token | undefined;
  readonly dropFirst: () => void;
  /** True where tags of a template stand there: then nobody knows how many commas there will be. */
  readonly hasTag: boolean;
}

/**
 * Goes over the commas before what comes next, and over placeholders that are no entry of their own.
 * @param dropNoEntry goes over such a placeholder where it comes
 */
export function readSeparators(
  cursor: Cursor,
  isFirst: boolean,
  dropNoEntry: (token: Token) => boolean,
): Separators {
  let first: Token | undefined;
  let second: Token | undefined;
  let dropFirst = KEEP;
  let hasTag = false;
  for (;;) {
    const token = cursor.peek();
    hasTag ||= token.gap.tag !== undefined;
    if (token.kind === ',' && first === undefined) {
      first = token;
      dropFirst = cursor.hold(isFirst);
    } else if (token.kind === ',') {
      second ??= token;
      cursor.drop();
    } else if (dropNoEntry(token)) {
      hasTag = true;
    } else {
      if (hasTag) cursor.templated.add(cursor.containerPointer());
      return { first, second, dropFirst, hasTag };
    }
  }
}

const KEEP = () => {};

/** Before a closing bracket, every comma is one too many. */
export function closeCommas(
  cursor: Cursor,
  { first, second, dropFirst, hasTag }: Separators,
  isFirst: boolean,
): void {
  if (first === undefined) return;
  dropFirst();
  if (hasTag) return;
  if (isFirst) {
    const message = 'An entry is expected before this comma.';
    cursor.report({ ruleId: 'syntax/json', message, ...placeOf(first) });
    return;
  }
  const edits = [{ offset: first.start, length: 1, text: '' }];
  cursor.report({
    ruleId: 'syntax/trailing-comma',
    message: 'JSON allows no comma after the last entry.',
    hint: second === undefined ? 'Remove the comma.' : 'Remove the commas.',
    ...(second === undefined ? { fix: { title: 'Remove the comma', edits } } : {}),
    ...placeOf(first),
  });
}

/**
 * Sees to it that there is one comma before the next entry, and none before the first.
 * @returns false where what comes is no entry; it has been gone over then
 */
export function separate(
  cursor: Cursor,
  { first, second, dropFirst, hasTag }: Separators,
  isFirst: boolean,
): boolean {
  cursor.judgeIndentation();
  const superfluous = isFirst ? first : second;
  if (superfluous !== undefined) {
    if (isFirst) dropFirst();
    const message = 'There is a comma too many here, or an entry is missing before it.';
    if (!hasTag) cursor.report({ ruleId: 'syntax/json', message, ...placeOf(superfluous) });
  }
  const isBesidePlaceholder = cursor.isBehindPlaceholder || isOpenPlaceholder(cursor.peek());
  const isExcused = hasTag || cursor.isBehindLoss || isBesidePlaceholder;
  cursor.isBehindLoss = false;
  if (isFirst || first !== undefined) return true;
  if (!isExcused && !reportMissingComma(cursor, cursor.peek())) return false;
  cursor.insert(',');
  return true;
}

/** Returns false where what comes is no entry; it has been gone over then. */
function reportMissingComma(cursor: Cursor, token: Token): boolean {
  const isInList = cursor.isInList();
  const isAdjacent = token.start === cursor.end && cursor.text.charAt(cursor.end - 1) === '"';
  const isEntry = isInList ? isValueStart(token) && !isAdjacent : cursor.isName(token);
  if (isEntry) {
    const edits = [{ offset: cursor.end, length: 0, text: ',' }];
    cursor.report({
      ruleId: 'syntax/missing-comma',
      message: 'A comma is missing before this.',
      fix: { title: 'Insert the comma', edits },
      ...placeOf(token),
    });
    return true;
  }
  const message = `A comma or a ${isInList ? ']' : '}'} is expected here.`;
  const hint = hintFor(token, isInList, isAdjacent);
  cursor.report({ ruleId: 'syntax/json', message, hint, ...placeOf(token) });
  loseEntry(cursor);
  loseRest(cursor);
  return false;
}

function hintFor(token: Token, isInList: boolean, isAdjacent: boolean): string | undefined {
  if (isInList && token.kind === ':') return 'Objects stand in curly brackets.';
  return isAdjacent ? 'Quotes inside of a text are written \\".' : undefined;
}
