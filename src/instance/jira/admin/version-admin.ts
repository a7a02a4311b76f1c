import type { Database } from '../../store/database.ts';
import type { Changes } from '../changes.ts';
import type { IssueTable } from '../issues/issue-table.ts';
import type { IssueWriter } from '../issues/issue-writer.ts';
import type { Projects } from '../projects.ts';
import type { Issue, Project, Version } from '../types.ts';

export interface CatalogAdminDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly projects: Projects;
  readonly table: IssueTable;
  readonly writer: IssueWriter;
}

export interface VersionUse {
  readonly fixed: number;
  readonly affected: number;
  readonly unresolved: number;
}

/** Makes versions of projects, changes and deletes them. */
export class VersionAdmin {
  readonly #deps: CatalogAdminDeps;

  constructor(deps: CatalogAdminDeps) {
    this.#deps = deps;
  }

  create(project: Project, fields: Omit<Version, 'id'>, actor: string | null): Version {
    const { changes, projects } = this.#deps;
    return changes.run((announce) => {
      const version = projects.addVersion(fields);
      announce({ type: 'version_created', version, project, actor });
      return version;
    });
  }

  /** @param moveUnfixedTo where the unresolved issues of a version go that is released with this change */
  update(version: Version, changed: Version, actor: string | null, moveUnfixedTo?: Version): Version {
    const { changes, projects } = this.#deps;
    const project = projects.find(version.projectId);
    if (project === undefined) return version;
    return changes.run((announce) => {
      projects.putVersion(changed);
      const isReleasedNow = changed.released && !version.released;
      if (isReleasedNow && moveUnfixedTo !== undefined) {
        for (const issue of this.#issues('fix', version.id).filter((one) => one.resolutionId === null)) {
          this.#replace(issue, version.id, { fix: moveUnfixedTo.id, affected: 'keep' }, actor);
        }
      }
      const switched = isReleasedNow ? 'version_released' : 'version_unreleased';
      const isSwitched = changed.released !== version.released;
      const others = JSON.stringify({ ...changed, released: null, releaseDate: null });
      const isOtherwise = others !== JSON.stringify({ ...version, released: null, releaseDate: null });
      if (isSwitched) announce({ type: switched, version: changed, project, actor });
      if (!isSwitched || isOtherwise) announce({ type: 'version_updated', version: changed, project, actor });
      return changed;
    });
  }

  /** @param order the ids of all versions of the project */
  move(version: Version, order: readonly string[], actor: string | null): void {
    const { changes, projects } = this.#deps;
    const project = projects.find(version.projectId);
    if (project === undefined) return;
    changes.run((announce) => {
      projects.orderVersions(order);
      announce({ type: 'version_moved', version, project, actor });
    });
  }

  /** Issues lose it, or get the given ones instead. */
  delete(
    version: Version,
    to: { readonly fix?: Version | undefined; readonly affected?: Version | undefined },
    actor: string | null,
  ): void {
    this.#remove(version, to, actor, undefined);
  }

  merge(version: Version, into: Version, actor: string | null): void {
    this.#remove(version, { fix: into, affected: into }, actor, into);
  }

  use(versionId: string): VersionUse {
    const count = (relation: 'fix' | 'affected', condition = '1') =>
      Number(
        this.#deps.database.get(
          `SELECT count(*) AS n FROM jira_issue_version m JOIN jira_issue i ON i.id = m.issue
           WHERE m.relation = ? AND m.version = ? AND ${condition}`,
          [relation, Number(versionId)],
        )?.['n'],
      );
    return {
      fixed: count('fix'),
      affected: count('affected'),
      unresolved: count('fix', 'i.resolution IS NULL'),
    };
  }

  /** How many of the issues that it fixes are in which status. */
  statuses(versionId: string): ReadonlyMap<string, number> {
    const rows = this.#deps.database.all(
      `SELECT i.status, count(*) AS n FROM jira_issue_version m JOIN jira_issue i ON i.id = m.issue
       WHERE m.relation = 'fix' AND m.version = ? GROUP BY i.status`,
      [Number(versionId)],
    );
    return new Map(rows.map((row) => [String(row['status']), Number(row['n'])]));
  }

  #remove(
    version: Version,
    to: { readonly fix?: Version | undefined; readonly affected?: Version | undefined },
    actor: string | null,
    mergedTo: Version | undefined,
  ): void {
    const { changes, projects, table } = this.#deps;
    const project = projects.find(version.projectId);
    if (project === undefined) return;
    changes.run((announce) => {
      const ids = [...this.#issues('fix', version.id), ...this.#issues('affected', version.id)].map(
        ({ id }) => id,
      );
      // While it is still there: the changelog names it.
      for (const issue of table.list([...new Set(ids)])) {
        this.#replace(issue, version.id, { fix: to.fix?.id, affected: to.affected?.id }, actor);
      }
      projects.deleteVersion(version.id);
      const about = { version, project, actor };
      if (mergedTo === undefined) return announce({ type: 'version_deleted', ...about });
      // Jira tells of a merge as of a deletion that says where the issues went, and has an event of its own for it.
      announce({ type: 'version_merged', ...about, mergedTo });
      announce({ type: 'version_deleted', ...about, mergedTo });
    });
  }

  #issues(relation: 'fix' | 'affected', versionId: string): readonly Issue[] {
    const { database, table } = this.#deps;
    const rows = database.all(
      'SELECT issue FROM jira_issue_version WHERE relation = ? AND version = ? ORDER BY issue',
      [relation, Number(versionId)],
    );
    return table.list(rows.map(({ issue }) => Number(issue)));
  }

  #replace(
    issue: Issue,
    versionId: string,
    to: { readonly fix: string | undefined; readonly affected: string | undefined | 'keep' },
    actor: string | null,
  ): void {
    const { fix, affected } = to;
    this.#deps.writer.adjust(
      issue,
      {
        fixVersionIds: replaced(issue.fixVersionIds, versionId, fix),
        ...(affected === 'keep' ? {} : { versionIds: replaced(issue.versionIds, versionId, affected) }),
      },
      actor,
      'issue_updated',
    );
  }
}

/** The list with another one in the place of one, or without it. */
export function replaced(ids: readonly string[], id: string, by: string | undefined): readonly string[] {
  if (!ids.includes(id)) return ids;
  return [...new Set(ids.flatMap((one) => (one === id ? (by ?? []) : one)))];
}
