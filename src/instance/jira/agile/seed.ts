import type { Project } from '../types.ts';
import type { Board, Sprint } from './types.ts';

/** The board of the demo project, one sprint that is under way, and one to come. */

const DAY = 24 * 60 * 60 * 1000;
const BOARD = 1;

export function demoBoard({ id, key }: Project): Board {
  return {
    id: BOARD,
    name: `${key} board`,
    type: 'scrum',
    projectId: id,
    ownerAccountId: null,
    filterId: null,
    jql: `project = ${key} ORDER BY Rank ASC`,
    columns: null,
    quickFilters: [
      { id: 1, name: 'Only My Issues', jql: 'assignee = currentUser()', description: '' },
      { id: 2, name: 'Recently Updated', jql: 'updatedDate >= -1d', description: '' },
    ],
    features: ['backlog', 'sprints', 'estimation'],
  };
}

/** @param now milliseconds since the epoch; half of the first one is over then */
export function demoSprints(now: number): readonly Sprint[] {
  const sprint = { boardId: BOARD, completeDate: null, createdDate: now - 8 * DAY };
  return [
    {
      ...sprint,
      id: 1,
      name: 'DEMO Sprint 1',
      state: 'active',
      goal: 'The release is planned',
      startDate: now - 7 * DAY,
      endDate: now + 7 * DAY,
      position: 1,
    },
    {
      ...sprint,
      id: 2,
      name: 'DEMO Sprint 2',
      state: 'future',
      goal: '',
      startDate: null,
      endDate: null,
      position: 2,
    },
  ];
}
