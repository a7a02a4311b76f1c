import { isRecord, stringAt } from '../../../core/json.ts';
import { EntityProperties } from '../../properties/entity-properties.ts';
import type { SeedObject } from '../../seed/seed-object.ts';
import type { Database } from '../../store/database.ts';
import { PROJECT_ROLES, type RoleActor } from '../permissions.ts';
import { Projects } from '../projects.ts';
import type { Component, Version } from '../types.ts';
import type { ImportContext } from './import-jira.ts';

type Context = Pick<ImportContext, 'database' | 'names' | 'ids'>;

const KEY = /^[A-Z][A-Z\d_]{0,9}$/;

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
    scheme: project.optionalText('scheme') ?? 'open',
    actors: readActors(project, context),
  });
  projects.reserveNumber(id, project.id('lastNumber') ?? 0);
  for (const component of project.objects('components', 'name')) {
    insertPart(database, 'jira_component', {
      id: String(ids.component.of(component)),
      projectId: id,
      name: component.text('name'),
      description: component.anyText('description'),
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
    });
    version.end();
  }
  importProperties(project, { type: 'project', id }, database);
  project.end();
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
function readActors(project: SeedObject, { names }: Context): readonly RoleActor[] {
  return project.entries('roles').flatMap(([role, actors]) => {
    const place = `roles/${role}`;
    if (!PROJECT_ROLES.some(({ name }) => name === role)) {
      return project.fail(place, `it must be one of ${PROJECT_ROLES.map(({ name }) => name).join(', ')}.`);
    }
    if (!Array.isArray(actors)) return project.fail(place, 'it must be a list.');
    return actors.map((actor, index): RoleActor => {
      const group = isRecord(actor) ? stringAt(actor, 'group') : undefined;
      if (group !== undefined) return { role, kind: 'group', actor: group };
      if (typeof actor === 'string') {
        return { role, kind: 'user', actor: names.personOf(actor, project, `${place}/${index}`) };
      }
      return project.fail(`${place}/${index}`, 'it must be a user name, or an object with a group.');
    });
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
