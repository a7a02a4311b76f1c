import { isRecord, stringAt } from '../../../core/json.ts';
import { parseDuration } from '../durations.ts';
import type { FieldParser, InputContext } from './input-context.ts';
import { parseRichText, richTextProblem } from './rich-text.ts';

const MAX_SUMMARY = 255;
const MAX_LABEL = 255;

/** How each field's value is read, with Jira's own words for what is wrong with it. */
export const FIELD_PARSERS: Readonly<Record<string, FieldParser>> = {
  summary: (value, draft) => {
    if (typeof value !== 'string' || value.trim() === '') return 'You must specify a summary of the issue.';
    if (value.includes('\n')) return 'The summary is invalid because it contains newline characters.';
    if (value.length > MAX_SUMMARY) return `Summary must be less than ${MAX_SUMMARY} characters.`;
    draft.summary = value;
    return undefined;
  },
  description: richText('description'),
  environment: richText('environment'),
  issuetype: (value, draft, { configuration }) => {
    const type = findNamed(configuration.issueTypes, value);
    if (type === undefined) return 'Specify a valid issue type';
    draft.issueTypeId = type.id;
    return undefined;
  },
  priority: (value, draft, { configuration }) => {
    const priority = findNamed(configuration.priorities, value);
    if (priority === undefined) return 'Specify the Priority (id or name) in the string format';
    draft.priorityId = priority.id;
    return undefined;
  },
  resolution: (value, draft, { configuration }) => {
    const resolution = findNamed(configuration.resolutions, value);
    if (resolution === undefined) return 'Resolution id or name is not valid';
    draft.resolutionId = resolution.id;
    return undefined;
  },
  assignee: (value, draft, context) => {
    const account = parseAccount(value, context);
    if (account === undefined) return `User '${stringAt(value, 'accountId') ?? ''}' does not exist.`;
    const { projectId } = context;
    if (account.id !== null && projectId !== undefined && !context.isAssignable(account.id, projectId)) {
      return `User '${account.id}' cannot be assigned issues.`;
    }
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
    const long = value.find((label) => label.length > MAX_LABEL);
    if (long !== undefined)
      return `The label '${long}' exceeds the maximum length for a single label of ${MAX_LABEL} characters.`;
    draft.labels = [...new Set<string>(value)];
    return undefined;
  },
  duedate: (value, draft) => {
    if (value !== null && (typeof value !== 'string' || !isDay(value))) {
      return 'Operation value must be a string in the format yyyy-MM-dd';
    }
    draft.dueDate = value;
    return undefined;
  },
  components: named('Component', 'componentIds', (context, projectId) => context.components(projectId)),
  versions: named('Version', 'versionIds', (context, projectId) => context.versions(projectId)),
  fixVersions: named('Version', 'fixVersionIds', (context, projectId) => context.versions(projectId)),
  parent: (value, draft, context) => {
    if (value === null) {
      draft.parentId = null;
      return undefined;
    }
    const idOrKey = stringAt(value, 'key') ?? stringAt(value, 'id');
    const parent = idOrKey === undefined ? undefined : context.issue(idOrKey);
    if (parent === undefined) return 'Could not find issue by id or key.';
    draft.parentId = parent.id;
    return undefined;
  },
  timetracking: (value, draft) => {
    const original = stringAt(value, 'originalEstimate');
    const remaining = stringAt(value, 'remainingEstimate');
    if (!isRecord(value)) return 'Operation value must be an object';
    if (original !== undefined) {
      const seconds = parseDuration(original);
      if (seconds === undefined) return 'The original estimate specified is not valid.';
      draft.originalEstimateSeconds = seconds;
      // An estimate for what has not begun is what remains.
      if (remaining === undefined) draft.remainingEstimateSeconds = seconds;
    }
    if (remaining !== undefined) {
      const seconds = parseDuration(remaining);
      if (seconds === undefined) return 'The remaining estimate specified is not valid.';
      draft.remainingEstimateSeconds = seconds;
    }
    return undefined;
  },
};

function richText(name: 'description' | 'environment'): FieldParser {
  return (value, draft, { apiVersion }) => {
    const document = value === null ? null : parseRichText(value, apiVersion);
    if (document === undefined) return richTextProblem(apiVersion);
    draft[name] = document;
    return undefined;
  };
}

function named(
  what: string,
  name: 'componentIds' | 'versionIds' | 'fixVersionIds',
  listIn: (
    context: InputContext,
    projectId: string,
  ) => readonly { readonly id: string; readonly name: string }[],
): FieldParser {
  return (value, draft, context) => {
    if (!Array.isArray(value)) return 'data was not an array';
    const list = context.projectId === undefined ? [] : listIn(context, context.projectId);
    const ids: string[] = [];
    for (const item of value) {
      const found = findNamed(list, item);
      const id = stringAt(item, 'id');
      if (found === undefined) {
        return id === undefined
          ? `${what} name '${stringAt(item, 'name') ?? ''}' is not valid`
          : `${what} id '${id}' is not valid`;
      }
      ids.push(found.id);
    }
    draft[name] = [...new Set(ids)];
    return undefined;
  };
}

/** By id where there is one, else by name in either case. */
export function findNamed<T extends { readonly id: string; readonly name: string }>(
  list: readonly T[],
  value: unknown,
): T | undefined {
  const id = stringAt(value, 'id');
  const name = stringAt(value, 'name')?.toLowerCase();
  return list.find((one) => (id === undefined ? one.name.toLowerCase() === name : one.id === id));
}

/** `id` null stands for nobody; `-1` for whom the project has for it, which is nobody here. */
function parseAccount(
  value: unknown,
  { hasPerson }: InputContext,
): { readonly id: string | null } | undefined {
  if (value === null) return { id: null };
  if (!isRecord(value)) return undefined;
  const id = value['accountId'] === undefined ? value['id'] : value['accountId'];
  if (id === null || id === '-1') return { id: null };
  return typeof id === 'string' && hasPerson(id) ? { id } : undefined;
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}
