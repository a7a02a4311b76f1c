import type { CustomField, CustomFieldType } from '../custom-fields.ts';

/** What kind of value a field has, as the REST API says it. */
export interface FieldSchema {
  readonly type: string;
  readonly items?: string;
  readonly system?: string;
  readonly custom?: string;
  readonly customId?: number;
}

export interface FieldDefinition {
  readonly id: string;
  readonly name: string;
  /** Shown in lists of issues, and part of `*navigable`. */
  readonly isNavigable: boolean;
  readonly schema: FieldSchema;
}

/** The fields that every issue has, in the order in which an issue shows them. */
export const SYSTEM_FIELD_DEFINITIONS: readonly FieldDefinition[] = [
  system('statuscategorychangedate', 'Status Category Changed', 'datetime'),
  system('issuetype', 'Issue Type', 'issuetype'),
  system('parent', 'Parent', 'issuelink'),
  system('timespent', 'Time Spent', 'number'),
  system('project', 'Project', 'project'),
  system('fixVersions', 'Fix versions', 'array', 'version'),
  system('aggregatetimespent', 'Σ Time Spent', 'number'),
  system('statusCategory', 'Status Category', 'statusCategory'),
  system('resolution', 'Resolution', 'resolution'),
  system('resolutiondate', 'Resolved', 'datetime'),
  system('workratio', 'Work Ratio', 'number'),
  system('watches', 'Watchers', 'watches'),
  system('lastViewed', 'Last Viewed', 'datetime'),
  system('created', 'Created', 'datetime'),
  system('priority', 'Priority', 'priority'),
  system('labels', 'Labels', 'array', 'string'),
  system('timeestimate', 'Remaining Estimate', 'number'),
  system('aggregatetimeoriginalestimate', 'Σ Original Estimate', 'number'),
  system('versions', 'Affects versions', 'array', 'version'),
  system('issuelinks', 'Linked Issues', 'array', 'issuelinks'),
  system('assignee', 'Assignee', 'user'),
  system('updated', 'Updated', 'datetime'),
  system('status', 'Status', 'status'),
  system('components', 'Components', 'array', 'component'),
  system('timeoriginalestimate', 'Original estimate', 'number'),
  system('description', 'Description', 'string'),
  hidden('timetracking', 'Time tracking', 'timetracking'),
  system('security', 'Security Level', 'securitylevel'),
  hidden('attachment', 'Attachment', 'array', 'attachment'),
  system('aggregatetimeestimate', 'Σ Remaining Estimate', 'number'),
  system('summary', 'Summary', 'string'),
  system('creator', 'Creator', 'user'),
  system('subtasks', 'Sub-tasks', 'array', 'issuelinks'),
  system('reporter', 'Reporter', 'user'),
  system('aggregateprogress', 'Σ Progress', 'progress'),
  system('environment', 'Environment', 'string'),
  system('duedate', 'Due date', 'date'),
  system('progress', 'Progress', 'progress'),
  hidden('comment', 'Comment', 'comments-page'),
  system('votes', 'Votes', 'votes'),
  hidden('worklog', 'Log Work', 'array', 'worklog'),
];

const CUSTOM_TYPES: Readonly<Record<CustomFieldType, readonly [string, string, string?]>> = {
  text: ['textfield', 'string'],
  textarea: ['textarea', 'string'],
  string: ['textfield', 'string'],
  number: ['float', 'number'],
  date: ['datepicker', 'date'],
  select: ['select', 'option'],
  multiselect: ['multiselect', 'array', 'option'],
  labels: ['labels', 'array', 'string'],
  user: ['userpicker', 'user'],
  sprint: ['gh-sprint', 'array', 'json'],
  'epic-link': ['gh-epic-link', 'any'],
  rank: ['gh-lexo-rank', 'any'],
};

const CONNECT_TYPES = 'com.atlassian.plugins.atlassian-connect-plugin';
const JIRA_TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes';

export function customFieldDefinition({ id, name, type, typeKey, addonKey }: CustomField): FieldDefinition {
  const [key, plainType, plainItems] = CUSTOM_TYPES[type];
  // Options of add-ons are of a type of their own.
  const own = (plain: string) => (addonKey !== undefined && plain === 'option' ? 'option2' : plain);
  return {
    id: `customfield_${id}`,
    name,
    isNavigable: true,
    schema: {
      type: own(plainType),
      ...(plainItems === undefined ? {} : { items: own(plainItems) }),
      custom: addonKey === undefined ? (typeKey ?? `${JIRA_TYPES}:${key}`) : `${CONNECT_TYPES}:${addonKey}`,
      customId: Number(id),
    },
  };
}

function system(id: string, name: string, type: string, items?: string): FieldDefinition {
  return {
    id,
    name,
    isNavigable: true,
    schema: { type, ...(items === undefined ? {} : { items }), system: id },
  };
}

function hidden(id: string, name: string, type: string, items?: string): FieldDefinition {
  return { ...system(id, name, type, items), isNavigable: false };
}
