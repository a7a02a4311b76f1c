import type { IssueType, LinkType, Priority, Resolution, Status, Transition } from './types.ts';

/** What every site's Jira is configured with. Ids are those that a Jira Cloud site usually starts with. */
export interface JiraConfiguration {
  readonly issueTypes: readonly IssueType[];
  readonly statuses: readonly Status[];
  /** From each status to each. */
  readonly transitions: readonly Transition[];
  /** The most urgent first. */
  readonly priorities: readonly Priority[];
  readonly resolutions: readonly Resolution[];
  readonly linkTypes: readonly LinkType[];
}

export const ISSUE_TYPES: readonly IssueType[] = [
  {
    id: '10001',
    name: 'Task',
    description: 'A small, distinct piece of work.',
    subtask: false,
    hierarchyLevel: 0,
    icon: 'task',
  },
  {
    id: '10002',
    name: 'Bug',
    description: 'A problem or error.',
    subtask: false,
    hierarchyLevel: 0,
    icon: 'bug',
  },
  {
    id: '10003',
    name: 'Story',
    description: 'Functionality as a user sees it.',
    subtask: false,
    hierarchyLevel: 0,
    icon: 'story',
  },
  {
    id: '10000',
    name: 'Epic',
    description: 'A big piece of work that is made of others.',
    subtask: false,
    hierarchyLevel: 1,
    icon: 'epic',
  },
  {
    id: '10004',
    name: 'Sub-task',
    description: 'A part of another piece of work.',
    subtask: true,
    hierarchyLevel: -1,
    icon: 'subtask',
  },
];

export const TO_DO: Status = { id: '10000', name: 'To Do', categoryKey: 'new' };
export const IN_PROGRESS: Status = { id: '10001', name: 'In Progress', categoryKey: 'indeterminate' };
export const DONE: Status = { id: '10002', name: 'Done', categoryKey: 'done' };
export const STATUSES: readonly Status[] = [TO_DO, IN_PROGRESS, DONE];

export const TRANSITIONS: readonly Transition[] = [
  { id: '11', name: 'To Do', to: TO_DO },
  { id: '21', name: 'In Progress', to: IN_PROGRESS },
  { id: '31', name: 'Done', to: DONE },
];

export const PRIORITIES: readonly Priority[] = [
  { id: '1', name: 'Highest', icon: 'highest' },
  { id: '2', name: 'High', icon: 'high' },
  { id: '3', name: 'Medium', icon: 'medium' },
  { id: '4', name: 'Low', icon: 'low' },
  { id: '5', name: 'Lowest', icon: 'lowest' },
];

export const RESOLUTIONS: readonly Resolution[] = [
  { id: '10000', name: 'Done', description: 'Work has been completed on this issue.' },
  { id: '10001', name: "Won't Do", description: "This issue won't be actioned." },
  { id: '10002', name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
  { id: '10003', name: 'Cannot Reproduce', description: 'All attempts at reproducing this issue failed.' },
];

export const LINK_TYPES: readonly LinkType[] = [
  { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  { id: '10001', name: 'Cloners', inward: 'is cloned by', outward: 'clones' },
  { id: '10002', name: 'Duplicate', inward: 'is duplicated by', outward: 'duplicates' },
  { id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
];

export const CONFIGURATION: JiraConfiguration = {
  issueTypes: ISSUE_TYPES,
  statuses: STATUSES,
  transitions: TRANSITIONS,
  priorities: PRIORITIES,
  resolutions: RESOLUTIONS,
  linkTypes: LINK_TYPES,
};

export const DEFAULT_PRIORITY_ID = '3';
export const INITIAL_STATUS_ID = TO_DO.id;
/** What the workflow sets where work ends. */
export const DONE_RESOLUTION_ID = '10000';
