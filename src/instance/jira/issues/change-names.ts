import type { Sprints } from '../agile/sprints.ts';
import type { JiraPeople } from '../find-people.ts';
import type { JiraStore } from '../jira-store.ts';
import type { ChangeNames } from './change-items.ts';

/** How things are called in the history of issues; null for what is not there any more. */
export function createChangeNames(
  { configuration, catalog, table, customFields }: NameSources,
  people: JiraPeople,
  sprints: Sprints,
): ChangeNames {
  const { issueTypes, statuses, priorities, resolutions } = configuration;
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[]) => (id: string) =>
    list.find((one) => one.id === id)?.name ?? null;
  return {
    person: (accountId) => people.find(accountId)?.displayName ?? null,
    issueType: nameIn(issueTypes),
    status: nameIn(statuses),
    priority: nameIn(priorities),
    resolution: nameIn(resolutions),
    component: (id) => catalog.component(id)?.name ?? null,
    version: (id) => catalog.version(id)?.name ?? null,
    issueKey: (id) => table.find(id)?.key ?? null,
    customField: (id) => customFields.find(id)?.name ?? null,
    sprint: (id) => sprints.find(id)?.name ?? null,
  };
}

type NameSources = Pick<JiraStore, 'configuration' | 'catalog' | 'table' | 'customFields'>;
