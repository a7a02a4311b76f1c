import { isRecord } from '../../../core/json.ts';
import type { ChangeItem, Issue } from '../types.ts';
import { AGILE_FIELD } from './fields.ts';
import { sprintIdsOf } from './planning.ts';

/** The fields whose changes are written down in a form of their own. */
export const AGILE_ITEMS: ReadonlySet<string> = new Set([AGILE_FIELD.sprint, AGILE_FIELD.flagged]);

/** How the changelog tells of sprints, flags and ranks. */
export function agileItems(
  before: Issue,
  after: Issue,
  { sprint }: { readonly sprint: (id: number) => string | null },
): readonly ChangeItem[] {
  const names = (ids: readonly number[]) => ids.map((id) => sprint(id) ?? '').join(', ');
  const [from, to] = [sprintIdsOf(before), sprintIdsOf(after)];
  const [fromFlags, toFlags] = [flagsOf(before), flagsOf(after)];
  return [
    {
      field: 'Sprint',
      fieldId: AGILE_FIELD.sprint,
      from: from.join(', '),
      fromText: names(from),
      to: to.join(', '),
      toText: names(to),
    },
    {
      field: 'Flagged',
      fieldId: AGILE_FIELD.flagged,
      from: fromFlags.ids,
      fromText: fromFlags.texts,
      to: toFlags.ids,
      toText: toFlags.texts,
    },
    // Ranks themselves say nothing to people.
    {
      field: 'Rank',
      fieldId: AGILE_FIELD.rank,
      from: '',
      fromText: '',
      to: '',
      toText: rankText(before.rank, after.rank),
    },
  ];
}

function rankText(before: string, after: string): string {
  if (before === after) return '';
  return after < before ? 'Ranked higher' : 'Ranked lower';
}

function flagsOf({ custom }: Issue): { readonly ids: string | null; readonly texts: string | null } {
  const value = custom[AGILE_FIELD.flagged];
  const options = Array.isArray(value) ? value.filter(isRecord) : [];
  if (options.length === 0) return { ids: null, texts: null };
  return {
    ids: `[${options.map(({ id }) => String(id)).join(', ')}]`,
    texts: options.map((option) => String(option['value'])).join(', '),
  };
}
