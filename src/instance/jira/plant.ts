import type { Database } from '../store/database.ts';
import { reserveId } from '../store/sequences.ts';
import { numberOf } from './issues/issue-row.ts';
import type { JiraStore } from './jira-store.ts';
import type { JiraSeed } from './seed.ts';

/** Set in sites that have had their first data: one whose projects are all gone is not a new one. */
const PLANTED = 'planted';

export function markPlanted({ configuration }: Pick<JiraStore, 'configuration'>): void {
  configuration.settings.set(PLANTED, true);
}

export function isNewSite({ catalog, configuration }: Pick<JiraStore, 'catalog' | 'configuration'>): boolean {
  return catalog.list().length === 0 && configuration.settings.find(PLANTED) === undefined;
}

/** Puts into a new site what it starts with, and tells nobody. */
export function plantJira(
  store: JiraStore,
  database: Database,
  { projects, issues, boards = [], sprints = [] }: JiraSeed,
): void {
  markPlanted(store);
  for (const board of boards) store.agile.boards.put(board);
  for (const sprint of sprints) store.agile.sprints.put(sprint);
  for (const project of projects) store.catalog.add(project);
  for (const { issue, comments } of issues) {
    store.table.insert(issue);
    store.catalog.reserveNumber(issue.projectId, numberOf(issue.key));
    reserveId(database, 'issue', Number(issue.id));
    for (const comment of comments) {
      store.comments.insert(issue, comment);
      reserveId(database, 'comment', Number(comment.id));
    }
  }
}
