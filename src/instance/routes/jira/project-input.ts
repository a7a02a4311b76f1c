import { isRecord, stringAt } from '../../../core/json.ts';
import type { Project, ProjectTypeKey } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import { idIn } from './administration.ts';
import type { JiraRestDeps } from './shared.ts';

/** What a request says of a project. */
export interface ProjectInput {
  readonly fields: Omit<Project, 'id'>;
  /** Name of the permission scheme; undefined where nothing is said of it. */
  readonly scheme: string | undefined;
}

const MAX_KEY = 10;
const MAX_NAME = 80;
const TYPE_KEYS: readonly ProjectTypeKey[] = ['software', 'business', 'service_desk'];

/** The templates that Jira lists, by the modules that they are of. */
const TEMPLATES: readonly (readonly [RegExp, ProjectTypeKey])[] = [
  [/^com\.pyxis\.greenhopper\.jira:gh-[a-z-]+$/, 'software'],
  [/^com\.atlassian\.jira-core-project-templates:jira-core-[a-z-]+$/, 'business'],
  [/^com\.atlassian\.servicedesk:[a-z-]+$/, 'service_desk'],
];

/**
 * A project from a request that makes one.
 * @throws {ProductError} 400 that names every field that is wrong, as Jira does
 */
export function parseNewProject(body: Readonly<Record<string, unknown>>, deps: JiraRestDeps): ProjectInput {
  const errors = new Map<string, string>();
  const key = stringAt(body, 'key') ?? '';
  const name = stringAt(body, 'name')?.trim() ?? '';
  note(errors, 'projectName', nameProblem(name, deps));
  note(errors, 'projectKey', keyProblem(key, deps));
  const typeKey = readType(body, errors);
  const leadAccountId = stringAt(body, 'leadAccountId') ?? '';
  note(errors, 'projectLead', leadProblem(leadAccountId, deps));
  const others = readOthers(body, deps, errors);
  throwIfAny(errors);
  const { scheme, ...fields } = others;
  return {
    fields: {
      key,
      name,
      leadAccountId,
      description: '',
      ...(typeKey === undefined ? {} : { typeKey }),
      ...fields,
    },
    scheme,
  };
}

/** A project from a request that changes one; what it does not say stays. @throws {ProductError} 400 */
export function parseProjectChange(
  body: Readonly<Record<string, unknown>>,
  project: Project,
  deps: JiraRestDeps,
): ProjectInput {
  const errors = new Map<string, string>();
  const key = stringAt(body, 'key') ?? project.key;
  const name = stringAt(body, 'name')?.trim() ?? project.name;
  const leadAccountId = stringAt(body, 'leadAccountId') ?? project.leadAccountId;
  if (name !== project.name) note(errors, 'projectName', nameProblem(name, deps, project.id));
  if (key !== project.key) note(errors, 'projectKey', keyProblem(key, deps, project.id));
  if (leadAccountId !== project.leadAccountId) note(errors, 'projectLead', leadProblem(leadAccountId, deps));
  const { scheme, ...others } = readOthers(body, deps, errors);
  throwIfAny(errors);
  const { id: _id, categoryId, ...kept } = project;
  const isUncategorised = 'categoryId' in body && others.categoryId === undefined;
  return {
    fields: {
      ...kept,
      ...(categoryId === undefined || isUncategorised ? {} : { categoryId }),
      key,
      name,
      leadAccountId,
      ...others,
    },
    scheme,
  };
}

/** What is wrong with a key; undefined where nothing is. */
export function keyProblem(key: string, { store }: JiraRestDeps, exceptId?: string): string | undefined {
  if (key === '') return 'You must specify a valid project key.';
  if (key.length > MAX_KEY) return `The project key must not exceed ${MAX_KEY} characters in length.`;
  if (!/^[A-Z][A-Z0-9]+$/.test(key)) {
    return 'Project keys must start with an uppercase letter, followed by one or more uppercase alphanumeric characters.';
  }
  const other = store.catalog
    .list()
    .find((one) => one.id !== exceptId && [one.key, ...(one.formerKeys ?? [])].includes(key));
  return other === undefined ? undefined : `Project '${other.name}' uses this project key.`;
}

export function isNameTaken(name: string, { store }: JiraRestDeps, exceptId?: string): boolean {
  const wanted = name.toLowerCase();
  return store.catalog.list().some((one) => one.id !== exceptId && one.name.toLowerCase() === wanted);
}

function nameProblem(name: string, deps: JiraRestDeps, exceptId?: string): string | undefined {
  if (name.length < 2) return 'You must specify a valid project name.';
  if (name.length > MAX_NAME) return `The project name must not exceed ${MAX_NAME} characters in length.`;
  return isNameTaken(name, deps, exceptId) ? 'A project with that name already exists.' : undefined;
}

function leadProblem(accountId: string, { people }: JiraRestDeps): string | undefined {
  return people.find(accountId) === undefined ? 'You must specify a valid project lead.' : undefined;
}

function readType(
  body: Readonly<Record<string, unknown>>,
  errors: Map<string, string>,
): ProjectTypeKey | undefined {
  const given = stringAt(body, 'projectTypeKey');
  const template = stringAt(body, 'projectTemplateKey');
  const type = TYPE_KEYS.find((one) => one === given);
  const ofTemplate = TEMPLATES.find(([pattern]) => pattern.test(template ?? ''))?.[1];
  if (given === undefined && template === undefined) {
    errors.set('projectTypeKey', 'You must specify the type or the template of the project.');
  } else if (given !== undefined && type === undefined) {
    errors.set('projectTypeKey', `The project type '${given}' does not exist.`);
  } else if (template !== undefined && (ofTemplate === undefined || (type ?? ofTemplate) !== ofTemplate)) {
    errors.set(
      'projectTemplateKey',
      `The project template '${template}' does not exist for this project type.`,
    );
  }
  return type ?? ofTemplate;
}

function readOthers(
  body: Readonly<Record<string, unknown>>,
  { store }: JiraRestDeps,
  errors: Map<string, string>,
): Partial<Project> & { readonly scheme: string | undefined } {
  const assigneeType = stringAt(body, 'assigneeType');
  const url = stringAt(body, 'url');
  const description = stringAt(body, 'description');
  const categoryId = idIn(body['categoryId']);
  const isNoCategory = categoryId === undefined || categoryId === '-1';
  const schemeId = idIn(body['permissionScheme']);
  const scheme =
    schemeId === undefined
      ? undefined
      : store.permissions.schemes.list().find(({ id }) => id === schemeId)?.code;
  if (assigneeType !== undefined && assigneeType !== 'PROJECT_LEAD' && assigneeType !== 'UNASSIGNED') {
    errors.set('assigneeType', `The assignee type '${assigneeType}' is not valid.`);
  }
  if (url !== undefined && url !== '' && !/^https?:\/\/\S+$/.test(url)) {
    errors.set('projectUrl', 'The URL specified is not valid - it must start with http://');
  }
  if (!isNoCategory && store.categories.find(categoryId) === undefined) {
    errors.set('categoryId', `The project category with id '${categoryId}' does not exist.`);
  }
  if (schemeId !== undefined && scheme === undefined) {
    errors.set('permissionScheme', `The permission scheme with id '${schemeId}' does not exist.`);
  }
  return {
    ...(description === undefined ? {} : { description }),
    ...(url === undefined || url === '' ? {} : { url }),
    ...(assigneeType === 'PROJECT_LEAD' || assigneeType === 'UNASSIGNED' ? { assigneeType } : {}),
    ...(isNoCategory ? {} : { categoryId }),
    scheme,
  };
}

function note(errors: Map<string, string>, name: string, problem: string | undefined): void {
  if (problem !== undefined) errors.set(name, problem);
}

function throwIfAny(errors: Map<string, string>): void {
  if (errors.size > 0) throw jiraError(400, [], Object.fromEntries(errors));
}

/** What can be asked for of a project, and is not emulated: schemes of other kinds, and pictures. */
export function ignoredIn(body: unknown): readonly string[] {
  const names = [
    'avatarId',
    'issueSecurityScheme',
    'notificationScheme',
    'fieldConfigurationScheme',
    'issueTypeScheme',
    'issueTypeScreenScheme',
    'workflowScheme',
  ];
  return isRecord(body) ? names.filter((name) => body[name] !== undefined) : [];
}
