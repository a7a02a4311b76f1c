import { JqlError } from '../../../jql/jql-error.ts';
import type { Issue, Status } from '../types.ts';
import type { JqlNames } from './query.ts';

/** A field of issues as queries see it. */
export interface Field {
  /** Every text that names the issue's value; empty when it has none. */
  readonly values: (issue: Issue) => readonly string[];
  readonly sortKey: (issue: Issue) => string | number;
  readonly isText?: boolean;
  readonly time?: (issue: Issue) => number;
}

const person =
  (accountOf: (issue: Issue) => string | null) =>
  ({ displayName }: JqlNames): Field => ({
    values: (issue) => {
      const account = accountOf(issue);
      return account === null ? [] : [account, displayName(account)];
    },
    sortKey: (issue) => displayName(accountOf(issue) ?? ''),
  });

const text = (textOf: (issue: Issue) => string) => (): Field => ({
  values: (issue) => (textOf(issue) === '' ? [] : [textOf(issue)]),
  sortKey: textOf,
  isText: true,
});

const moment = (time: (issue: Issue) => number) => (): Field => ({
  values: (issue) => [new Date(time(issue)).toISOString()],
  sortKey: time,
  time,
});

const issueKey = (): Field => ({ values: ({ id, key }) => [id, key], sortKey: ({ id }) => Number(id) });
const issueType = ({ issueTypeName }: JqlNames): Field => ({
  values: ({ issueTypeId }) => [issueTypeId, issueTypeName(issueTypeId)],
  sortKey: ({ issueTypeId }) => issueTypeName(issueTypeId),
});

const FIELDS: Readonly<Record<string, (names: JqlNames) => Field>> = {
  key: issueKey,
  issuekey: issueKey,
  issue: issueKey,
  id: issueKey,
  project: ({ projectName }) => ({
    values: ({ projectKey }) => [projectKey, projectName(projectKey)],
    sortKey: ({ projectKey }) => projectName(projectKey),
  }),
  issuetype: issueType,
  type: issueType,
  status: ({ status }) => ({
    values: ({ statusId }) => [statusId, status(statusId)?.name ?? ''],
    sortKey: ({ statusId }) => Number(statusId),
  }),
  statuscategory: ({ status }) => ({
    values: ({ statusId }) => categoryNames(status(statusId)),
    sortKey: ({ statusId }) => status(statusId)?.categoryKey ?? '',
  }),
  priority: ({ priorityName }) => ({
    values: ({ priorityId }) => [priorityId, priorityName(priorityId)],
    sortKey: ({ priorityId }) => -Number(priorityId),
  }),
  assignee: person(({ assigneeAccountId }) => assigneeAccountId),
  reporter: person(({ reporterAccountId }) => reporterAccountId),
  creator: person(({ reporterAccountId }) => reporterAccountId),
  labels: () => ({ values: ({ labels }) => labels, sortKey: ({ labels }) => labels.join(' ') }),
  summary: text(({ summary }) => summary),
  created: moment(({ created }) => created),
  updated: moment(({ updated }) => updated),
};

/** @throws {JqlError} for a field that is unknown or not emulated */
export function findField(name: string, names: JqlNames): Field {
  const known = name.toLowerCase();
  const field = Object.hasOwn(FIELDS, known) ? FIELDS[known] : undefined;
  if (field === undefined) {
    throw new JqlError(
      `Field '${name}' does not exist or is not emulated by the dev instance. It knows ${Object.keys(FIELDS).join(', ')}.`,
    );
  }
  return field(names);
}

function categoryNames(status: Status | undefined): readonly string[] {
  if (status === undefined) return [];
  const names = { new: 'To Do', indeterminate: 'In Progress', done: 'Done' } as const;
  return [status.categoryKey, names[status.categoryKey]];
}

/** Whether one of the texts that name a value is the wanted one, in either case. */
export function isOneOf(values: readonly string[], wanted: string): boolean {
  return values.some((value) => value.toLowerCase() === wanted.toLowerCase());
}

/** Orders by number where both are numbers, else by text. */
export function compareKeys(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}
