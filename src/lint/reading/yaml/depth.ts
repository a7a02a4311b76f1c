import { MAX_DEPTH } from '../structure.ts';

/**
 * Where a text in YAML is nested too deep for its parser, which is recursive and cannot be stopped. Counted from the text
 * alone: brackets, indentation, and the dashes of lists that begin on one line.
 * @returns the offset; undefined where it is not too deep
 */
export function findTooDeep(text: string): number | undefined {
  let brackets = 0;
  const indentations: number[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const indicators = /^(?: *[-?](?=\s))+/.exec(line)?.[0] ?? '';
    const indentation = line.length - line.trimStart().length;
    if (indentation === line.length) continue;
    while ((indentations.at(-1) ?? -1) >= indentation) indentations.pop();
    indentations.push(indentation);
    brackets = Math.max(0, brackets + countBrackets(line));
    const onLine = indicators.replaceAll(/\s/g, '').length;
    if (indentations.length + onLine + brackets > MAX_DEPTH || deepest(line) > MAX_DEPTH) return index;
  }
  return undefined;
}

function countBrackets(line: string): number {
  let count = 0;
  for (const character of line) {
    if (character === '[' || character === '{') count += 1;
    if (character === ']' || character === '}') count -= 1;
  }
  return count;
}

/** How many brackets are open at once on the line. */
function deepest(line: string): number {
  let open = 0;
  let most = 0;
  for (const character of line) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open -= 1;
    most = Math.max(most, open);
  }
  return most;
}
