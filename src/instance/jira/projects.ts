import type { Database, Row } from '../store/database.ts';
import { nextId, reserveId } from '../store/sequences.ts';
import type { SeedProject } from './seed.ts';
import type { Component, Project, Version } from './types.ts';

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
    this.#load('SELECT id, body FROM jira_version ORDER BY position, id', this.#versions);
  }

  list(): readonly Project[] {
    return [...this.#projects.values()];
  }

  find(idOrKey: string): Project | undefined {
    const key = idOrKey.toUpperCase();
    return this.#projects.get(idOrKey) ?? this.list().find((project) => project.key === key);
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
      'INSERT INTO jira_version (id, project, name, position, body) VALUES (?, ?, ?, ?, ?)',
      [Number(added.id), Number(added.projectId), added.name, this.#versions.size, JSON.stringify(added)],
    );
    this.#versions.set(added.id, added);
    return added;
  }

  #load<T>(sql: string, into: Map<string, T>): void {
    for (const row of this.#database.all(sql)) into.set(String(row['id']), read(row));
  }
}

/** The tables are ours: what is in a body was one when it was written. */
function read<T>(row: Row): T {
  return JSON.parse(String(row['body']));
}
