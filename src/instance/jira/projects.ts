import type { Database, Row } from '../store/database.ts';
import { nextId, reserveId } from '../store/sequences.ts';
import type { SeedProject } from './seed.ts';
import type { Component, Project, Version } from './types.ts';

const ALL_VERSIONS = 'SELECT id, body FROM jira_version ORDER BY position, id';

/** Projects with their components and versions. There are few: they are read once and written through. */
export class Projects {
  readonly #database: Database;
  readonly #projects = new Map<string, Project>();
  readonly #components = new Map<string, Component>();
  readonly #versions = new Map<string, Version>();

  constructor(database: Database) {
    this.#database = database;
    this.#load('SELECT id, body FROM jira_project ORDER BY id', this.#projects);
    this.#load('SELECT id, body FROM jira_component ORDER BY id', this.#components);
    this.#load(ALL_VERSIONS, this.#versions);
  }

  list(): readonly Project[] {
    return [...this.#projects.values()];
  }

  find(idOrKey: string): Project | undefined {
    const key = idOrKey.toUpperCase();
    const list = this.list();
    return (
      this.#projects.get(idOrKey) ??
      list.find((project) => project.key === key) ??
      list.find(({ formerKeys = [] }) => formerKeys.includes(key))
    );
  }

  add({ scheme, actors, ...project }: SeedProject): void {
    reserveId(this.#database, 'project', Number(project.id));
    this.#database.run('INSERT INTO jira_project (id, key, name, scheme, body) VALUES (?, ?, ?, ?, ?)', [
      Number(project.id),
      project.key,
      project.name,
      scheme,
      JSON.stringify(project),
    ]);
    for (const { role, kind, actor } of actors) {
      this.#database.run('INSERT INTO jira_role_actor (project, role, kind, actor) VALUES (?, ?, ?, ?)', [
        Number(project.id),
        role,
        kind,
        actor,
      ]);
    }
    this.#projects.set(project.id, project);
  }

  /** Writes down what has become of a project. */
  put(project: Project): void {
    this.#database.run('UPDATE jira_project SET key = ?, name = ?, body = ? WHERE id = ?', [
      project.key,
      project.name,
      JSON.stringify(project),
      Number(project.id),
    ]);
    this.#projects.set(project.id, project);
  }

  /** With its components and versions. Issues must be gone before. */
  delete(projectId: string): void {
    this.#database.run('DELETE FROM jira_project WHERE id = ?', [Number(projectId)]);
    this.#projects.delete(projectId);
    for (const { id } of this.components(projectId)) this.#components.delete(id);
    for (const { id } of this.versions(projectId)) this.#versions.delete(id);
  }

  /** The code of the project's permission scheme. */
  schemeOf(projectId: string): string {
    const row = this.#database.get('SELECT scheme FROM jira_project WHERE id = ?', [Number(projectId)]);
    return String(row?.['scheme'] ?? '');
  }

  setScheme(projectId: string, scheme: string): void {
    this.#database.run('UPDATE jira_project SET scheme = ? WHERE id = ?', [scheme, Number(projectId)]);
  }

  /** The account that an issue goes to when nobody is named for it. */
  defaultAssignee(projectId: string, componentIds: readonly string[]): string | null {
    const { leadAccountId, assigneeType } = this.#projects.get(projectId) ?? {};
    const byProject = assigneeType === 'PROJECT_LEAD' ? (leadAccountId ?? null) : null;
    // The first component that says something has the say.
    const component = componentIds
      .flatMap((id) => this.#components.get(id) ?? [])
      .find(({ assigneeType: type = 'PROJECT_DEFAULT' }) => type !== 'PROJECT_DEFAULT');
    switch (component?.assigneeType) {
      case 'COMPONENT_LEAD':
        return component.leadAccountId ?? byProject;
      case 'PROJECT_LEAD':
        return leadAccountId ?? null;
      case 'UNASSIGNED':
        return null;
      default:
        return byProject;
    }
  }

  /** The next number for a key; numbers are not used again. */
  nextNumber(projectId: string): number {
    // Read to the end: a statement that writes is over only then.
    const [row] = this.#database.all(
      'UPDATE jira_project SET last_number = last_number + 1 WHERE id = ? RETURNING last_number',
      [Number(projectId)],
    );
    return Number(row?.['last_number']);
  }

  reserveNumber(projectId: string, number: number): void {
    this.#database.run('UPDATE jira_project SET last_number = max(last_number, ?) WHERE id = ?', [
      number,
      Number(projectId),
    ]);
  }

  components(projectId?: string): readonly Component[] {
    return [...this.#components.values()].filter(
      (one) => projectId === undefined || one.projectId === projectId,
    );
  }

  component(id: string): Component | undefined {
    return this.#components.get(id);
  }

  addComponent(component: Omit<Component, 'id'>): Component {
    const added: Component = { ...component, id: String(nextId(this.#database, 'component')) };
    this.#database.run('INSERT INTO jira_component (id, project, name, body) VALUES (?, ?, ?, ?)', [
      Number(added.id),
      Number(added.projectId),
      added.name,
      JSON.stringify(added),
    ]);
    this.#components.set(added.id, added);
    return added;
  }

  putComponent(component: Component): void {
    this.#database.run('UPDATE jira_component SET name = ?, body = ? WHERE id = ?', [
      component.name,
      JSON.stringify(component),
      Number(component.id),
    ]);
    this.#components.set(component.id, component);
  }

  deleteComponent(id: string): void {
    this.#database.run('DELETE FROM jira_component WHERE id = ?', [Number(id)]);
    this.#components.delete(id);
  }

  /** In the order that comparisons of versions go by. */
  versions(projectId?: string): readonly Version[] {
    return [...this.#versions.values()].filter(
      (one) => projectId === undefined || one.projectId === projectId,
    );
  }

  version(id: string): Version | undefined {
    return this.#versions.get(id);
  }

  addVersion(version: Omit<Version, 'id'>): Version {
    const added: Version = { ...version, id: String(nextId(this.#database, 'version')) };
    this.#database.run(
      `INSERT INTO jira_version (id, project, name, position, body)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), -1) + 1 FROM jira_version), ?)`,
      [Number(added.id), Number(added.projectId), added.name, JSON.stringify(added)],
    );
    this.#versions.set(added.id, added);
    return added;
  }

  putVersion(version: Version): void {
    this.#database.run('UPDATE jira_version SET name = ?, body = ? WHERE id = ?', [
      version.name,
      JSON.stringify(version),
      Number(version.id),
    ]);
    this.#versions.set(version.id, version);
  }

  deleteVersion(id: string): void {
    this.#database.run('DELETE FROM jira_version WHERE id = ?', [Number(id)]);
    this.#versions.delete(id);
  }

  /** Puts the versions of a project into another order; they share the places that they have among all. */
  orderVersions(ids: readonly string[]): void {
    const places = this.#database
      .all(
        'SELECT position FROM jira_version WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position, id',
        [JSON.stringify(ids.map(Number))],
      )
      .map(({ position }) => Number(position));
    for (const [index, id] of ids.entries()) {
      this.#database.run('UPDATE jira_version SET position = ? WHERE id = ?', [
        places[index] ?? 0,
        Number(id),
      ]);
    }
    this.#versions.clear();
    this.#load(ALL_VERSIONS, this.#versions);
  }

  #load<T>(sql: string, into: Map<string, T>): void {
    for (const row of this.#database.all(sql)) into.set(String(row['id']), read(row));
  }
}

/** The tables are ours: what is in a body was one when it was written. */
function read<T>(row: Row): T {
  return JSON.parse(String(row['body']));
}
