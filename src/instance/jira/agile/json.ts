import type { IssueJsonContext } from '../json/issue-context.ts';
import type { Issue } from '../types.ts';
import { columnsOf, KANBAN_SUBQUERY } from './board-query.ts';
import { epicColor, epicName, isEpicDone } from './epics.ts';
import { AGILE_FIELD, RANK_FIELD } from './fields.ts';
import type { Board, Sprint } from './types.ts';

/** Boards, sprints and epics as `/rest/agile/1.0` answers them. */

type Where = Pick<IssueJsonContext, 'baseUrl'>;

export function sprintJson(sprint: Sprint, { baseUrl }: Where) {
  const { id, state, name, startDate, endDate, completeDate, createdDate, boardId, goal } = sprint;
  return {
    id,
    self: `${baseUrl}/rest/agile/1.0/sprint/${id}`,
    state,
    name,
    ...moment('startDate', startDate),
    ...moment('endDate', endDate),
    ...moment('completeDate', completeDate),
    createdDate: new Date(createdDate).toISOString(),
    originBoardId: boardId,
    goal,
  };
}

export function boardJson(board: Board, context: Where & Pick<IssueJsonContext, 'store' | 'person'>) {
  const { id, name, type } = board;
  return {
    id,
    self: boardAddress(id, context),
    name,
    type,
    location: locationJson(board, context),
    isPrivate: board.projectId === null && board.filterId === null,
  };
}

function locationJson(
  { projectId, ownerAccountId }: Board,
  { baseUrl, store, person }: Where & Pick<IssueJsonContext, 'store' | 'person'>,
) {
  const project = projectId === null ? undefined : store.project(projectId);
  if (project !== undefined) {
    const name = `${project.name} (${project.key})`;
    return {
      projectId: Number(project.id),
      displayName: name,
      projectName: project.name,
      projectKey: project.key,
      projectTypeKey: 'software',
      avatarURI: `${baseUrl}/_connect-kit/assets/icons/project.svg`,
      name,
    };
  }
  const owner = person(ownerAccountId);
  if (owner === undefined) return undefined;
  const avatarURI = `${baseUrl}/_connect-kit/avatars/${owner.accountId}.svg`;
  const { accountId, displayName } = owner;
  return { userAccountId: accountId, displayName, name: displayName, avatarURI };
}

/** What a board is made of: its columns, what is estimated with, and the field that it is ordered by. */
export function configurationJson(board: Board, { baseUrl, store }: Where & Pick<IssueJsonContext, 'store'>) {
  const project = board.projectId === null ? undefined : store.project(board.projectId);
  const columns = columnsOf(board, store.configuration).map(({ name, statusIds }) => ({
    name,
    statuses: statusIds.map((id) => ({ id, self: `${baseUrl}/rest/api/2/status/${id}` })),
  }));
  const fieldId = estimationField(board);
  return {
    id: board.id,
    name: board.name,
    type: board.type,
    self: `${boardAddress(board.id, { baseUrl })}/configuration`,
    location:
      project === undefined
        ? { type: 'user' }
        : {
            type: 'project',
            key: project.key,
            id: project.id,
            self: `${baseUrl}/rest/api/2/project/${project.id}`,
            name: project.name,
          },
    ...(board.filterId === null
      ? {}
      : { filter: { id: board.filterId, self: `${baseUrl}/rest/api/2/filter/${board.filterId}` } }),
    ...(board.type === 'kanban' ? { subQuery: { query: KANBAN_SUBQUERY } } : {}),
    columnConfig: { columns, constraintType: 'none' },
    ...(fieldId === undefined
      ? {}
      : {
          estimation: {
            type: 'field',
            field: { fieldId, displayName: store.customFields.find(fieldId)?.name ?? fieldId },
          },
        }),
    ranking: { rankCustomFieldId: RANK_FIELD },
  };
}

/** The field that issues of a board are estimated in; none where they are not. */
export function estimationField({ type, features }: Board): string | undefined {
  if (!features.includes('estimation')) return undefined;
  return type === 'simple' ? AGILE_FIELD.storyPointEstimate : AGILE_FIELD.storyPoints;
}

export function epicJson(epic: Issue, { baseUrl }: Where) {
  return {
    id: Number(epic.id),
    key: epic.key,
    self: `${baseUrl}/rest/agile/1.0/epic/${epic.id}`,
    name: epicName(epic),
    summary: epic.summary,
    color: { key: epicColor(epic) },
    done: isEpicDone(epic),
  };
}

function boardAddress(id: number, { baseUrl }: Where): string {
  return `${baseUrl}/rest/agile/1.0/board/${id}`;
}

function moment(key: string, ms: number | null) {
  return ms === null ? {} : { [key]: new Date(ms).toISOString() };
}
