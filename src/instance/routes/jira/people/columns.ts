import { isRecord } from '../../../../core/json.ts';
import type { JiraStore } from '../../../jira/jira-store.ts';
import { customFieldDefinition, SYSTEM_FIELD_DEFINITIONS } from '../../../jira/json/field-definitions.ts';
import { jiraError } from '../../../product-error.ts';
import { type JiraContext, readJson, textsOf } from '../shared.ts';

/** The columns of lists of issues, where nobody has chosen others. */
export const DEFAULT_COLUMNS: readonly string[] = [
  'issuetype',
  'issuekey',
  'summary',
  'assignee',
  'reporter',
  'priority',
  'status',
  'resolution',
  'created',
  'updated',
  'duedate',
];

export function columnsJson(store: JiraStore, columns: readonly string[]) {
  const labels = labelsOf(store);
  return columns.map((value) => ({ label: labels.get(value) ?? value, value }));
}

/**
 * The columns of a request, which comes as a form or as JSON.
 * @throws {ProductError} 400 for fields that cannot be columns
 */
export async function readColumns(c: JiraContext, store: JiraStore): Promise<readonly string[]> {
  const columns = await readNames(c);
  const labels = labelsOf(store);
  const unknown = columns.find((name) => !labels.has(name));
  if (unknown !== undefined) throw jiraError(400, [`The field '${unknown}' cannot be a column.`]);
  return columns;
}

async function readNames(c: JiraContext): Promise<readonly string[]> {
  if (/\bjson\b/.test(c.req.header('Content-Type') ?? '')) {
    const body = await readJson(c);
    return isRecord(body) ? textsOf(body['columns']) : [];
  }
  const { columns } = await c.req.parseBody({ all: true }).catch(() => {
    throw jiraError(400, ['The request body is no form.']);
  });
  return [columns ?? []].flat().filter((name) => typeof name === 'string');
}

function labelsOf(store: JiraStore): ReadonlyMap<string, string> {
  const fields = [...SYSTEM_FIELD_DEFINITIONS, ...store.customFields.list().map(customFieldDefinition)];
  return new Map([
    ['issuekey', 'Key'],
    ...fields.filter(({ isNavigable }) => isNavigable).map(({ id, name }) => [id, name] as const),
  ]);
}
