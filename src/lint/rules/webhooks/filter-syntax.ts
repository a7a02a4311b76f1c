import { JqlSyntaxError } from '../../../jql/jql-error.ts';
import { parseJql } from '../../../jql/parse-jql.ts';
import type { JqlTree } from '../../../jql/syntax-tree.ts';
import type { Rule } from '../../rule.ts';
import { finalText } from '../../view/descriptor-view.ts';
import { webhooksOf } from './webhook.ts';

/**
 * Installing does not read the filter: what is no JQL shows when no event ever comes. Fields, functions and values differ
 * from site to site, and are not looked at.
 */
export const FILTER_SYNTAX: Rule = {
  id: 'webhooks/filter-syntax',
  severity: 'error',
  summary: 'The filter of a webhook is JQL.',
  *check(view) {
    for (const { value, pointer, known } of webhooksOf(view)) {
      const filter = finalText(value, 'filter');
      // Where nobody reads the filter, webhooks/filter-ignored has told so.
      const isRead = known.some(({ takesFilter, unsure }) => takesFilter || unsure.has('filter'));
      if (filter === undefined || !isRead) continue;
      const tree = read(filter);
      if (tree instanceof JqlSyntaxError) {
        yield {
          pointer: `${pointer}/filter`,
          message: `The filter is no JQL, so that nothing passes it. At character ${tree.offset + 1}: ${tree.reason}`,
          hint: hintFor(tree.reason, filter),
        };
      } else if (tree?.orderBy !== undefined) {
        const { offset } = tree.orderBy;
        yield {
          pointer: `${pointer}/filter`,
          severity: 'warning',
          message: `A filter has nothing to put in order: ORDER BY, at character ${offset + 1}, has no effect.`,
          hint: 'Remove what begins with ORDER BY.',
          fix: {
            title: 'Remove ORDER BY',
            changes: [
              { kind: 'replace', pointer: `${pointer}/filter`, value: filter.slice(0, offset).trimEnd() },
            ],
          },
        };
      }
    }
  },
};

/** Undefined for what is too deeply nested to be read. */
function read(filter: string): JqlTree | JqlSyntaxError | undefined {
  try {
    return parseJql(filter);
  } catch (error) {
    return error instanceof JqlSyntaxError ? error : undefined;
  }
}

function hintFor(reason: string, filter: string): string {
  if (/[“”‘’„«»]/.test(filter)) return 'JQL takes straight quotes only: " or \'.';
  if (reason.startsWith('expecting AND, OR'))
    return 'Put a value of several words in quotes: status = "To Do".';
  if (/^expecting an operator after .*but there is/.test(reason)) {
    return 'Put a field of several words in quotes: "Epic Link" = A-1.';
  }
  return "Try it in Jira's search for issues, which reads the same language.";
}
