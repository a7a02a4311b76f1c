import { isRecord } from '../../src/core/json.ts';
import type { Change } from '../../src/lint/fix-plan.ts';
import { toPointer } from '../../src/lint/json-pointer.ts';

/** A plan that cannot be carried out. */
export const IMPOSSIBLE = Symbol('impossible');

/**
 * What a plan makes of a value, without any text: the judge of the edits that the linter makes of it.
 * @returns {@link IMPOSSIBLE} when the value has not what a change is about, or changes exclude each other
 */
export function applyPlan(value: unknown, changes: readonly Change[]): unknown {
  if (changes.some((change) => !isPossible(value, change)) || changes.some(isExcluded)) return IMPOSSIBLE;
  try {
    return rebuild(value, '', changes);
  } catch (error) {
    if (error instanceof RangeError) return IMPOSSIBLE;
    throw error;
  }

  function isExcluded(change: Change, index: number): boolean {
    return changes.some((other, at) => at !== index && excludes(other, change));
  }
}

/** The place that a change is about. */
export function subjectOf(change: Change): string {
  return change.kind === 'rename' ? `${change.pointer}${toPointer([change.key])}` : change.pointer;
}

const VALUE_KINDS = ['replace', 'wrap', 'unwrap'];

function excludes(one: Change, other: Change): boolean {
  const isSame = subjectOf(one) === subjectOf(other);
  const isBelow = subjectOf(other).startsWith(`${one.pointer}/`);
  if (one.kind === 'remove') return isSame || isBelow;
  if (one.kind === 'replace' || one.kind === 'unwrap') {
    if (isBelow || (isSame && other.kind === 'append')) return true;
  }
  if (one.kind === 'rename' && other.kind === 'rename') return isSame;
  return VALUE_KINDS.includes(one.kind) && VALUE_KINDS.includes(other.kind) && isSame;
}

function isPossible(root: unknown, change: Change): boolean {
  const found = find(root, change.pointer);
  if (found === undefined) return false;
  const { value } = found;
  if (change.kind === 'rename') return isRecord(value) && Object.hasOwn(value, change.key);
  if (change.kind === 'append') return change.key === undefined ? Array.isArray(value) : isRecord(value);
  if (change.kind === 'unwrap') return Array.isArray(value) && value.length === 1;
  return change.kind !== 'remove' || change.pointer !== '';
}

function find(root: unknown, pointer: string): { value: unknown } | undefined {
  let found: { value: unknown } | undefined;
  visit(root, '');
  return found;

  function visit(value: unknown, at: string): void {
    if (at === pointer) found = { value };
    if (Array.isArray(value)) for (const [index, entry] of value.entries()) visit(entry, `${at}/${index}`);
    else if (isRecord(value)) {
      for (const [key, entry] of Object.entries(value)) visit(entry, `${at}${toPointer([key])}`);
    }
  }
}

function rebuild(value: unknown, at: string, changes: readonly Change[]): unknown {
  const here = changes.filter(({ pointer }) => pointer === at);
  const replacement = here.find((change) => change.kind === 'replace');
  const kept = replacement === undefined ? rebuildInside(value, at, changes) : replacement.value;
  if (here.some(({ kind }) => kind === 'unwrap')) return Array.isArray(kept) ? kept[0] : kept;
  const wrap = here.find((change) => change.kind === 'wrap');
  if (wrap === undefined) return kept;
  return wrap.key === undefined ? [kept] : Object.fromEntries([[wrap.key, kept]]);
}

function rebuildInside(value: unknown, at: string, changes: readonly Change[]): unknown {
  const isRemoved = (pointer: string) =>
    changes.some((change) => change.kind === 'remove' && change.pointer === pointer);
  const appended = changes.filter((change) => change.kind === 'append' && change.pointer === at);
  if (Array.isArray(value)) {
    const entries = value.flatMap((entry: unknown, index) => {
      const pointer = `${at}/${index}`;
      return isRemoved(pointer) ? [] : [rebuild(entry, pointer, changes)];
    });
    return [...entries, ...appended.map((change) => (change.kind === 'append' ? change.value : undefined))];
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([key, entry]): [string, unknown][] => {
    const pointer = `${at}${toPointer([key])}`;
    const rename = changes.find(
      (change) => change.kind === 'rename' && change.pointer === at && change.key === key,
    );
    const name = rename?.kind === 'rename' ? rename.to : key;
    return isRemoved(pointer) ? [] : [[name, rebuild(entry, pointer, changes)]];
  });
  const all = [
    ...entries,
    ...appended.flatMap((change): [string, unknown][] =>
      change.kind === 'append' && change.key !== undefined ? [[change.key, change.value]] : [],
    ),
  ];
  if (new Set(all.map(([key]) => key)).size < all.length) throw new RangeError('a key stands there twice');
  return Object.fromEntries(all);
}
