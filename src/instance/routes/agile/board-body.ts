import { isRecord, stringAt } from '../../../core/json.ts';
import type { NewBoard } from '../../jira/agile/boards.ts';
import { BOARD_TYPES, type BoardType } from '../../jira/agile/types.ts';
import { jiraError } from '../../product-error.ts';
import { actorOf, authorOf, type JiraContext, type JiraRestDeps } from '../jira/shared.ts';
import { findProject } from './board-list.ts';

const MAX_NAME = 255;

/**
 * A new board, made of a filter, or of everything in a project.
 * @throws {ProductError} 400 that names what is wrong
 */
export function readBoard(
  c: JiraContext,
  deps: JiraRestDeps,
  body: Readonly<Record<string, unknown>>,
): NewBoard {
  const location = isRecord(body['location']) ? body['location'] : {};
  const idOrKey = stringAt(location, 'projectKeyOrId');
  const project = idOrKey === undefined ? undefined : findProject(c, deps, idOrKey);
  const filterId = readFilterId(c, deps, body['filterId']);
  const name = (stringAt(body, 'name') ?? '').trim();
  const type = readType(body['type']);
  const errors = {
    ...nameProblem(name),
    ...(type === undefined ? { type: `The type must be one of ${BOARD_TYPES.join(', ')}.` } : {}),
    ...(filterId === null && project === undefined
      ? { filterId: 'You must specify a filter, or a project as the location of the board.' }
      : {}),
  };
  if (type === undefined || Object.keys(errors).length > 0) throw jiraError(400, [], errors);
  return {
    name,
    type,
    projectId: project?.id ?? null,
    ownerAccountId: authorOf(c),
    filterId,
    jql: project === undefined ? '' : `project = ${project.key} ORDER BY Rank ASC`,
  };
}

function nameProblem(name: string): Readonly<Record<string, string>> {
  if (name === '') return { name: 'You must specify a name for the board.' };
  return name.length < MAX_NAME ? {} : { name: `The name must be less than ${MAX_NAME} characters.` };
}

function readFilterId(c: JiraContext, { store }: JiraRestDeps, value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const { filters } = store.agile;
  const filter = filters.find(String(value));
  if (filter !== undefined && filters.mayView(filter, actorOf(c))) return filter.id;
  throw jiraError(400, [], {
    filterId: 'The filter does not exist or you do not have permission to see it.',
  });
}

/** `agility` is what simple boards are called where they are made. */
function readType(value: unknown): BoardType | undefined {
  return value === 'agility' ? 'simple' : BOARD_TYPES.find((type) => type === value);
}
