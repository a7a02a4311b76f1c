import type { AdfDocument } from './adf.ts';
import { adfToText } from './adf.ts';
import {
  DEFAULT_PRIORITY_ID,
  INITIAL_STATUS_ID,
  ISSUE_TYPES,
  type JiraSeed,
  PRIORITIES,
  STATUSES,
  TRANSITIONS,
} from './seed.ts';
import type { ChangeItem, Comment, Issue, IssueFields, JiraEvent, Project, Transition } from './types.ts';

export interface JiraStoreOptions {
  readonly seed: JiraSeed;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The name to show for an account in a changelog. */
  readonly displayNameOf: (accountId: string) => string | null;
}

/**
 * The data of the emulated Jira. Every change is announced to the subscribers, after it has taken effect.
 * Values that come in are taken as they are: the REST border has checked them.
 */
export class JiraStore {
  readonly #now: () => number;
  readonly #displayNameOf: (accountId: string) => string | null;
  readonly #projects: readonly Project[];
  readonly #issuesById = new Map<string, Issue>();
  readonly #idsByKey = new Map<string, string>();
  readonly #listeners = new Set<(event: JiraEvent) => void>();
  #lastId: number;
  readonly #lastNumberOf = new Map<string, number>();

  constructor(options: JiraStoreOptions) {
    this.#now = options.now;
    this.#displayNameOf = options.displayNameOf;
    this.#projects = options.seed.projects;
    for (const issue of options.seed.issues) this.#put(issue);
    this.#lastId = 10_999;
    for (const { projectKey, key } of options.seed.issues) {
      const number = Number(key.split('-').at(-1));
      this.#lastNumberOf.set(projectKey, Math.max(number, this.#lastNumberOf.get(projectKey) ?? 0));
    }
  }

  /** @returns a function that ends the subscription */
  subscribe(listener: (event: JiraEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  projects(): readonly Project[] {
    return this.#projects;
  }

  project(idOrKey: string): Project | undefined {
    return this.#projects.find(({ id, key }) => id === idOrKey || key === idOrKey.toUpperCase());
  }

  /** In the order of their ids. */
  issues(): readonly Issue[] {
    return [...this.#issuesById.values()];
  }

  issue(idOrKey: string): Issue | undefined {
    return this.#issuesById.get(this.#idsByKey.get(idOrKey.toUpperCase()) ?? idOrKey);
  }

  transitions(): readonly Transition[] {
    return TRANSITIONS;
  }

  createIssue(
    project: Project,
    fields: Partial<IssueFields> & Pick<IssueFields, 'summary' | 'issueTypeId'>,
    actor: string | null,
  ): Issue {
    const number = (this.#lastNumberOf.get(project.key) ?? 0) + 1;
    this.#lastNumberOf.set(project.key, number);
    const now = this.#now();
    const issue: Issue = {
      description: null,
      priorityId: DEFAULT_PRIORITY_ID,
      assigneeAccountId: null,
      reporterAccountId: actor,
      labels: [],
      ...fields,
      id: this.#nextId(),
      key: `${project.key}-${number}`,
      projectKey: project.key,
      statusId: INITIAL_STATUS_ID,
      created: now,
      updated: now,
      comments: [],
    };
    this.#put(issue);
    this.#announce({ type: 'issue_created', issue, actor });
    return issue;
  }

  /** Changes nothing, and announces nothing, when every field already has the given value. */
  updateIssue(issue: Issue, fields: Partial<IssueFields>, actor: string | null): Issue {
    const changes = this.#changesOf(issue, fields);
    if (changes.length === 0) return issue;
    const onlyAssignee = changes.every(({ fieldId }) => fieldId === 'assignee');
    return this.#change(issue, fields, changes, actor, onlyAssignee ? 'issue_assigned' : 'issue_updated');
  }

  transitionIssue(issue: Issue, transition: Transition, actor: string | null): Issue {
    if (transition.to.id === issue.statusId) return issue;
    const from = STATUSES.find(({ id }) => id === issue.statusId);
    const change = item('status', issue.statusId, from?.name ?? null, transition.to.id, transition.to.name);
    return this.#change(issue, { statusId: transition.to.id }, [change], actor, 'issue_generic');
  }

  deleteIssue(issue: Issue, actor: string | null): void {
    this.#issuesById.delete(issue.id);
    this.#idsByKey.delete(issue.key);
    this.#announce({ type: 'issue_deleted', issue, actor });
  }

  addComment(issue: Issue, body: AdfDocument, authorAccountId: string): Comment {
    const now = this.#now();
    const comment: Comment = { id: this.#nextId(), authorAccountId, body, created: now, updated: now };
    const changed: Issue = { ...issue, updated: now, comments: [...issue.comments, comment] };
    this.#put(changed);
    this.#announce({ type: 'comment_created', issue: changed, comment, actor: authorAccountId });
    return comment;
  }

  #change(
    issue: Issue,
    fields: Partial<Issue>,
    changes: readonly ChangeItem[],
    actor: string | null,
    eventTypeName: string,
  ): Issue {
    const changed: Issue = { ...issue, ...fields, updated: this.#now() };
    this.#put(changed);
    const changelogId = this.#nextId();
    this.#announce({ type: 'issue_updated', issue: changed, actor, changelogId, changes, eventTypeName });
    return changed;
  }

  #changesOf(issue: Issue, fields: Partial<IssueFields>): readonly ChangeItem[] {
    const person = (accountId: string | null) => (accountId === null ? null : this.#displayNameOf(accountId));
    const named = (list: readonly { id: string; name: string }[], id: string) =>
      list.find((one) => one.id === id)?.name ?? null;
    const next: Issue = { ...issue, ...fields };
    return [
      item('summary', null, issue.summary, null, next.summary),
      item('description', null, adfToText(issue.description), null, adfToText(next.description)),
      item(
        'issuetype',
        issue.issueTypeId,
        named(ISSUE_TYPES, issue.issueTypeId),
        next.issueTypeId,
        named(ISSUE_TYPES, next.issueTypeId),
      ),
      item(
        'priority',
        issue.priorityId,
        named(PRIORITIES, issue.priorityId),
        next.priorityId,
        named(PRIORITIES, next.priorityId),
      ),
      item(
        'assignee',
        issue.assigneeAccountId,
        person(issue.assigneeAccountId),
        next.assigneeAccountId,
        person(next.assigneeAccountId),
      ),
      item(
        'reporter',
        issue.reporterAccountId,
        person(issue.reporterAccountId),
        next.reporterAccountId,
        person(next.reporterAccountId),
      ),
      item('labels', null, issue.labels.join(' '), null, next.labels.join(' ')),
    ].filter((change) => change.from !== change.to || change.fromText !== change.toText);
  }

  #put(issue: Issue): void {
    this.#issuesById.set(issue.id, issue);
    this.#idsByKey.set(issue.key, issue.id);
  }

  #announce(event: JiraEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }
}

function item(
  fieldId: string,
  from: string | null,
  fromText: string | null,
  to: string | null,
  toText: string | null,
): ChangeItem {
  return { field: fieldId, fieldId, from, fromText, to, toText };
}
