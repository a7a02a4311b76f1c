import { isRecord } from '../../../core/json.ts';
import { authenticationOf } from '../../view/authentication.ts';
import type { DescriptorView } from '../../view/descriptor-view.ts';
import { isForJiraOrConfluence } from '../../view/products.ts';

/** How the descriptor stands to a migration that is about tokens. */
export type MigrationState =
  | { readonly kind: 'missing'; readonly hasMigrations: boolean }
  | { readonly kind: 'false' };

/**
 * @returns undefined where the add-on has opted in, where there are no tokens to migrate, and where the schema has
 *   something to say of the value
 */
export function migrationState(view: DescriptorView, name: string): MigrationState | undefined {
  if (!isForJiraOrConfluence(view) || authenticationOf(view.root) !== 'jwt') return undefined;
  const migrations = view.root['apiMigrations'];
  if (migrations === undefined) return { kind: 'missing', hasMigrations: false };
  if (!isRecord(migrations)) return undefined;
  if (!Object.hasOwn(migrations, name)) return { kind: 'missing', hasMigrations: true };
  return migrations[name] === false ? { kind: 'false' } : undefined;
}

/** Where a migration is missing, or stands with a false. */
export function placeOf(
  state: MigrationState,
  name: string,
): { readonly pointer: string; readonly at?: 'opening' } {
  if (state.kind === 'false') return { pointer: `/apiMigrations/${name}` };
  return { pointer: state.hasMigrations ? '/apiMigrations' : '', at: 'opening' };
}
