import { EntityProperties } from '../../properties/entity-properties.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { PermissionSchemes } from '../access/permission-schemes.ts';
import { ConfigList } from '../admin/config-list.ts';
import { ProjectRoles } from '../admin/project-roles.ts';
import { INITIAL_SCHEMES, type RoleActor } from '../permissions.ts';
import { Projects } from '../projects.ts';
import type { Component, Project, ProjectCategory, Shelved, Version } from '../types.ts';
import type { ImportContext } from './import-jira.ts';
import { readActors } from './seed-actors.ts';
import { idIn, type SeedNames } from './seed-names.ts';

type Context = Pick<ImportContext, 'database' | 'names' | 'ids'>;

const KEY = /^[A-Z][A-Z\d_]{0,9}$/;

const PROJECT_TYPES = ['software', 'business', 'service_desk'] as const;
const ASSIGNEE_TYPES = ['PROJECT_LEAD', 'UNASSIGNED'] as const;
const COMPONENT_ASSIGNEE_TYPES = ['PROJECT_DEFAULT', 'COMPONENT_LEAD', ...ASSIGNEE_TYPES] as const;

/** What a seed without projects has: one for its issues to be in. */
const ONLY_PROJECT = { key: 'DEMO', name: 'Demo project' };

/** Projects with their components, versions and roles. @throws {SeedError} */
export function importProjects(seed: SeedObject, context: Context): void {
  const { database, ids } = context;
  const projects = new Projects(database);
  if (seed.list('projects').length === 0) {
    if (seed.take('projects') !== undefined) seed.fail('projects', 'there must be one at least.');
    const [lead = ''] = context.names.administrators();
    const id = String(ids.project.last + 1);
    projects.add({ ...ONLY_PROJECT, id, leadAccountId: lead, description: '', scheme: 'open', actors: [] });
    return;
  }
  for (const project of seed.objects('projects', 'key')) {
    ids.project.claim(project);
    for (const component of project.objects('components', 'name')) ids.component.claim(component);
    for (const version of project.objects('versions', 'name')) ids.version.claim(version);
  }
  const keys = new Set<string>();
  for (const project of seed.objects('projects', 'key')) {
    const key = project.text('key');
    if (!KEY.test(key)) project.fail('key', 'it must be capital letters and digits, ten at most.');
    if (keys.has(key)) project.fail('key', 'another project has it already.');
    keys.add(key);
    importProject(project, key, projects, context);
  }
}

function importProject(project: SeedObject, key: string, projects: Projects, context: Context): void {
  const { database, names, ids } = context;
  const id = String(ids.project.of(project));
  projects.add({
    id,
    key,
    name: project.optionalText('name') ?? key,
    leadAccountId: names.readPerson(project, 'lead') ?? names.administrators()[0] ?? '',
    description: project.anyText('description'),
    ...readMore(project, context),
    scheme: readScheme(project, context),
    actors: readRoles(project, context),
  });
  projects.reserveNumber(id, project.id('lastNumber') ?? 0);
  for (const component of project.objects('components', 'name')) {
    insertPart(database, 'jira_component', {
      id: String(ids.component.of(component)),
      projectId: id,
      name: component.text('name'),
      description: component.anyText('description'),
      ...readComponent(component, context),
    });
    component.end();
  }
  for (const version of project.objects('versions', 'name')) {
    insertPart(database, 'jira_version', {
      id: String(ids.version.of(version)),
      projectId: id,
      name: version.text('name'),
      description: version.anyText('description'),
      released: version.flag('released', false),
      archived: version.flag('archived', false),
      ...readDays(version),
    });
    version.end();
  }
  importProperties(project, { type: 'project', id }, database);
  project.end();
}

/** A scheme by what projects name it by, or by what people call it. @throws {SeedError} */
function readScheme(project: SeedObject, { database }: Context): string {
  const schemes = new PermissionSchemes(database, INITIAL_SCHEMES);
  const text = project.optionalText('scheme') ?? 'open';
  const wanted = text.toLowerCase();
  const found = schemes.byCode(text) ?? schemes.list().find(({ name }) => name.toLowerCase() === wanted);
  const codes = schemes.list().map(({ code }) => code);
  return found?.code ?? project.fail('scheme', `it must be one of ${codes.join(', ')}.`);
}

function readMore(project: SeedObject, { names, database }: Context): Partial<Project> {
  const typeKey = project.oneOf('typeKey', PROJECT_TYPES);
  const assigneeType = project.oneOf('assigneeType', ASSIGNEE_TYPES);
  const url = project.optionalText('url');
  const category = project.optionalText('category');
  const categories = new ConfigList<ProjectCategory>(database, 'project-category').items;
  const formerKeys = project.texts('formerKeys');
  const [shelved] = project.only('shelved');
  return {
    ...(typeKey === undefined ? {} : { typeKey }),
    ...(assigneeType === undefined ? {} : { assigneeType }),
    ...(url === undefined ? {} : { url }),
    ...(category === undefined ? {} : { categoryId: idIn(categories, category, project, 'category') }),
    ...(formerKeys.length === 0 ? {} : { formerKeys }),
    ...(shelved === undefined ? {} : { shelved: readShelved(shelved, names) }),
  };
}

function readShelved(shelved: SeedObject, names: SeedNames): Shelved {
  const state =
    shelved.oneOf('state', ['archived', 'deleted'] as const) ?? shelved.fail('state', 'it must be said.');
  const at = shelved.moment('at') ?? shelved.fail('at', 'it must be said.');
  const by = names.readPerson(shelved, 'by') ?? null;
  shelved.end();
  return { state, at, by };
}

function readComponent(component: SeedObject, { names }: Context): Partial<Component> {
  const lead = names.readPerson(component, 'lead');
  const assigneeType = component.oneOf('assigneeType', COMPONENT_ASSIGNEE_TYPES);
  return {
    ...(typeof lead === 'string' ? { leadAccountId: lead } : {}),
    ...(assigneeType === undefined ? {} : { assigneeType }),
  };
}

function readDays(version: SeedObject): Partial<Version> {
  const startDate = version.optionalText('startDate');
  const releaseDate = version.optionalText('releaseDate');
  return {
    ...(startDate === undefined ? {} : { startDate }),
    ...(releaseDate === undefined ? {} : { releaseDate }),
  };
}

/** Components and versions, whose names are theirs alone in a project. */
function insertPart(
  database: Database,
  table: 'jira_component' | 'jira_version',
  part: Component | Version,
): void {
  const values = [Number(part.id), Number(part.projectId), part.name, JSON.stringify(part)];
  if (table === 'jira_component') {
    database.run('INSERT INTO jira_component (id, project, name, body) VALUES (?, ?, ?, ?)', values);
  } else {
    database.run(
      `INSERT INTO jira_version (id, project, name, body, position)
       VALUES (?, ?, ?, ?, (SELECT count(*) FROM jira_version))`,
      values,
    );
  }
}

/** `"roles": { "Administrators": ["admin", { "group": "team" }] }` */
function readRoles(project: SeedObject, { names, database }: Context): readonly RoleActor[] {
  const known = new ProjectRoles(database).list().map(({ name }) => name);
  return project.entries('roles').flatMap(([role, actors]) => {
    const place = `roles/${role}`;
    if (!known.includes(role)) return project.fail(place, `it must be one of ${known.join(', ')}.`);
    return readActors(project, place, names, actors).map((actor) => ({ ...actor, role }));
  });
}

/** The entity properties of anything. */
export function importProperties(
  from: SeedObject,
  owner: { readonly type: string; readonly id: string },
  database: Database,
): void {
  const properties = new EntityProperties(database);
  for (const [key, value] of from.entries('properties')) properties.set(owner, key, value);
}
