import { isRecord, type Json, stringAt } from '../../../core/json.ts';
import type { Issue } from '../types.ts';
import { findNamed } from './field-parsers.ts';
import type { InputContext } from './input-context.ts';

/** What `update` asks for beside fields: things of their own that are added to the issue. */
export interface Additions {
  readonly comments: readonly unknown[];
  readonly worklogs: readonly unknown[];
  readonly links: readonly unknown[];
}

export type Updated =
  | { readonly fields: Readonly<Record<string, unknown>>; readonly additions: Additions }
  | { readonly problems: ReadonlyMap<string, string> };

/**
 * Turns the verbs of `update` (`set`, `add`, `remove`, `edit`) into values as `fields` has them.
 * @see https://developer.atlassian.com/server/jira/platform/updating-an-issue-via-the-jira-rest-apis-6848604/
 */
export function applyVerbs(update: Readonly<Record<string, unknown>>, context: InputContext): Updated {
  const fields: Record<string, unknown> = {};
  const problems = new Map<string, string>();
  const additions: Lists = { comments: [], worklogs: [], links: [] };
  for (const [name, operations] of Object.entries(update)) {
    if (!Array.isArray(operations) || !operations.every(isRecord)) {
      problems.set(name, 'Operations for a field must be an array of objects.');
      continue;
    }
    const problem = applyAll(name, operations, fields, additions, context);
    if (problem !== undefined) problems.set(name, problem);
  }
  return problems.size > 0 ? { problems } : { fields, additions };
}

type Operation = Readonly<Record<string, unknown>>;
interface Lists {
  readonly comments: unknown[];
  readonly worklogs: unknown[];
  readonly links: unknown[];
}

function applyAll(
  name: string,
  operations: readonly Operation[],
  fields: Record<string, unknown>,
  additions: Lists,
  context: InputContext,
): string | undefined {
  for (const [verb, value] of operations.flatMap((operation) => Object.entries(operation))) {
    const problem = apply(name, verb, value, fields, additions, context);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function apply(
  name: string,
  verb: string,
  value: unknown,
  fields: Record<string, unknown>,
  additions: Lists,
  context: InputContext,
): string | undefined {
  const own = listFor(name, additions);
  if (own !== undefined) {
    if (verb !== 'add') return unsupported(verb, name);
    own.push(value);
    return undefined;
  }
  if (verb === 'set' || (verb === 'edit' && name === 'timetracking')) {
    fields[name] = value;
    return undefined;
  }
  if ((verb !== 'add' && verb !== 'remove') || !isList(name, context)) return unsupported(verb, name);
  const before = Object.hasOwn(fields, name) ? fields[name] : listOf(name, context.current);
  fields[name] = changed(Array.isArray(before) ? before : [], verb, value, context, name);
  return undefined;
}

function listFor(name: string, { comments, worklogs, links }: Lists): unknown[] | undefined {
  if (name === 'comment') return comments;
  if (name === 'worklog') return worklogs;
  return name === 'issuelinks' ? links : undefined;
}

function isList(name: string, { customField }: InputContext): boolean {
  const type = customField(name)?.type;
  return LISTS.has(name) || type === 'multiselect' || type === 'labels';
}

function unsupported(verb: string, name: string): string {
  return `Field with id '${name}' and name '${name}' does not support operation '${verb}'`;
}

const LISTS = new Set(['labels', 'components', 'versions', 'fixVersions']);

function listOf(name: string, issue: Issue | undefined): readonly (Json | { readonly id: string })[] {
  if (issue === undefined) return [];
  switch (name) {
    case 'labels':
      return issue.labels;
    case 'components':
      return issue.componentIds.map((id) => ({ id }));
    case 'versions':
      return issue.versionIds.map((id) => ({ id }));
    case 'fixVersions':
      return issue.fixVersionIds.map((id) => ({ id }));
    default: {
      const value = issue.custom[name];
      return Array.isArray(value) ? value : [];
    }
  }
}

function changed(
  before: readonly unknown[],
  verb: 'add' | 'remove',
  value: unknown,
  context: InputContext,
  name: string,
): readonly unknown[] {
  const wanted = identify(value, context, name);
  const others = before.filter((one) => identify(one, context, name) !== wanted);
  return verb === 'add' ? [...others, value] : others;
}

/** What two ways of naming the same thing have in common: its id. */
function identify(value: unknown, context: InputContext, name: string): unknown {
  if (!isRecord(value)) return value;
  const { projectId = '' } = context;
  const list =
    name === 'components'
      ? context.components(projectId)
      : name.toLowerCase().endsWith('versions')
        ? context.versions(projectId)
        : [];
  return (
    findNamed(list, value)?.id ?? stringAt(value, 'id') ?? stringAt(value, 'value') ?? stringAt(value, 'name')
  );
}
