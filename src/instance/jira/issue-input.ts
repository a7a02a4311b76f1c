import { isRecord, type Json, stringAt } from '../../core/json.ts';
import { jiraError } from '../product-error.ts';
import { AGILE_FIELD } from './agile/fields.ts';
import type { CustomField } from './custom-fields.ts';
import { parseCustomValue } from './input/custom-values.ts';
import { FIELD_PARSERS } from './input/field-parsers.ts';
import type { Draft, InputContext } from './input/input-context.ts';
import { notSettable } from './input/not-settable.ts';
import { type Additions, applyVerbs } from './input/update-verbs.ts';
import type { IssueFields, IssueType, Project } from './types.ts';

export type { InputContext } from './input/input-context.ts';
export { parseRichText } from './input/rich-text.ts';

export interface IssueInput {
  readonly fields: Partial<IssueFields>;
  readonly additions: Additions;
}

const NOTHING: Additions = { comments: [], worklogs: [], links: [] };

/**
 * The fields of a request to create or edit an issue, from `fields` and `update`.
 * @throws {ProductError} 400 that names every field that is wrong, as Jira does
 */
export function parseIssueInput(body: unknown, context: InputContext): IssueInput {
  const given = isRecord(body) && isRecord(body['fields']) ? body['fields'] : {};
  const update = isRecord(body) && isRecord(body['update']) ? body['update'] : {};
  const both = Object.keys(update).filter((name) => Object.hasOwn(given, name));
  const errors = new Map<string, string>(
    both.map((name) => [name, `Field '${name}' cannot appear in both 'fields' and 'update'`]),
  );
  const updated = applyVerbs(update, context);
  for (const [name, problem] of 'problems' in updated ? updated.problems : []) errors.set(name, problem);
  const values = { ...given, ...('fields' in updated ? updated.fields : {}) };
  const fields = parseFields(values, context, errors);
  const hierarchy = errors.size > 0 ? undefined : hierarchyProblem(fields, context);
  if (hierarchy !== undefined) errors.set(...hierarchy);
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
  return { fields, additions: 'additions' in updated ? updated.additions : NOTHING };
}

/** As {@link parseIssueInput}, where only fields matter. */
export function parseIssueFields(body: unknown, context: InputContext): Partial<IssueFields> {
  return parseIssueInput(body, context).fields;
}

/**
 * The project of a request to create an issue.
 * @throws {ProductError} 400
 */
export function parseProject(body: unknown, context: Pick<InputContext, 'project'>): Project {
  const given = isRecord(body) && isRecord(body['fields']) ? body['fields']['project'] : undefined;
  const idOrKey = stringAt(given, 'key') ?? stringAt(given, 'id');
  const project = idOrKey === undefined ? undefined : context.project(idOrKey);
  if (project !== undefined) return project;
  throw jiraError(400, [], {
    project: idOrKey === undefined ? 'Specify a valid project ID or key' : 'valid project is required',
  });
}

function parseFields(
  values: Readonly<Record<string, unknown>>,
  context: InputContext,
  errors: Map<string, string>,
): Draft {
  const draft: Draft = {};
  const custom: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) {
    if (errors.has(name) || (name === 'project' && context.mayNameProject)) continue;
    const field = Object.hasOwn(FIELD_PARSERS, name) ? undefined : context.customField(name);
    const problem =
      field === undefined || field.type === 'epic-link'
        ? parseField(name, value, draft, context)
        : parseCustom(field, value, custom, context);
    if (problem !== undefined) errors.set(name, problem);
  }
  return Object.keys(custom).length === 0 ? draft : { ...draft, custom };
}

function parseField(name: string, value: unknown, draft: Draft, context: InputContext): string | undefined {
  if (name === AGILE_FIELD.epicLink) {
    const parent = value === null ? null : { key: typeof value === 'string' ? value : '' };
    return FIELD_PARSERS['parent']?.(parent, draft, context);
  }
  const parse = Object.hasOwn(FIELD_PARSERS, name) ? FIELD_PARSERS[name] : undefined;
  return parse === undefined ? notSettable(name) : parse(value, draft, context);
}

function parseCustom(
  field: CustomField,
  value: unknown,
  custom: Record<string, Json>,
  context: InputContext,
): string | undefined {
  const parsed = parseCustomValue(field, value, context);
  if ('problem' in parsed) return parsed.problem;
  custom[`customfield_${field.id}`] = parsed.value;
  return undefined;
}

/** A sub-task has a parent, and a parent is one level above. */
function hierarchyProblem(
  { issueTypeId, parentId }: Draft,
  context: InputContext,
): readonly [string, string] | undefined {
  const { configuration, current } = context;
  const typeOf = (id: string | undefined): IssueType | undefined =>
    configuration.issueTypes.find((type) => type.id === id);
  const type = typeOf(issueTypeId ?? current?.issueTypeId);
  const wanted = parentId === undefined ? (current?.parentId ?? null) : parentId;
  if (type === undefined) return undefined;
  if (wanted === null) {
    return type.subtask
      ? ['parent', 'Issue type is a sub-task but parent issue key or id not specified.']
      : undefined;
  }
  if (issueTypeId === undefined && parentId === undefined) return undefined;
  const parent = context.issue(wanted);
  const parentType = typeOf(parent?.issueTypeId);
  const isAbove = parentType !== undefined && parentType.hierarchyLevel === type.hierarchyLevel + 1;
  const isElsewhere =
    type.subtask && context.projectId !== undefined && parent?.projectId !== context.projectId;
  if (isAbove && !isElsewhere && wanted !== current?.id) return undefined;
  return ['parentId', 'Given parent issue does not belong to appropriate hierarchy.'];
}
