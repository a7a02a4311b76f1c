import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database } from '../../store/database.ts';
import type { Changes } from '../changes.ts';
import type { IssueTable } from '../issues/issue-table.ts';
import type { Links } from '../issues/links.ts';
import type { IssueType, LinkType } from '../types.ts';
import type { SiteConfiguration } from './site-configuration.ts';

export interface ConfigurationAdminDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly configuration: SiteConfiguration;
  readonly links: Links;
  readonly table: IssueTable;
  readonly properties: EntityProperties;
}

/** A column of issues whose values are ids of a list of the configuration. */
type Column = 'type' | 'status' | 'priority' | 'resolution';

/** Changes the configuration where more is at stake than a list: what issues have of it, and who is told. */
export class ConfigurationAdmin {
  readonly #deps: ConfigurationAdminDeps;

  constructor(deps: ConfigurationAdminDeps) {
    this.#deps = deps;
  }

  createIssueType(fields: Omit<IssueType, 'id'>, actor: string | null): IssueType {
    const { changes, configuration } = this.#deps;
    return changes.run((announce) => {
      const { issueTypeList } = configuration;
      const issueType = issueTypeList.put({ ...fields, id: issueTypeList.nextId() });
      announce({ type: 'issuetype_created', issueType, actor });
      return issueType;
    });
  }

  updateIssueType(issueType: IssueType, actor: string | null): IssueType {
    const { changes, configuration } = this.#deps;
    return changes.run((announce) => {
      configuration.issueTypeList.put(issueType);
      announce({ type: 'issuetype_updated', issueType, actor });
      return issueType;
    });
  }

  /** Issues get the alternative without a word in their history, as in Jira. */
  deleteIssueType(issueType: IssueType, alternative: IssueType | undefined, actor: string | null): void {
    const { changes, configuration, properties } = this.#deps;
    changes.run((announce) => {
      if (alternative !== undefined) this.#replace('type', issueType.id, alternative.id);
      properties.deleteAll({ type: 'issuetype', id: issueType.id });
      configuration.issueTypeList.delete(issueType.id);
      announce({ type: 'issuetype_deleted', issueType, actor });
    });
  }

  /** @param replacementId what its issues get; null for nothing */
  deletePriority(id: string, replacementId: string | null): void {
    const { changes, configuration } = this.#deps;
    changes.run(() => {
      this.#replace('priority', id, replacementId);
      configuration.priorityList.delete(id);
    });
  }

  deleteResolution(id: string, replacementId: string): void {
    const { changes, configuration } = this.#deps;
    changes.run(() => {
      this.#replace('resolution', id, replacementId);
      configuration.resolutionList.delete(id);
    });
  }

  /** Links of the type go with it, each with its own events and history. */
  deleteLinkType(type: LinkType, actor: string | null): void {
    const { changes, configuration, database, links, table } = this.#deps;
    changes.run(() => {
      for (const { id } of database.all('SELECT id FROM jira_issue_link WHERE type = ? ORDER BY id', [
        Number(type.id),
      ])) {
        const link = links.find(String(id));
        const [source, target] = [table.find(link?.sourceId ?? ''), table.find(link?.targetId ?? '')];
        if (link !== undefined && source !== undefined && target !== undefined) {
          links.delete(link, source, target, actor);
        }
      }
      configuration.linkTypeList.delete(type.id);
    });
  }

  isUsed(column: Column, id: string): boolean {
    const row = this.#deps.database.get(`SELECT 1 FROM jira_issue WHERE ${column} = ? LIMIT 1`, [Number(id)]);
    return row !== undefined;
  }

  /** Whether add-ons take care of time tracking, and which. @param key `JIRA` for Jira itself */
  chooseTimeTracking(key: string, actor: string | null): void {
    const { changes, configuration } = this.#deps;
    changes.run((announce) => {
      configuration.settings.set(TIME_TRACKING, key);
      const property = { key: 'jira.timetracking.provider', value: key };
      announce({ type: 'option_timetracking_provider_changed', property, actor });
    });
  }

  /** The key of the chosen provider. */
  timeTracking(): string {
    return this.#deps.configuration.settings.text(TIME_TRACKING) ?? JIRA_TIME_TRACKING;
  }

  #replace(column: Column, id: string, by: string | null): void {
    this.#deps.database.run(`UPDATE jira_issue SET ${column} = ? WHERE ${column} = ?`, [
      by === null ? null : Number(by),
      Number(id),
    ]);
  }
}

export const JIRA_TIME_TRACKING = 'JIRA';
const TIME_TRACKING = 'timetracking.provider';
