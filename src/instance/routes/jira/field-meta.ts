import { AGILE_FIELD } from '../../jira/agile/fields.ts';
import {
  customFieldDefinition,
  type FieldDefinition,
  SYSTEM_FIELD_DEFINITIONS,
} from '../../jira/json/field-definitions.ts';
import {
  componentJson,
  issueTypeJson,
  optionJson,
  priorityJson,
  projectJson,
  versionJson,
} from '../../jira/json.ts';
import type { Issue, IssueType, Project } from '../../jira/types.ts';
import { actorOf, type JiraContext, type JiraRestDeps } from './shared.ts';

/** What can be set when an issue is made or edited, as the API describes it. */

interface Settable {
  readonly operations: readonly string[];
  readonly isRequired?: boolean;
  readonly hasDefault?: boolean;
}

const SET = ['set'] as const;
const LIST = ['add', 'set', 'remove'] as const;
const SETTABLE: Readonly<Record<string, Settable>> = {
  summary: { operations: SET, isRequired: true },
  issuetype: { operations: [], isRequired: true },
  parent: { operations: SET },
  components: { operations: LIST },
  description: { operations: SET },
  reporter: { operations: SET, isRequired: true, hasDefault: true },
  fixVersions: { operations: LIST },
  priority: { operations: SET, hasDefault: true },
  labels: { operations: ['add', 'set', 'remove'] },
  versions: { operations: LIST },
  environment: { operations: SET },
  duedate: { operations: SET },
  timetracking: { operations: ['set', 'edit'] },
  issuelinks: { operations: ['add'] },
  assignee: { operations: SET },
  comment: { operations: ['add'] },
};

/** The fields of a new issue. */
export function createMeta(deps: JiraRestDeps, project: Project, type: IssueType) {
  return [
    ...fieldMeta(deps, project, type).filter(({ key }) => key !== 'comment'),
    {
      required: true,
      schema: { type: 'project', system: 'project' },
      name: 'Project',
      key: 'project',
      fieldId: 'project',
      hasDefaultValue: false,
      operations: SET,
      allowedValues: [projectJson(project, deps.host)],
    },
  ];
}

/** The fields of an issue that the caller may edit: all or none. */
export function editMeta(c: JiraContext, deps: JiraRestDeps, issue: Issue) {
  const { store } = deps;
  const project = store.project(issue.projectId);
  const type = store.configuration.issueTypes.find(({ id }) => id === issue.issueTypeId);
  const mayEdit = store.permissions.may(actorOf(c), 'EDIT_ISSUES', issue.projectId);
  if (project === undefined || type === undefined || !mayEdit) return { fields: {} };
  const fields = fieldMeta(deps, project, type).filter(({ key }) => key !== 'parent' || type.subtask);
  return { fields: Object.fromEntries(fields.map(({ fieldId: _fieldId, ...field }) => [field.key, field])) };
}

function fieldMeta(deps: JiraRestDeps, project: Project, type: IssueType) {
  const { customFields } = deps.store;
  const place = { projectId: project.id, issueTypeId: type.id };
  const custom = customFields
    .list()
    .filter(({ id, isOffScreen }) => isOffScreen !== true && customFields.findIn(id, place) !== undefined)
    .map(customFieldDefinition);
  return [...SYSTEM_FIELD_DEFINITIONS, ...custom].flatMap((field) => {
    const settable = settableOf(field);
    if (settable === undefined) return [];
    const allowedValues = allowedIn(deps, field.id, project, type);
    const isRequired = settable.isRequired === true || (field.id === 'parent' && type.subtask);
    return [
      {
        required: isRequired,
        schema: field.schema,
        name: field.name,
        key: field.id,
        fieldId: field.id,
        hasDefaultValue: settable.hasDefault === true,
        operations: settable.operations,
        ...(allowedValues === undefined ? {} : { allowedValues }),
      },
    ];
  });
}

/** Whether a field can be on a screen. */
export function isSettable(field: FieldDefinition): boolean {
  return settableOf(field) !== undefined;
}

function settableOf({ id, schema }: FieldDefinition): Settable | undefined {
  if (id === AGILE_FIELD.rank) return undefined;
  if (id === AGILE_FIELD.sprint) return { operations: SET };
  if (id.startsWith('customfield_')) return { operations: schema.type === 'array' ? LIST : SET };
  return Object.hasOwn(SETTABLE, id) ? SETTABLE[id] : undefined;
}

function allowedIn({ host, store }: JiraRestDeps, id: string, project: Project, type: IssueType) {
  switch (id) {
    case 'issuetype':
      return [issueTypeJson(type, host)];
    case 'priority':
      return store.configuration.priorities.map((priority) => priorityJson(priority, host));
    case 'components':
      return store.catalog.components(project.id).map((component) => componentJson(component, host));
    case 'versions':
    case 'fixVersions':
      return store.catalog.versions(project.id).map((version) => versionJson(version, host));
    default: {
      const place = { projectId: project.id, issueTypeId: type.id };
      const options = store.customFields.findIn(id, place)?.options ?? [];
      const chosen = options.filter(({ disabled }) => disabled !== true);
      return chosen.length === 0 ? undefined : chosen.map((option) => optionJson(option, host));
    }
  }
}
