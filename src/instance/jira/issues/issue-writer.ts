import type { EntityProperties } from '../../properties/entity-properties.ts';
import type { Database } from '../../store/database.ts';
import { nextId } from '../../store/sequences.ts';
import type { SiteConfiguration } from '../admin/site-configuration.ts';
import { isSubtask } from '../agile/epics.ts';
import { hasOtherSprint, withSprintOf } from '../agile/inheritance.ts';
import type { Changes } from '../changes.ts';
import { DONE_RESOLUTION_ID, INITIAL_STATUS_ID } from '../configuration.ts';
import type { CustomFields } from '../custom-fields.ts';
import type { JiraEvent } from '../events.ts';
import type { Projects } from '../projects.ts';
import { rankOf } from '../seed.ts';
import type { ChangeItem, Issue, IssueFields, Project, Transition } from '../types.ts';
import { type ChangeNames, changeItems, firstItems, item } from './change-items.ts';
import type { Changelog } from './changelog.ts';
import type { IssueTable } from './issue-table.ts';

export interface IssueWriterDeps {
  readonly database: Database;
  readonly configuration: SiteConfiguration;
  readonly changes: Changes;
  readonly table: IssueTable;
  readonly changelog: Changelog;
  readonly projects: Projects;
  readonly customFields: CustomFields;
  readonly properties: EntityProperties;
  readonly names: ChangeNames;
  /** What is told besides when an issue is deleted. */
  readonly fallout: (issue: Issue, actor: string | null) => readonly JiraEvent[];
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type NewIssue = Partial<IssueFields> & Pick<IssueFields, 'summary' | 'issueTypeId'>;

/** Creates, changes and deletes issues. Values are taken as they are: the REST border has checked them. */
export class IssueWriter {
  readonly #deps: IssueWriterDeps;

  constructor(deps: IssueWriterDeps) {
    this.#deps = deps;
  }

  create(project: Project, fields: NewIssue, actor: string | null): Issue {
    const { database, changes, configuration, customFields, projects, table, names, now } = this.#deps;
    return changes.run((announce) => {
      const created = now();
      const id = nextId(database, 'issue');
      const issue: Issue = this.#inSprintOfParent({
        description: null,
        environment: null,
        priorityId: configuration.defaultPriorityId,
        assigneeAccountId: projects.defaultAssignee(project.id, fields.componentIds ?? []),
        reporterAccountId: actor,
        parentId: null,
        labels: [],
        componentIds: [],
        versionIds: [],
        fixVersionIds: [],
        dueDate: null,
        originalEstimateSeconds: null,
        remainingEstimateSeconds: fields.originalEstimateSeconds ?? null,
        ...fields,
        custom: withoutNulls({
          ...customFields.defaultsIn({ projectId: project.id, issueTypeId: fields.issueTypeId }),
          ...fields.custom,
        }),
        id: String(id),
        key: `${project.key}-${projects.nextNumber(project.id)}`,
        projectId: project.id,
        projectKey: project.key,
        creatorAccountId: actor,
        statusId: INITIAL_STATUS_ID,
        resolutionId: null,
        resolved: null,
        created,
        updated: created,
        statusCategoryChanged: created,
        rank: rankOf(id),
        votes: 0,
        watches: 0,
        timeSpentSeconds: null,
      });
      table.insert(issue);
      const changelogId = String(nextId(database, 'change'));
      announce({ type: 'issue_created', issue, actor, changelogId, changes: firstItems(issue, names) });
      return issue;
    });
  }

  /** Changes nothing, and announces nothing, when every field already has the given value. */
  update(issue: Issue, fields: Partial<IssueFields>, actor: string | null): Issue {
    const custom = withoutNulls({ ...issue.custom, ...fields.custom });
    return this.#change(issue, { ...fields, custom }, actor, (items) =>
      items.every(({ fieldId }) => fieldId === 'assignee') ? 'issue_assigned' : 'issue_updated',
    );
  }

  /** Where work ends, the issue gets the resolution that the workflow sets unless `fields` bring one; elsewhere it loses it. */
  transition(
    issue: Issue,
    { to }: Transition,
    actor: string | null,
    fields: Partial<IssueFields> = {},
  ): Issue {
    const from = this.#deps.configuration.statuses.find(({ id }) => id === issue.statusId);
    const isDone = to.categoryKey === 'done';
    const resolutionId = isDone
      ? (fields.resolutionId ?? issue.resolutionId ?? this.#doneResolution())
      : null;
    return this.#change(
      issue,
      {
        ...fields,
        custom: { ...issue.custom, ...fields.custom },
        statusId: to.id,
        resolutionId,
        ...(from?.categoryKey === to.categoryKey ? {} : { statusCategoryChanged: this.#deps.now() }),
      },
      actor,
      () => 'issue_generic',
    );
  }

  /** What the workflow sets where work ends, as long as there is one. */
  #doneResolution(): string | null {
    const { resolutions } = this.#deps.configuration;
    return (resolutions.find(({ id }) => id === DONE_RESOLUTION_ID) ?? resolutions[0])?.id ?? null;
  }

  /** Changes of what is not a field that people set: estimates, time spent, rank. */
  adjust(issue: Issue, fields: Partial<Issue>, actor: string | null, eventTypeName: string): Issue {
    return this.#change(issue, fields, actor, () => eventTypeName);
  }

  /** To another project, with the next key there; the former key goes on leading to it. Sub-tasks stay where they are. */
  move(issue: Issue, project: Project, actor: string | null): Issue {
    const { changes, changelog, table, projects, now } = this.#deps;
    return changes.run((announce) => {
      const key = `${project.key}-${projects.nextNumber(project.id)}`;
      const left = { componentIds: [], versionIds: [], fixVersionIds: [] };
      const moved: Issue = {
        ...issue,
        ...left,
        key,
        projectId: project.id,
        projectKey: project.key,
        updated: now(),
      };
      table.update(issue, moved);
      const items = [
        item('project', 'project', issue.projectId, issue.projectKey, project.id, project.key),
        item('Key', 'issuekey', null, issue.key, null, key),
      ];
      const { id } = changelog.add(issue, actor, moved.updated, items);
      announce({
        type: 'issue_updated',
        issue: moved,
        actor,
        changelogId: id,
        changes: items,
        eventTypeName: 'issue_moved',
      });
      return moved;
    });
  }

  /** Sub-tasks go with it. */
  delete(issue: Issue, actor: string | null): void {
    const { changes, table, properties, fallout } = this.#deps;
    changes.run((announce) => {
      for (const child of this.subtasks(issue)) this.delete(child, actor);
      const besides = fallout(issue, actor);
      table.delete(issue.id);
      properties.deleteAll({ type: 'issue', id: issue.id });
      announce({ type: 'issue_deleted', issue, actor });
      for (const event of besides) announce(event);
    });
  }

  /** Those of the children that cannot be without it. */
  subtasks(issue: Issue): readonly Issue[] {
    const { table, configuration } = this.#deps;
    const isSubtask = ({ issueTypeId }: Issue) =>
      configuration.issueTypes.find(({ id }) => id === issueTypeId)?.subtask === true;
    return table.children(issue.id).filter(isSubtask);
  }

  /** Writes down what happened to an issue beside its fields. @param eventTypeName undefined where no event tells of it */
  record(
    issue: Issue,
    items: readonly ChangeItem[],
    actor: string | null,
    eventTypeName: string | undefined,
  ): Issue {
    const { changes, changelog, table, now } = this.#deps;
    return changes.run((announce) => {
      const updated = now();
      table.touch(issue.id, updated);
      const changed: Issue = { ...issue, updated };
      const { id } = changelog.add(issue, actor, updated, items);
      if (eventTypeName !== undefined) {
        announce({
          type: 'issue_updated',
          issue: changed,
          actor,
          changelogId: id,
          changes: items,
          eventTypeName,
        });
      }
      return changed;
    });
  }

  #change(
    issue: Issue,
    fields: Partial<Issue>,
    actor: string | null,
    eventTypeName: (items: readonly ChangeItem[]) => string,
  ): Issue {
    const { changes, changelog, table, names, now } = this.#deps;
    const wanted = this.#inSprintOfParent({ ...issue, ...fields });
    const items = changeItems(issue, wanted, names);
    if (items.length === 0) return issue;
    return changes.run((announce) => {
      const updated = now();
      const isResolvedNow = wanted.resolutionId !== null && issue.resolutionId === null;
      const changed: Issue = {
        ...wanted,
        updated,
        resolved: wanted.resolutionId === null ? null : isResolvedNow ? updated : issue.resolved,
      };
      table.update(issue, changed);
      if (hasOtherSprint(issue, changed)) this.#takeSubtasksAlong(changed);
      const { id } = changelog.add(issue, actor, updated, items);
      announce({
        type: 'issue_updated',
        issue: changed,
        actor,
        changelogId: id,
        changes: items,
        eventTypeName: eventTypeName(items),
      });
      return changed;
    });
  }

  #inSprintOfParent(issue: Issue): Issue {
    if (!isSubtask(issue, this.#deps.configuration)) return issue;
    const parent = issue.parentId === null ? undefined : this.#deps.table.find(issue.parentId);
    return withSprintOf(parent, issue);
  }

  /** Into the sprints that the issue has come to. Their own history does not tell of it. */
  #takeSubtasksAlong(issue: Issue): void {
    for (const subtask of this.subtasks(issue)) {
      this.#deps.table.update(subtask, withSprintOf(issue, subtask));
    }
  }
}

/** Null stands for no value. */
function withoutNulls(custom: Issue['custom']): Issue['custom'] {
  return Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null));
}
