import type { Change } from '../../fix-plan.ts';
import type { Rule } from '../../rule.ts';
import { type MigrationState, migrationState, placeOf } from './migration.ts';

const NAME = 'signed-install';

export const API_MIGRATIONS_SIGNED_INSTALL: Rule = {
  id: 'api-migrations/signed-install',
  severity: 'warning',
  summary: 'The descriptor says that the add-on verifies RS256 tokens of lifecycle calls.',
  *check(view) {
    const state = migrationState(view, NAME);
    if (state === undefined) return;
    yield {
      ...placeOf(state, NAME),
      message: `apiMigrations ${state.kind === 'false' ? `says "${NAME}": false` : `has no "${NAME}"`}: the products have signed installed and uninstalled with RS256 all the same since 29 October 2021.`,
      hint: `Verify these tokens with the key that their header names, and write "${NAME}": true.`,
      // What it switches on has been in force for years.
      fix: { title: `Write "${NAME}": true`, changes: [toChange(state)] },
    };
  },
};

function toChange(state: MigrationState): Change {
  if (state.kind === 'false') return { kind: 'replace', pointer: `/apiMigrations/${NAME}`, value: true };
  return state.hasMigrations
    ? { kind: 'append', pointer: '/apiMigrations', key: NAME, value: true }
    : { kind: 'append', pointer: '', key: 'apiMigrations', value: { [NAME]: true } };
}
