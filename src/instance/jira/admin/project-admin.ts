import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { Agile } from '../agile/agile.ts';
import type { Changes } from '../changes.ts';
import type { IssueTable } from '../issues/issue-table.ts';
import type { Projects } from '../projects.ts';
import type { Project } from '../types.ts';
import type { ProjectRoles } from './project-roles.ts';

export interface ProjectAdminDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly projects: Projects;
  readonly roles: ProjectRoles;
  readonly table: IssueTable;
  readonly properties: EntityProperties;
  readonly agile: () => Pick<Agile, 'deleteBoardsOf'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes projects, changes them and puts them away. Values are taken as they are: the REST border has checked them. */
export class ProjectAdmin {
  readonly #deps: ProjectAdminDeps;

  constructor(deps: ProjectAdminDeps) {
    this.#deps = deps;
  }

  /** @param scheme code of the permission scheme */
  create(fields: Omit<Project, 'id'>, scheme: string, actor: string | null): Project {
    const { changes, database, projects, roles } = this.#deps;
    return changes.run((announce) => {
      const project: Project = { ...fields, id: String(nextId(database, 'project')) };
      projects.add({ ...project, scheme, actors: roles.defaultActors() });
      announce({ type: 'project_created', project, actor });
      return project;
    });
  }

  /** A new key is that of the issues as well; the old ones still lead to them. */
  update(project: Project, fields: Omit<Project, 'id'>, actor: string | null, scheme?: string): Project {
    const { changes, database, projects } = this.#deps;
    return changes.run((announce) => {
      const isRenamed = fields.key !== project.key;
      const others = (project.formerKeys ?? []).filter((key) => key !== fields.key);
      const changed: Project = {
        ...fields,
        id: project.id,
        ...(isRenamed ? { formerKeys: [...others, project.key] } : {}),
      };
      projects.put(changed);
      if (scheme !== undefined) projects.setScheme(project.id, scheme);
      if (isRenamed) {
        const id = Number(project.id);
        database.run(
          'INSERT OR REPLACE INTO jira_former_key (key, issue) SELECT key, id FROM jira_issue WHERE project = ?',
          [id],
        );
        database.run("UPDATE jira_issue SET key = ? || '-' || number WHERE project = ?", [changed.key, id]);
        // Back at a key that it had: what is current is not former.
        database.run(
          'DELETE FROM jira_former_key WHERE key IN (SELECT key FROM jira_issue WHERE project = ?)',
          [id],
        );
      }
      announce({ type: 'project_updated', project: changed, actor });
      return changed;
    });
  }

  /** Gives up the former keys that are no longer wanted. */
  releaseKeys(project: Project, keys: readonly string[]): Project {
    const { database, projects } = this.#deps;
    const changed = {
      ...project,
      formerKeys: (project.formerKeys ?? []).filter((key) => !keys.includes(key)),
    };
    projects.put(changed);
    for (const key of keys) {
      database.run(
        "DELETE FROM jira_former_key WHERE key LIKE ? || '-%' AND issue IN (SELECT id FROM jira_issue WHERE project = ?)",
        [key, Number(project.id)],
      );
    }
    return changed;
  }

  archive(project: Project, actor: string | null): void {
    this.#shelve(project, 'archived', actor);
  }

  /** Into the trash, from where it can be restored. */
  trash(project: Project, actor: string | null): void {
    this.#shelve(project, 'deleted', actor);
  }

  /** From the archive or the trash. */
  restore(project: Project, actor: string | null): Project {
    const { changes, projects } = this.#deps;
    const { shelved, ...restored } = project;
    if (shelved === undefined) return project;
    return changes.run((announce) => {
      projects.put(restored);
      const type = shelved.state === 'archived' ? 'project_restored_archived' : 'project_restored_deleted';
      announce({ type, project: restored, actor });
      return restored;
    });
  }

  /** For good, with its boards and issues. Of the issues no event tells, as in Jira. */
  delete(project: Project, actor: string | null): void {
    const { agile, changes, database, projects, properties, table } = this.#deps;
    changes.run((announce) => {
      agile().deleteBoardsOf(project.id, actor);
      for (const { id } of database.all('SELECT id FROM jira_issue WHERE project = ?', [
        Number(project.id),
      ])) {
        table.delete(String(id));
        properties.deleteAll({ type: 'issue', id: String(id) });
      }
      properties.deleteAll({ type: 'project', id: project.id });
      projects.delete(project.id);
      announce({ type: 'project_deleted', project, actor });
    });
  }

  /** How many issues a project has, and when one of them was last changed. */
  insight(projectId: string): {
    readonly totalIssueCount: number;
    readonly lastIssueUpdateTime: number | null;
  } {
    const row = this.#deps.database.get(
      'SELECT count(*) AS total, max(updated) AS last FROM jira_issue WHERE project = ?',
      [Number(projectId)],
    );
    const last = row?.['last'] ?? null;
    return {
      totalIssueCount: Number(row?.['total']),
      lastIssueUpdateTime: last === null ? null : Number(last),
    };
  }

  #shelve(project: Project, state: 'archived' | 'deleted', actor: string | null): void {
    const { changes, projects, now } = this.#deps;
    changes.run((announce) => {
      const shelved: Project = { ...project, shelved: { state, at: now(), by: actor } };
      projects.put(shelved);
      announce({
        type: state === 'archived' ? 'project_archived' : 'project_soft_deleted',
        project: shelved,
        actor,
      });
    });
  }
}
