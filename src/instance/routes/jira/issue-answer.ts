import { localTime } from '../../jira/jql/moments.ts';
import type { FieldDefinition } from '../../jira/json/field-definitions.ts';
import { issueJson, renderedFieldsJson } from '../../jira/json/issue-json.ts';
import { changeJson, transitionJson } from '../../jira/json.ts';
import type { Issue } from '../../jira/types.ts';
import { editMeta } from './field-meta.ts';
import { actorOf, issueContext, type JiraContext, type JiraRestDeps } from './shared.ts';

/** What `expand` can add to an issue here. */
export const KNOWN_EXPANDS = [
  'renderedFields',
  'names',
  'schema',
  'transitions',
  'changelog',
  'editmeta',
] as const;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MAX_CHANGES = 100;

/**
 * An issue with everything that was asked for.
 * @param properties keys of entity properties; `*all` for all
 */
export function issueAnswer(
  c: JiraContext,
  deps: JiraRestDeps,
  issue: Issue,
  fields: readonly FieldDefinition[],
  expand: ReadonlySet<string>,
  properties: readonly string[],
) {
  const { store, host } = deps;
  const context = issueContext(c, deps);
  return {
    ...issueJson(issue, fields, context),
    ...(expand.has('renderedFields')
      ? {
          renderedFields: renderedFieldsJson(issue, fields, {
            ...context,
            formatMoment: momentFormat(c, deps),
          }),
        }
      : {}),
    ...(expand.has('names') ? { names: namesOf(fields) } : {}),
    ...(expand.has('schema') ? { schema: schemaOf(fields) } : {}),
    ...(expand.has('transitions')
      ? { transitions: store.transitions().map((transition) => transitionJson(transition, host)) }
      : {}),
    ...(expand.has('editmeta') ? { editmeta: editMeta(c, deps, issue) } : {}),
    ...(expand.has('changelog') ? { changelog: changelogOf(issue) } : {}),
    ...(properties.length === 0 ? {} : { properties: propertiesOf(issue) }),
  };

  /** The newest first, unlike the list of changes at its own address. */
  function changelogOf({ id }: Issue) {
    const { total, changes } = store.changelog.page(id, 0, MAX_CHANGES, true);
    return {
      startAt: 0,
      maxResults: changes.length,
      total,
      histories: changes.map((change) => changeJson(change, context)),
    };
  }

  function propertiesOf({ id }: Issue) {
    const entity = { type: 'issue', id };
    const keys = store.properties.keys(entity);
    const wanted = properties.includes('*all') ? keys : keys.filter((key) => properties.includes(key));
    return Object.fromEntries(wanted.map((key) => [key, store.properties.find(entity, key)?.value]));
  }
}

export function namesOf(fields: readonly FieldDefinition[]) {
  return Object.fromEntries(fields.map(({ id, name }) => [id, name]));
}

export function schemaOf(fields: readonly FieldDefinition[]) {
  return Object.fromEntries(fields.map(({ id, schema }) => [id, schema]));
}

/** `21/Nov/26 9:43 AM`, in the time zone of whoever asks. */
function momentFormat(c: JiraContext, { people }: JiraRestDeps): (ms: number) => string {
  const timeZone = people.find(actorOf(c))?.timeZone ?? 'UTC';
  return (ms) => {
    const { year, month, day, hour, minute } = localTime(ms, timeZone);
    const time = `${hour % 12 === 0 ? 12 : hour % 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
    return `${day}/${MONTHS[month - 1]}/${String(year).slice(-2)} ${time}`;
  };
}
