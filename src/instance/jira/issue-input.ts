import { isRecord, stringAt } from '../../core/json.ts';
import { jiraError } from '../product-error.ts';
import { type AdfDocument, isAdfDocument, textToAdf } from './adf.ts';
import { ISSUE_TYPES, PRIORITIES } from './seed.ts';
import type { IssueFields, Project } from './types.ts';

export interface InputContext {
  readonly apiVersion: '2' | '3';
  readonly project: (idOrKey: string) => Project | undefined;
  readonly hasPerson: (accountId: string) => boolean;
  /** On creation; an issue that exists stays in its project. */
  readonly mayNameProject: boolean;
}

const MAX_SUMMARY = 255;

/**
 * The fields of a request to create or edit an issue.
 * @throws {ProductError} 400 that names every field that is wrong, as Jira does
 */
export function parseIssueFields(body: unknown, context: InputContext): Partial<IssueFields> {
  const given = isRecord(body) && isRecord(body['fields']) ? body['fields'] : {};
  if (isRecord(body) && isRecord(body['update']) && Object.keys(body['update']).length > 0) {
    throw jiraError(501, ["connect-kit's dev instance does not emulate `update` operations; use `fields`."]);
  }
  const errors = new Map<string, string>();
  const fields: { -readonly [Name in keyof IssueFields]?: IssueFields[Name] } = {};
  for (const [name, value] of Object.entries(given)) {
    const parse = Object.hasOwn(FIELD_PARSERS, name) ? FIELD_PARSERS[name] : undefined;
    if (name === 'project' && context.mayNameProject) continue;
    const problem =
      parse === undefined
        ? `Field '${name}' cannot be set. It is not on the appropriate screen, or unknown.`
        : parse(value, fields, context);
    if (problem !== undefined) errors.set(name, problem);
  }
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
  return fields;
}

/**
 * The project of a request to create an issue.
 * @throws {ProductError} 400
 */
export function parseProject(body: unknown, context: InputContext): Project {
  const given = isRecord(body) && isRecord(body['fields']) ? body['fields']['project'] : undefined;
  const idOrKey = stringAt(given, 'key') ?? stringAt(given, 'id');
  const project = idOrKey === undefined ? undefined : context.project(idOrKey);
  if (project !== undefined) return project;
  throw jiraError(400, [], {
    project: idOrKey === undefined ? 'Specify a valid project ID or key' : 'valid project is required',
  });
}

/**
 * Rich text of a request: ADF in version 3, plain text in version 2.
 * @returns undefined when it is neither
 */
export function parseRichText(value: unknown, apiVersion: '2' | '3'): AdfDocument | undefined {
  if (apiVersion === '3') return isAdfDocument(value) ? value : undefined;
  return typeof value === 'string' ? textToAdf(value) : undefined;
}

type Draft = { -readonly [Name in keyof IssueFields]?: IssueFields[Name] };
/** Puts the value into the draft, or says what is wrong with it. */
type FieldParser = (value: unknown, draft: Draft, context: InputContext) => string | undefined;

const FIELD_PARSERS: Readonly<Record<string, FieldParser>> = {
  summary: (value, draft) => {
    if (typeof value !== 'string' || value.trim() === '') return 'You must specify a summary of the issue.';
    if (value.includes('\n')) return 'The summary is invalid because it contains newline characters.';
    if (value.length > MAX_SUMMARY) return `Summary must be less than ${MAX_SUMMARY} characters.`;
    draft.summary = value;
    return undefined;
  },
  description: (value, draft, { apiVersion }) => {
    if (value === null) {
      draft.description = null;
      return undefined;
    }
    const document = parseRichText(value, apiVersion);
    if (document === undefined) {
      return apiVersion === '3'
        ? 'Operation value must be an Atlassian Document (see the Atlassian Document Format)'
        : 'Operation value must be a string';
    }
    draft.description = document;
    return undefined;
  },
  issuetype: (value, draft) => {
    const type = findNamed(ISSUE_TYPES, value);
    if (type === undefined) return 'Specify a valid issue type';
    draft.issueTypeId = type.id;
    return undefined;
  },
  priority: (value, draft) => {
    const priority = findNamed(PRIORITIES, value);
    if (priority === undefined) return 'Specify the Priority (id or name) in the string format';
    draft.priorityId = priority.id;
    return undefined;
  },
  assignee: (value, draft, context) => {
    const account = parseAccount(value, context);
    if (account === undefined) return `User '${stringAt(value, 'accountId') ?? ''}' does not exist.`;
    draft.assigneeAccountId = account.id;
    return undefined;
  },
  reporter: (value, draft, context) => {
    const account = parseAccount(value, context);
    if (account === undefined) return 'The reporter specified is not a user.';
    draft.reporterAccountId = account.id;
    return undefined;
  },
  labels: (value, draft) => {
    if (!Array.isArray(value) || !value.every((label) => typeof label === 'string')) {
      return 'data was not an array of strings';
    }
    const spaced = value.find((label) => /\s/.test(label));
    if (spaced !== undefined) return `The label '${spaced}' contains spaces which is invalid.`;
    draft.labels = [...new Set<string>(value)];
    return undefined;
  },
};

function findNamed<T extends { readonly id: string; readonly name: string }>(
  list: readonly T[],
  value: unknown,
): T | undefined {
  const id = stringAt(value, 'id');
  const name = stringAt(value, 'name')?.toLowerCase();
  return list.find((one) => (id === undefined ? one.name.toLowerCase() === name : one.id === id));
}

/** `id` null stands for nobody. */
function parseAccount(
  value: unknown,
  { hasPerson }: InputContext,
): { readonly id: string | null } | undefined {
  if (value === null) return { id: null };
  if (!isRecord(value)) return undefined;
  const id = value['accountId'] === undefined ? value['id'] : value['accountId'];
  if (id === null) return { id: null };
  return typeof id === 'string' && hasPerson(id) ? { id } : undefined;
}
