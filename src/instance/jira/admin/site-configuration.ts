import type { Database } from '../../store/database.ts';
import { CONFIGURATION, DEFAULT_PRIORITY_ID, type JiraConfiguration } from '../configuration.ts';
import type { IssueType, LinkType, Priority, Resolution, Status, Transition } from '../types.ts';
import { ConfigList } from './config-list.ts';
import { JiraSettings } from './jira-settings.ts';

const DEFAULT_PRIORITY = 'default.priority';
const DEFAULT_RESOLUTION = 'default.resolution';

/** What a site's Jira is configured with: what every site starts with, and what people have made of it since. */
export class SiteConfiguration implements JiraConfiguration {
  readonly settings: JiraSettings;
  readonly issueTypeList: ConfigList<IssueType>;
  readonly statusList: ConfigList<Status>;
  readonly priorityList: ConfigList<Priority>;
  readonly resolutionList: ConfigList<Resolution>;
  readonly linkTypeList: ConfigList<LinkType>;
  readonly #transitions: Transition[] = [];

  constructor(database: Database) {
    this.settings = new JiraSettings(database);
    this.issueTypeList = new ConfigList(database, 'issue-type', CONFIGURATION.issueTypes);
    this.statusList = new ConfigList(database, 'status', CONFIGURATION.statuses);
    this.priorityList = new ConfigList(database, 'priority', CONFIGURATION.priorities);
    this.resolutionList = new ConfigList(database, 'resolution', CONFIGURATION.resolutions);
    this.linkTypeList = new ConfigList(database, 'link-type', CONFIGURATION.linkTypes);
    this.#renewTransitions();
  }

  get issueTypes(): readonly IssueType[] {
    return this.issueTypeList.items;
  }

  get statuses(): readonly Status[] {
    return this.statusList.items;
  }

  /** Of the only workflow: to the statuses that it began with, and no others. */
  get transitions(): readonly Transition[] {
    return this.#transitions;
  }

  get priorities(): readonly Priority[] {
    return this.priorityList.items;
  }

  get resolutions(): readonly Resolution[] {
    return this.resolutionList.items;
  }

  get linkTypes(): readonly LinkType[] {
    return this.linkTypeList.items;
  }

  /** What an issue gets that says nothing of it. */
  get defaultPriorityId(): string | null {
    return this.#default(DEFAULT_PRIORITY, DEFAULT_PRIORITY_ID, this.priorities);
  }

  set defaultPriorityId(id: string | null) {
    this.settings.set(DEFAULT_PRIORITY, id);
  }

  get defaultResolutionId(): string | null {
    return this.#default(DEFAULT_RESOLUTION, null, this.resolutions);
  }

  set defaultResolutionId(id: string | null) {
    this.settings.set(DEFAULT_RESOLUTION, id);
  }

  /** Whether the workflow leads to the status. */
  isInWorkflow(statusId: string): boolean {
    return this.#transitions.some(({ to }) => to.id === statusId);
  }

  /** A status shows itself in the transitions that lead to it. */
  putStatus(status: Status): Status {
    this.statusList.put(status);
    this.#renewTransitions();
    return status;
  }

  #renewTransitions(): void {
    const renewed = CONFIGURATION.transitions.map((transition) => ({
      ...transition,
      to: this.statusList.find(transition.to.id) ?? transition.to,
    }));
    this.#transitions.splice(0, this.#transitions.length, ...renewed);
  }

  #default(
    setting: string,
    otherwise: string | null,
    list: readonly { readonly id: string }[],
  ): string | null {
    const chosen = this.settings.find(setting);
    const id = chosen === undefined ? otherwise : chosen;
    return typeof id === 'string' && list.some((one) => one.id === id) ? id : null;
  }
}
