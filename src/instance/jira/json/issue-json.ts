import { adfToHtml } from '../adf.ts';
import { AGILE_VALUES } from '../agile/field-values.ts';
import type { Issue } from '../types.ts';
import type { FieldDefinition } from './field-definitions.ts';
import { customValue, FIELD_VALUES, type FieldContext } from './field-values.ts';
import type { IssueJsonContext } from './issue-context.ts';
import { allFields } from './wanted-fields.ts';

export const ISSUE_EXPANDS =
  'renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations';

/** An issue as `GET /rest/api/{version}/issue` answers it, with the given fields. */
export function issueJson(issue: Issue, fields: readonly FieldDefinition[], context: IssueJsonContext) {
  return {
    expand: ISSUE_EXPANDS,
    id: issue.id,
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/issue/${issue.id}`,
    key: issue.key,
    fields: fieldsJson(issue, fields, context),
  };
}

export function fieldsJson(
  issue: Issue,
  fields: readonly FieldDefinition[],
  context: IssueJsonContext,
): Readonly<Record<string, unknown>> {
  const own = fieldContext(issue, context);
  const values = fields.map(({ id }) => [id, fieldValue(id, issue, own)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** An issue as webhooks carry it: version 2 of the representation, without what has webhooks of its own. */
export function webhookIssueJson(issue: Issue, context: IssueJsonContext) {
  const versioned: IssueJsonContext = { ...context, apiVersion: '2' };
  const left = new Set(['comment', 'worklog']);
  return {
    id: issue.id,
    self: `${context.baseUrl}/rest/api/2/issue/${issue.id}`,
    key: issue.key,
    fields: fieldsJson(
      issue,
      allFields(context.store).filter(({ id }) => !left.has(id)),
      versioned,
    ),
  };
}

/** Fields as people read them: rich text as HTML, moments in words; null for those that are the same either way. */
export function renderedFieldsJson(
  issue: Issue,
  fields: readonly FieldDefinition[],
  context: IssueJsonContext & { readonly formatMoment: (ms: number) => string },
): Readonly<Record<string, unknown>> {
  const moment = (ms: number | null) => (ms === null ? null : context.formatMoment(ms));
  const rendered: Readonly<Record<string, () => unknown>> = {
    description: () => adfToHtml(issue.description),
    environment: () => adfToHtml(issue.environment),
    created: () => moment(issue.created),
    updated: () => moment(issue.updated),
    resolutiondate: () => moment(issue.resolved),
    statuscategorychangedate: () => moment(issue.statusCategoryChanged),
    timetracking: () => fieldValue('timetracking', issue, fieldContext(issue, context)),
    comment: () => {
      const { comments, total } = context.store.comments.page(issue.id, context.viewer);
      const texts = comments.map(({ id, body, created, updated }) => ({
        id,
        body: adfToHtml(body),
        created: moment(created),
        updated: moment(updated),
      }));
      return { comments: texts, maxResults: total, total, startAt: 0 };
    },
  };
  return Object.fromEntries(
    fields.map(({ id }) => [id, (Object.hasOwn(rendered, id) ? rendered[id]?.() : null) ?? null]),
  );
}

/** What several fields are made of is read once for all of them. */
function fieldContext(issue: Issue, context: IssueJsonContext): FieldContext {
  let subtasks: readonly Issue[] | undefined;
  return {
    ...context,
    subtasks: () => {
      subtasks ??= context.store.issues.subtasks(issue);
      return subtasks;
    },
  };
}

function fieldValue(id: string, issue: Issue, context: FieldContext): unknown {
  const values = Object.hasOwn(FIELD_VALUES, id) ? FIELD_VALUES : AGILE_VALUES;
  const value = Object.hasOwn(values, id) ? values[id] : undefined;
  return value === undefined ? customValue(id, issue.custom[id], context) : value(issue, context);
}
