const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const QUOTES = new Set(['"', "'", '`']);

/**
 * Why a Jira expression cannot be read: it is empty, or its brackets or quotes do not match. Anything else is left to
 * Jira, whose `POST /rest/api/3/expression/analyse` checks expressions.
 * @see https://developer.atlassian.com/cloud/jira/platform/jira-expressions/
 * @returns the end of the sentence "the expression …"; undefined where there is nothing of the kind
 */
export function findExpressionFault(expression: string): string | undefined {
  if (expression.trim() === '') return 'is empty';
  const open: string[] = [];
  for (let index = 0; index < expression.length; index += 1) {
    const character = expression.charAt(index);
    if (QUOTES.has(character)) {
      const end = endOfText(expression, index);
      if (end === undefined) return `has a ${character} that is not closed`;
      index = end;
    } else if (Object.hasOwn(CLOSING, character)) {
      open.push(character);
    } else if (Object.values(CLOSING).includes(character)) {
      const bracket = open.pop();
      if (bracket === undefined) return `has a ${character} that nothing opens`;
      if (CLOSING[bracket] !== character) return `closes a ${bracket} with ${character}`;
    }
  }
  const bracket = open.at(-1);
  return bracket === undefined ? undefined : `has a ${bracket} that is not closed`;
}

/** Index of the quote that ends the text which begins at `start`. */
function endOfText(expression: string, start: number): number | undefined {
  const quote = expression.charAt(start);
  for (let index = start + 1; index < expression.length; index += 1) {
    const character = expression.charAt(index);
    if (character === '\\') index += 1;
    else if (character === quote) return index;
  }
  return undefined;
}
