import type { Rule } from '../../rule.ts';
import { migrationState, placeOf } from './migration.ts';

const NAME = 'context-qsh';

/** No fix: with the switch, tokens change, and code that has not been told so refuses them. */
export const API_MIGRATIONS_CONTEXT_QSH: Rule = {
  id: 'api-migrations/context-qsh',
  severity: 'warning',
  summary: 'The descriptor says that the add-on knows the fixed hash of context tokens.',
  *check(view) {
    const state = migrationState(view, NAME);
    if (state === undefined) return;
    yield {
      ...placeOf(state, NAME),
      message: `apiMigrations ${state.kind === 'false' ? `says "${NAME}": false` : `has no "${NAME}"`}: tokens of AP.context.getToken come without a qsh, and a server that takes these takes any token without one.`,
      hint: `Accept qsh "context-qsh" on routes that your own pages call, and there only; then write "${NAME}": true.`,
    };
  },
};
