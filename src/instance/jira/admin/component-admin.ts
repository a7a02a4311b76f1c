import type { Component } from '../types.ts';
import { type CatalogAdminDeps, replaced } from './version-admin.ts';

/** Makes components of projects, changes and deletes them. Jira has no webhooks for them. */
export class ComponentAdmin {
  readonly #deps: CatalogAdminDeps;

  constructor(deps: CatalogAdminDeps) {
    this.#deps = deps;
  }

  create(fields: Omit<Component, 'id'>): Component {
    const { changes, projects } = this.#deps;
    return changes.run(() => projects.addComponent(fields));
  }

  update(component: Component): Component {
    const { changes, projects } = this.#deps;
    changes.run(() => projects.putComponent(component));
    return component;
  }

  /** Issues lose it, or get another one instead. */
  delete(component: Component, moveIssuesTo: Component | undefined, actor: string | null): void {
    const { changes, database, projects, table, writer } = this.#deps;
    changes.run(() => {
      const rows = database.all('SELECT issue FROM jira_issue_component WHERE component = ? ORDER BY issue', [
        Number(component.id),
      ]);
      // While it is still there: the changelog names it.
      for (const issue of table.list(rows.map((row) => Number(row['issue'])))) {
        const componentIds = replaced(issue.componentIds, component.id, moveIssuesTo?.id);
        writer.adjust(issue, { componentIds }, actor, 'issue_updated');
      }
      projects.deleteComponent(component.id);
    });
  }

  issueCount(componentId: string): number {
    const row = this.#deps.database.get(
      'SELECT count(*) AS n FROM jira_issue_component WHERE component = ?',
      [Number(componentId)],
    );
    return Number(row?.['n']);
  }
}
