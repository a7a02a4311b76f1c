import type { JqlClause, JqlCondition, JqlOperand } from '../../jql/syntax-tree.ts';
import { JqlError, parseJql } from './jql.ts';
import type { IssueSearch } from './search.ts';

/** The fields that webhooks registered at run time may filter by, with the other names that JQL has for them. */
const FIELDS: ReadonlySet<string> = new Set([
  ...['issuekey', 'key', 'issue', 'id', 'project', 'issuetype', 'type', 'status', 'priority'],
  ...['assignee', 'reporter'],
]);

const PROPERTY = /^issue\.property\[.+\]/i;
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', 'in', 'not in']);

/**
 * Checks the filter of a webhook that is registered at run time: a part of JQL only. The one custom field that Jira takes, the
 * label of epics, is not among those of the dev instance.
 * @throws {JqlError} in Jira's words, as far as they are known
 */
export function checkWebhookJql(jql: string, search: Pick<IssueSearch, 'compile'>): void {
  const tree = parseJql(jql);
  for (const clause of clausesOf(tree.where)) checkClause(clause);
  if (tree.orderBy !== undefined) throw new JqlError('The clause ORDER BY is unsupported');
  search.compile(tree, 'site');
}

function checkClause({ field, operator, operand }: JqlClause): void {
  if (!FIELDS.has(field.text.toLowerCase()) && !PROPERTY.test(field.text)) {
    throw new JqlError(`The clause ${field.text} is unsupported`);
  }
  if (!OPERATORS.has(operator)) throw new JqlError(`The operator ${operator} is unsupported`);
  const called = operand === undefined ? undefined : functionIn(operand);
  if (called !== undefined) throw new JqlError(`The function ${called} is unsupported`);
}

function clausesOf(condition: JqlCondition | undefined): readonly JqlClause[] {
  if (condition === undefined) return [];
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.parts.flatMap(clausesOf);
    case 'not':
      return clausesOf(condition.inner);
    default:
      return [condition];
  }
}

function functionIn(operand: JqlOperand): string | undefined {
  if (operand.kind === 'function') return operand.name;
  if (operand.kind !== 'list') return undefined;
  return operand.items.map(functionIn).find((name) => name !== undefined);
}
