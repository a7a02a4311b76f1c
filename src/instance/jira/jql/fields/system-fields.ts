import { RANK_FIELD } from '../../agile/fields.ts';
import { EQUALITY, type JqlField } from '../field.ts';
import { unknownValue } from '../messages.ts';
import { join, raw, type Sql, sql } from '../sql.ts';
import { AGILE_JQL_FIELDS } from './agile-fields.ts';
import { dayField, momentField, WORKLOG_DATE } from './date-fields.ts';
import { idField, manyField } from './id-field.ts';
import { KEY } from './key-field.ts';
import { numberField } from './number-field.ts';
import { byName, issueByKey, personByName, projectByName, statusesByCategory, textIn } from './resolve.ts';
import { ANY_TEXT, COMMENT, textField } from './text-fields.ts';

/** The fields that every Jira has, as far as they are emulated. */
export const SYSTEM_FIELDS: readonly JqlField[] = [
  KEY,
  idField('project', {
    names: ['project'],
    type: 'com.atlassian.jira.project.Project',
    resolve: projectByName,
    sort: () => sql`(SELECT p.name FROM jira_project p WHERE p.id = i.project) COLLATE NOCASE`,
  }),
  idField('type', {
    names: ['issuetype', 'type'],
    type: 'com.atlassian.jira.issue.issuetype.IssueType',
    functions: ['issuetype'],
    resolve: byName(({ configuration }) => configuration.issueTypes),
    sort: ({ configuration }) => nameOf('i.type', configuration.issueTypes),
  }),
  idField('status', {
    names: ['status'],
    type: 'com.atlassian.jira.issue.status.Status',
    resolve: byName(({ configuration }) => configuration.statuses),
    sort: ({ configuration }) => positionOf('i.status', configuration.statuses),
    historyField: 'status',
  }),
  idField('status', {
    names: ['statusCategory'],
    type: 'com.atlassian.jira.issue.status.category.StatusCategory',
    resolve: statusesByCategory,
    sort: ({ configuration }) => positionOf('i.status', configuration.statuses),
  }),
  idField('priority', {
    names: ['priority'],
    type: 'com.atlassian.jira.issue.priority.Priority',
    resolve: byName(({ configuration }) => configuration.priorities),
    ordered: ({ configuration }) => configuration.priorities.map(({ id }) => Number(id)).reverse(),
    // The most urgent is the highest.
    sort: ({ configuration }) => sql`- ${positionOf('i.priority', configuration.priorities)}`,
    historyField: 'priority',
  }),
  idField('resolution', {
    names: ['resolution'],
    type: 'com.atlassian.jira.issue.resolution.Resolution',
    resolve: (value, field, context) =>
      textIn(value).toLowerCase() === 'unresolved'
        ? [null]
        : byName(({ configuration }) => configuration.resolutions)(value, field, context),
    sort: ({ configuration }) => positionOf('i.resolution', configuration.resolutions),
    historyField: 'resolution',
  }),
  personField('assignee', ['assignee'], 'assignee'),
  personField('reporter', ['reporter'], 'reporter'),
  personField('creator', ['creator']),
  manyField(
    { name: 'jira_issue_label', column: 'label' },
    {
      names: ['labels'],
      type: 'com.atlassian.jira.issue.label.Label',
      resolve: (value) => [textIn(value)],
      sort: () => sql`(SELECT group_concat(m.label, ' ') FROM jira_issue_label m WHERE m.issue = i.id)`,
    },
  ),
  manyField(
    { name: 'jira_issue_component', column: 'component' },
    {
      names: ['component'],
      type: 'com.atlassian.jira.bc.project.component.ProjectComponent',
      resolve: byName(({ projects }) => projects.components()),
      sort: () =>
        sql`(SELECT min(c.name) FROM jira_issue_component m JOIN jira_component c ON c.id = m.component WHERE m.issue = i.id) COLLATE NOCASE`,
    },
  ),
  versionField(['fixVersion'], 'fix'),
  versionField(['affectedVersion'], 'affected'),
  textField('summary', raw('i.summary COLLATE NOCASE')),
  textField('description'),
  textField('environment'),
  COMMENT,
  ANY_TEXT,
  momentField({ names: ['created', 'createdDate'], column: 'created' }),
  momentField({ names: ['updated', 'updatedDate'], column: 'updated' }),
  momentField({ names: ['resolved', 'resolutiondate', 'resolutionDate'], column: 'resolved' }),
  dayField({ names: ['due', 'duedate'], column: 'due' }),
  idField('parent', {
    names: ['parent'],
    type: 'com.atlassian.jira.issue.Issue',
    functions: ['issue'],
    resolve: issueByKey,
    sort: () => raw('i.parent'),
  }),
  ...AGILE_JQL_FIELDS,
  personSet('watcher', 'jira_watcher', 'account'),
  personSet('voter', 'jira_vote', 'account'),
  personSet('worklogAuthor', 'jira_worklog', 'author'),
  WORKLOG_DATE,
  numberField(['votes'], raw('i.votes')),
  numberField(['watchers'], raw('i.watches')),
  linkTypeField(),
  {
    names: ['attachments'],
    type: 'com.atlassian.jira.issue.attachment.Attachment',
    operators: ['is', 'is not'],
    functions: [],
    condition: ({ test }) => {
      const has = sql`EXISTS (SELECT 1 FROM jira_attachment a WHERE a.issue = i.id)`;
      return test === 'none' ? has : sql`NOT ${has}`;
    },
  },
  {
    names: ['Rank', `cf[${RANK_FIELD}]`],
    cfid: `cf[${RANK_FIELD}]`,
    type: 'com.atlassian.greenhopper.service.rank.Rank',
    operators: [],
    functions: [],
    condition: () => raw('0'),
    sort: () => raw('i.rank'),
  },
];

function personField(column: string, names: readonly string[], historyField?: string): JqlField {
  return idField(column, {
    names,
    type: 'com.atlassian.jira.user.ApplicationUser',
    functions: ['user'],
    resolve: personByName,
    sort: () =>
      sql`(SELECT json_extract(u.body, '$.displayName') FROM person u WHERE u.account_id = ${raw(`i.${column}`)}) COLLATE NOCASE`,
    ...(historyField === undefined ? {} : { historyField }),
  });
}

function personSet(name: string, table: string, column: string): JqlField {
  return manyField(
    { name: table, column },
    {
      names: [name],
      type: 'com.atlassian.jira.user.ApplicationUser',
      functions: ['user'],
      resolve: personByName,
    },
  );
}

function versionField(names: readonly string[], relation: 'fix' | 'affected'): JqlField {
  return manyField(
    { name: 'jira_issue_version', column: 'version', where: sql`m.relation = ${relation}` },
    {
      names,
      type: 'com.atlassian.jira.project.version.Version',
      resolve: byName(({ projects }) => projects.versions()),
      ordered: ({ projects }) => projects.versions().map(({ id }) => Number(id)),
      sort: () =>
        sql`(SELECT min(v.position) FROM jira_issue_version m JOIN jira_version v ON v.id = m.version WHERE m.issue = i.id AND m.relation = ${relation})`,
    },
  );
}

/** `issueLinkType = blocks`: issues on the side of a link that says so; `= Blocks`, by the type's name, on either. */
function linkTypeField(): JqlField {
  const sides = [
    ['outward', 'source'],
    ['inward', 'target'],
  ] as const;
  return {
    names: ['issueLinkType'],
    type: 'com.atlassian.jira.issue.link.IssueLinkType',
    operators: EQUALITY,
    functions: [],
    condition: ({ test, values, name }, { configuration }) => {
      const hasAny = sql`EXISTS (SELECT 1 FROM jira_issue_link l WHERE l.source = i.id OR l.target = i.id)`;
      const wanted = values.flatMap((value) => {
        if (value.kind === 'empty') return [sql`NOT ${hasAny}`];
        const text = textIn(value).toLowerCase();
        const types = configuration.linkTypes.filter((type) =>
          [type.name, type.inward, type.outward].some((one) => one.toLowerCase() === text),
        );
        if (types.length === 0) throw unknownValue(textIn(value), name);
        return types.flatMap((type) =>
          sides
            .filter(([says]) => type.name.toLowerCase() === text || type[says].toLowerCase() === text)
            .map(
              ([, side]) =>
                sql`EXISTS (SELECT 1 FROM jira_issue_link l WHERE ${raw(`l.${side}`)} = i.id AND l.type = ${Number(type.id)})`,
            ),
        );
      });
      const any = join(wanted, 'OR');
      return test === 'none' ? sql`(${hasAny} AND NOT (${any}))` : any;
    },
  };
}

function nameOf(column: string, list: readonly { readonly id: string; readonly name: string }[]): Sql {
  const names = [...list].sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return positionOf(column, names);
}

/** The place of a value in a list; NULL for what is not in it. */
function positionOf(column: string, list: readonly { readonly id: string }[]): Sql {
  const cases = list.map(({ id }, position) => sql`WHEN ${Number(id)} THEN ${position}`);
  const all = cases.reduce((one, other) => sql`${one} ${other}`, raw(''));
  return list.length === 0 ? raw('NULL') : sql`CASE ${raw(column)} ${all} END`;
}
