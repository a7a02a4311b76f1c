import type { SeedObject } from '../../seed/seed-object.ts';
import { usualFeatures } from '../agile/boards.ts';
import { BOARD_FEATURES, BOARD_TYPES, type Board, SPRINT_STATES, type Sprint } from '../agile/types.ts';
import type { JiraStore } from '../jira-store.ts';
import { usualJql } from './export-jira.ts';
import type { ImportContext } from './import-jira.ts';
import { importProperties } from './import-projects.ts';
import { idIn } from './seed-names.ts';

/** Boards and sprints. @throws {SeedError} */
export function importPlanning(seed: SeedObject, context: ImportContext): void {
  const { store, ids, database } = context;
  for (const board of seed.objects('boards', 'project')) {
    ids.board.claim(board);
    for (const filter of board.objects('quickFilters')) ids['quick-filter'].claim(filter);
  }
  for (const board of seed.objects('boards', 'project')) {
    const read = readBoard(board, context);
    store.agile.boards.put(read);
    importProperties(board, { type: 'board', id: String(read.id) }, database);
    // Read when there are issues.
    board.take('placed');
    board.end();
  }
  for (const sprint of seed.objects('sprints', 'name')) ids.sprint.claim(sprint);
  for (const sprint of seed.objects('sprints', 'name')) {
    const read = readSprint(sprint, context);
    store.agile.sprints.put(read);
    importProperties(sprint, { type: 'sprint', id: String(read.id) }, database);
    sprint.end();
  }
}

/** Issues that have been taken from the backlog of a board without sprints. @param keys with the ids of issues */
export function placeOnBoards(
  seed: SeedObject,
  keys: ReadonlyMap<string, number>,
  { database, store }: ImportContext,
): void {
  const boards = store.agile.boards.list();
  let index = 0;
  for (const board of seed.objects('boards', 'project')) {
    const id = boards[index]?.id ?? 0;
    index += 1;
    for (const [position, key] of board.texts('placed').entries()) {
      const issue = keys.get(key) ?? board.fail(`placed/${position}`, `there is no issue ${key}.`);
      database.run('INSERT INTO jira_board_issue (board, issue) VALUES (?, ?)', [id, issue]);
    }
  }
}

function readBoard(board: SeedObject, { store, names, ids }: ImportContext): Board {
  const key = board.optionalText('project');
  const project = key === undefined ? undefined : store.project(key);
  if (key !== undefined && project === undefined) board.fail('project', `there is no project ${key}.`);
  const type = board.oneOf('type', BOARD_TYPES) ?? 'scrum';
  const features = board.has('features') ? board.texts('features') : undefined;
  const { statuses } = names.configuration;
  const columns = [...board.objects('columns')].map((column) => {
    const read = {
      name: column.text('name'),
      statusIds: column
        .texts('statuses')
        .map((text, index) => idIn(statuses, text, column, `statuses/${index}`)),
    };
    column.end();
    return read;
  });
  return {
    id: ids.board.of(board),
    name: board.optionalText('name') ?? (project === undefined ? board.text('name') : `${project.key} board`),
    type,
    projectId: project?.id ?? null,
    ownerAccountId: names.readPerson(board, 'owner') ?? null,
    filterId: readFilterId(board, store),
    jql: board.anyText('jql', usualJql(project?.key)),
    columns: columns.length === 0 ? null : columns,
    quickFilters: [...board.objects('quickFilters')].map((filter) => {
      const read = {
        id: ids['quick-filter'].of(filter),
        name: filter.text('name'),
        jql: filter.text('jql'),
        description: filter.anyText('description'),
      };
      filter.end();
      return read;
    }),
    features:
      features === undefined
        ? usualFeatures(type)
        : BOARD_FEATURES.filter((feature) => features.includes(feature)),
  };
}

function readFilterId(board: SeedObject, { filters }: JiraStore): string | null {
  const id = board.id('filterId');
  if (id === undefined) return null;
  const filter = filters.find(String(id)) ?? board.fail('filterId', 'there is no such filter.');
  return filter.id;
}

function readSprint(sprint: SeedObject, { store, ids, now }: ImportContext): Sprint {
  const boards = store.agile.boards.list().map(({ id, name }) => ({ id: String(id), name }));
  const [first] = boards;
  const board = sprint.take('board');
  // A number may be that of a board which is gone: its sprints go on without it.
  const gone = typeof board === 'number' ? sprint.id('board') : undefined;
  if (gone !== undefined) ids.board.reserve(gone);
  const boardId = gone ?? (board === undefined ? first?.id : idIn(boards, String(board), sprint, 'board'));
  if (boardId === undefined) return sprint.fail('board', 'there is no board for it to be on.');
  const state = sprint.oneOf('state', SPRINT_STATES) ?? 'future';
  const id = ids.sprint.of(sprint);
  return {
    id,
    boardId: Number(boardId),
    name: sprint.text('name'),
    state,
    goal: sprint.anyText('goal'),
    startDate: sprint.momentOrNull('startDate') ?? null,
    endDate: sprint.momentOrNull('endDate') ?? null,
    completeDate: sprint.momentOrNull('completeDate') ?? null,
    createdDate: sprint.moment('createdDate') ?? now,
    position: sprint.id('position') ?? id,
  };
}
