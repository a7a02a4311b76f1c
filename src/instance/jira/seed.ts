import type { Person } from '../people/people.ts';
import { textToAdf } from './adf.ts';
import type { Issue, IssueType, Priority, Project, Status, Transition } from './types.ts';

/** What a new site's Jira starts with. Ids are those that a Jira Cloud site usually starts with. */

export const ISSUE_TYPES: readonly IssueType[] = [
  {
    id: '10001',
    name: 'Task',
    description: 'A small, distinct piece of work.',
    subtask: false,
    icon: 'task',
  },
  { id: '10002', name: 'Bug', description: 'A problem or error.', subtask: false, icon: 'bug' },
  {
    id: '10003',
    name: 'Story',
    description: 'Functionality as a user sees it.',
    subtask: false,
    icon: 'story',
  },
];

const toDo: Status = { id: '10000', name: 'To Do', categoryKey: 'new' };
const inProgress: Status = { id: '10001', name: 'In Progress', categoryKey: 'indeterminate' };
const done: Status = { id: '10002', name: 'Done', categoryKey: 'done' };
export const STATUSES: readonly Status[] = [toDo, inProgress, done];

export const TRANSITIONS: readonly Transition[] = [
  { id: '11', name: 'To Do', to: toDo },
  { id: '21', name: 'In Progress', to: inProgress },
  { id: '31', name: 'Done', to: done },
];

export const PRIORITIES: readonly Priority[] = [
  { id: '1', name: 'Highest', icon: 'highest' },
  { id: '2', name: 'High', icon: 'high' },
  { id: '3', name: 'Medium', icon: 'medium' },
  { id: '4', name: 'Low', icon: 'low' },
  { id: '5', name: 'Lowest', icon: 'lowest' },
];

export const DEFAULT_PRIORITY_ID = '3';
export const INITIAL_STATUS_ID = toDo.id;

export interface JiraSeed {
  readonly projects: readonly Project[];
  readonly issues: readonly Issue[];
}

/**
 * A demo project with a handful of issues.
 * @param people at least one
 * @param now milliseconds since the epoch; the issues are some days old then
 */
export function createJiraSeed(people: readonly Person[], now: number): JiraSeed {
  const accountAt = (index: number) => people[index % people.length]?.accountId ?? '';
  const project: Project = {
    id: '10000',
    key: 'DEMO',
    name: 'Demo project',
    leadAccountId: accountAt(0),
    description: 'A project to try add-ons with.',
  };
  return { projects: [project], issues: SEED_ISSUES.map((seed, index) => toIssue(seed, index)) };

  function toIssue(seed: SeedIssue, index: number): Issue {
    const created = now - (SEED_ISSUES.length - index) * 26 * 60 * 60 * 1000;
    return {
      id: String(10_000 + index),
      key: `${project.key}-${index + 1}`,
      projectKey: project.key,
      issueTypeId: seed.issueTypeId,
      statusId: seed.status.id,
      priorityId: seed.priorityId,
      summary: seed.summary,
      description: textToAdf(seed.description),
      assigneeAccountId: seed.assignee === null ? null : accountAt(seed.assignee),
      reporterAccountId: accountAt(index),
      labels: seed.labels,
      created,
      updated: created,
      comments: seed.comments.map((text, position) => ({
        id: String(10_000 + index * 10 + position),
        authorAccountId: accountAt(position + index + 1),
        body: textToAdf(text),
        created: created + (position + 1) * 3_600_000,
        updated: created + (position + 1) * 3_600_000,
      })),
    };
  }
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
}

const SEED_ISSUES: readonly SeedIssue[] = [
  {
    summary: 'Plan the release of the mobile app',
    description:
      'The mobile app is ready for its first public release. We need a plan that everybody can follow.\n\n' +
      'Agree on the date with marketing, freeze the scope a week before, and leave two days for the store review.',
    issueTypeId: '10003',
    status: inProgress,
    priorityId: '2',
    assignee: 1,
    labels: ['mobile', 'release'],
    comments: ['The store review took three days last time, so let us plan for that.'],
  },
  {
    summary: 'Search results are empty for names with an apostrophe',
    description: "Searching for O'Neill finds nothing, although the person exists.",
    issueTypeId: '10002',
    status: toDo,
    priorityId: '1',
    assignee: 2,
    labels: ['search'],
    comments: [],
  },
  {
    summary: 'Write the onboarding checklist',
    description: 'One page, in the order in which a new colleague needs it.',
    issueTypeId: '10001',
    status: done,
    priorityId: '4',
    assignee: 3,
    labels: ['docs'],
    comments: [],
  },
  {
    summary: 'Let people export a report as CSV & PDF',
    description: 'Customers ask for <both> formats: "CSV" for their spreadsheets, "PDF" for their managers.',
    issueTypeId: '10003',
    status: toDo,
    priorityId: '3',
    assignee: null,
    labels: [],
    comments: [],
  },
  {
    summary: 'Rotate the signing keys of the staging environment',
    description: 'The current keys are a year old.',
    issueTypeId: '10001',
    status: inProgress,
    priorityId: '3',
    assignee: 0,
    labels: ['security'],
    comments: [],
  },
];
