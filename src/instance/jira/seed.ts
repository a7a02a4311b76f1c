import type { Person } from '../people/people.ts';
import { textToAdf } from './adf.ts';
import { AGILE_FIELD } from './agile/fields.ts';
import { demoBoard, demoSprints } from './agile/seed.ts';
import type { Board, Sprint } from './agile/types.ts';
import { DONE, DONE_RESOLUTION_ID, IN_PROGRESS, TO_DO } from './configuration.ts';
import type { RoleActor } from './permissions.ts';
import type { Comment, Issue, Project, Status } from './types.ts';

/** What a new site's Jira starts with. */
export interface JiraSeed {
  readonly projects: readonly SeedProject[];
  readonly issues: readonly { readonly issue: Issue; readonly comments: readonly Comment[] }[];
  readonly boards?: readonly Board[];
  readonly sprints?: readonly Sprint[];
}

export interface SeedProject extends Project {
  /** Code of a permission scheme. */
  readonly scheme: string;
  readonly actors: readonly RoleActor[];
}

/**
 * A demo project with a handful of issues, open to whoever is signed in, and one that few may see.
 * @param people at least one
 * @param now milliseconds since the epoch; the issues are some days old then
 */
export function createJiraSeed(people: readonly Person[], now: number): JiraSeed {
  const accountAt = (index: number) => people[index % people.length]?.accountId ?? '';
  const demo: SeedProject = {
    id: '10000',
    key: 'DEMO',
    name: 'Demo project',
    leadAccountId: accountAt(0),
    description: 'A project to try add-ons with.',
    scheme: 'open',
    actors: [{ role: 'Administrators', kind: 'user', actor: accountAt(0) }],
  };
  const restricted: SeedProject = {
    id: '10001',
    key: 'PRIV',
    name: 'Private project',
    leadAccountId: accountAt(0),
    description: 'A project that only its members see.',
    scheme: 'private',
    actors: [
      { role: 'Administrators', kind: 'user', actor: accountAt(0) },
      { role: 'Member', kind: 'user', actor: accountAt(1) },
    ],
  };
  return {
    projects: [demo, restricted],
    issues: [
      ...DEMO_ISSUES.map((seed, index) => toIssue(demo, seed, index, 10_000)),
      ...PRIVATE_ISSUES.map((seed, index) => toIssue(restricted, seed, index, 10_000 + DEMO_ISSUES.length)),
    ],
    boards: [demoBoard(demo)],
    sprints: demoSprints(now),
  };

  function toIssue(project: Project, seed: SeedIssue, index: number, firstId: number) {
    const created = now - (DEMO_ISSUES.length - index) * 26 * 60 * 60 * 1000;
    const id = firstId + index;
    const isDone = seed.status.categoryKey === 'done';
    const issue: Issue = {
      id: String(id),
      key: `${project.key}-${index + 1}`,
      projectId: project.id,
      projectKey: project.key,
      issueTypeId: seed.issueTypeId,
      statusId: seed.status.id,
      priorityId: seed.priorityId,
      resolutionId: isDone ? DONE_RESOLUTION_ID : null,
      summary: seed.summary,
      description: textToAdf(seed.description),
      environment: null,
      assigneeAccountId: seed.assignee === null ? null : accountAt(seed.assignee),
      reporterAccountId: accountAt(index),
      creatorAccountId: accountAt(index),
      parentId: null,
      labels: seed.labels,
      componentIds: [],
      versionIds: [],
      fixVersionIds: [],
      created,
      updated: created,
      dueDate: null,
      resolved: isDone ? created : null,
      statusCategoryChanged: created,
      rank: rankOf(id),
      votes: 0,
      watches: 0,
      originalEstimateSeconds: null,
      remainingEstimateSeconds: null,
      timeSpentSeconds: null,
      custom: {
        ...(seed.sprint === undefined ? {} : { [AGILE_FIELD.sprint]: [seed.sprint] }),
        ...(seed.points === undefined ? {} : { [AGILE_FIELD.storyPoints]: seed.points }),
      },
    };
    const comments = seed.comments.map((text, position): Comment => {
      const written = created + (position + 1) * 3_600_000;
      const author = accountAt(position + index + 1);
      return {
        id: String(10_000 + index * 10 + position),
        issueId: issue.id,
        authorAccountId: author,
        updateAuthorAccountId: author,
        body: textToAdf(text),
        created: written,
        updated: written,
        visibility: null,
      };
    });
    return { issue, comments };
  }
}

/** Where a new issue stands among the others: behind all older ones. In the form of Jira's ranks, with room between. */
export function rankOf(issueId: number): string {
  return `0|i${issueId.toString(36).padStart(6, '0')}:`;
}

interface SeedIssue {
  readonly summary: string;
  readonly description: string;
  readonly issueTypeId: string;
  readonly status: Status;
  readonly priorityId: string;
  /** Position in the list of people. */
  readonly assignee: number | null;
  readonly labels: readonly string[];
  readonly comments: readonly string[];
  /** Id of a sprint of the demo board. */
  readonly sprint?: number;
  readonly points?: number;
}

const DEMO_ISSUES: readonly SeedIssue[] = [
  {
    summary: 'Plan the release of the mobile app',
    description:
      'The mobile app is ready for its first public release. We need a plan that everybody can follow.\n\n' +
      'Agree on the date with marketing, freeze the scope a week before, and leave two days for the store review.',
    issueTypeId: '10003',
    status: IN_PROGRESS,
    priorityId: '2',
    assignee: 1,
    labels: ['mobile', 'release'],
    comments: ['The store review took three days last time, so let us plan for that.'],
    sprint: 1,
    points: 5,
  },
  {
    summary: 'Search results are empty for names with an apostrophe',
    description: "Searching for O'Neill finds nothing, although the person exists.",
    issueTypeId: '10002',
    status: TO_DO,
    priorityId: '1',
    assignee: 2,
    labels: ['search'],
    comments: [],
    sprint: 1,
    points: 2,
  },
  {
    summary: 'Write the onboarding checklist',
    description: 'One page, in the order in which a new colleague needs it.',
    issueTypeId: '10001',
    status: DONE,
    priorityId: '4',
    assignee: 3,
    labels: ['docs'],
    comments: [],
    sprint: 1,
    points: 1,
  },
  {
    summary: 'Let people export a report as CSV & PDF',
    description: 'Customers ask for <both> formats: "CSV" for their spreadsheets, "PDF" for their managers.',
    issueTypeId: '10003',
    status: TO_DO,
    priorityId: '3',
    assignee: null,
    labels: [],
    comments: [],
    sprint: 2,
    points: 8,
  },
  {
    summary: 'Rotate the signing keys of the staging environment',
    description: 'The current keys are a year old.',
    issueTypeId: '10001',
    status: IN_PROGRESS,
    priorityId: '3',
    assignee: 0,
    labels: ['security'],
    comments: [],
  },
];

const PRIVATE_ISSUES: readonly SeedIssue[] = [
  {
    summary: 'Prepare the talks with the new supplier',
    description: 'Nobody outside of this project should see that we are talking.',
    issueTypeId: '10001',
    status: TO_DO,
    priorityId: '3',
    assignee: 1,
    labels: [],
    comments: [],
  },
];
