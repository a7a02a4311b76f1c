import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import { isAdfDocument } from '../adf.ts';
import { AGILE_ITEMS, agileItems } from '../agile/change-items.ts';
import type { ChangeItem, Issue } from '../types.ts';
import { adfToWiki } from '../wiki/adf-to-wiki.ts';

/** The names that a changelog shows for ids. */
export interface ChangeNames {
  readonly person: (accountId: string) => string | null;
  readonly issueType: (id: string) => string | null;
  readonly status: (id: string) => string | null;
  readonly priority: (id: string) => string | null;
  readonly resolution: (id: string) => string | null;
  readonly component: (id: string) => string | null;
  readonly version: (id: string) => string | null;
  readonly issueKey: (id: string) => string | null;
  /** Of `customfield_…`. */
  readonly customField: (id: string) => string | null;
  readonly sprint: (id: number) => string | null;
}

/** What is different between an issue before and after, field by field. */
export function changeItems(before: Issue, after: Issue, names: ChangeNames): readonly ChangeItem[] {
  const text = (id: string | null, nameOf: (id: string) => string | null) =>
    id === null ? null : nameOf(id);
  const named = (
    field: string,
    fieldId: string,
    valueIn: (issue: Issue) => string | null,
    nameOf: (id: string) => string | null,
  ) => {
    const [from, to] = [valueIn(before), valueIn(after)];
    return item(field, fieldId, from, text(from, nameOf), to, text(to, nameOf));
  };
  const plain = (fieldId: string, textOf: (issue: Issue) => string | null) =>
    item(fieldId, fieldId, null, textOf(before), null, textOf(after));
  const seconds = (fieldId: string, valueIn: (issue: Issue) => number | null) => {
    const [from, to] = [valueIn(before), valueIn(after)].map((value) =>
      value === null ? null : String(value),
    );
    return item(fieldId, fieldId, from ?? null, from ?? null, to ?? null, to ?? null);
  };
  return [
    plain('summary', ({ summary }) => summary),
    plain('description', ({ description }) => adfToWiki(description) || null),
    plain('environment', ({ environment }) => adfToWiki(environment) || null),
    named('issuetype', 'issuetype', ({ issueTypeId }) => issueTypeId, names.issueType),
    named('priority', 'priority', ({ priorityId }) => priorityId, names.priority),
    named('assignee', 'assignee', ({ assigneeAccountId }) => assigneeAccountId, names.person),
    named('reporter', 'reporter', ({ reporterAccountId }) => reporterAccountId, names.person),
    named('resolution', 'resolution', ({ resolutionId }) => resolutionId, names.resolution),
    named('status', 'status', ({ statusId }) => statusId, names.status),
    named('IssueParentAssociation', 'parent', ({ parentId }) => parentId, names.issueKey),
    item('duedate', 'duedate', before.dueDate, before.dueDate, after.dueDate, after.dueDate),
    plain('labels', ({ labels }) => labels.join(' ')),
    ...setItems('Component', 'components', before.componentIds, after.componentIds, names.component),
    ...setItems('Fix Version', 'fixVersions', before.fixVersionIds, after.fixVersionIds, names.version),
    ...setItems('Version', 'versions', before.versionIds, after.versionIds, names.version),
    seconds('timeoriginalestimate', ({ originalEstimateSeconds }) => originalEstimateSeconds),
    seconds('timeestimate', ({ remainingEstimateSeconds }) => remainingEstimateSeconds),
    seconds('timespent', ({ timeSpentSeconds }) => timeSpentSeconds),
    ...customItems(before, after, names),
    ...agileItems(before, after, names),
  ].filter((change) => change.from !== change.to || change.fromText !== change.toText);
}

/** What a new issue begins with, as changes from nothing: webhooks tell of it so, the changelog does not have it. */
export function firstItems(issue: Issue, names: ChangeNames): readonly ChangeItem[] {
  const before: Issue = {
    ...issue,
    ...{ summary: '', description: null, environment: null, priorityId: null, parentId: null },
    ...{ assigneeAccountId: null, reporterAccountId: null, dueDate: null, labels: [] },
    ...{ componentIds: [], versionIds: [], fixVersionIds: [], custom: {} },
    ...{ originalEstimateSeconds: null, remainingEstimateSeconds: null },
  };
  return [
    ...changeItems(before, issue, names).map((change) => ({ ...change, fromText: null })),
    item('Status', 'status', null, null, issue.statusId, names.status(issue.statusId)),
  ];
}

/** One item for each that went, one for each that came. */
function setItems(
  field: string,
  fieldId: string,
  before: readonly string[],
  after: readonly string[],
  nameOf: (id: string) => string | null,
): readonly ChangeItem[] {
  return [
    ...before
      .filter((id) => !after.includes(id))
      .map((id) => item(field, fieldId, id, nameOf(id), null, null)),
    ...after
      .filter((id) => !before.includes(id))
      .map((id) => item(field, fieldId, null, null, id, nameOf(id))),
  ];
}

function customItems(before: Issue, after: Issue, names: ChangeNames): readonly ChangeItem[] {
  const ids = new Set([...Object.keys(before.custom), ...Object.keys(after.custom)]);
  const others = [...ids].filter((fieldId) => !AGILE_ITEMS.has(fieldId));
  return others.map((fieldId) =>
    item(
      names.customField(fieldId) ?? fieldId,
      fieldId,
      null,
      textOfValue(before.custom[fieldId]),
      null,
      textOfValue(after.custom[fieldId]),
    ),
  );
}

function textOfValue(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(textOfValue).join(',');
  if (isAdfDocument(value)) return adfToWiki(value);
  if (isRecord(value))
    return stringAt(value, 'value') ?? stringAt(value, 'accountId') ?? JSON.stringify(value);
  return String(value);
}

export function item(
  field: string,
  fieldId: string,
  from: string | null,
  fromText: string | null,
  to: string | null,
  toText: string | null,
): ChangeItem {
  return { field, fieldId, from, fromText, to, toText };
}
