import type { JqlFunction } from './functions.ts';

const STATES = [
  ['openSprints', 'active'],
  ['futureSprints', 'future'],
  ['closedSprints', 'closed'],
] as const;

/** The sprints that are under way, to come, or over. */
export const SPRINT_FUNCTIONS: readonly JqlFunction[] = STATES.map(([name, state]) => ({
  name,
  kind: 'sprint',
  isList: true,
  minArgs: 0,
  maxArgs: 0,
  evaluate: (_args, { sprints }) =>
    sprints
      .list()
      .filter((sprint) => sprint.state === state)
      .map(({ id }) => id),
}));
