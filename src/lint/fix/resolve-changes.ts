import type { Change } from '../fix-plan.ts';
import type { SourceNode } from '../source-node.ts';
import type { ContainerChange } from './edit-container.ts';
import { endOf, entriesOf, findChild, findPlace, type Place, readNode } from './entries.ts';
import type { NewEntry } from './print-value.ts';

/** The changes of a plan, sorted by what they change in the text. */
export interface ResolvedChanges {
  readonly renames: readonly KeyRename[];
  readonly values: readonly ValueChange[];
  readonly containers: readonly ContainerChange[];
}

export interface KeyRename {
  readonly key: SourceNode;
  readonly to: string;
}

export type ValueChange =
  | { readonly kind: 'replace'; readonly place: Place; readonly value: unknown }
  | { readonly kind: 'wrap'; readonly place: Place; readonly key: string | undefined }
  | { readonly kind: 'unwrap'; readonly place: Place };

/** An object or list, with what the plan does to its entries. */
interface Draft extends ContainerChange {
  readonly removed: Set<number>;
  readonly renamed: Map<number, string>;
  readonly appended: NewEntry[];
}

interface Drafts {
  readonly containers: Map<SourceNode, Draft>;
  readonly values: Map<SourceNode, ValueChange>;
  readonly renames: KeyRename[];
}

/** What of the text a change is about. No other change may be about a part of what is taken away. */
interface Claim {
  readonly from: number;
  readonly to: number;
  readonly takesAway: boolean;
}

/** @returns undefined where the tree does not have what the changes are about, or they exclude each other */
export function resolveChanges(changes: readonly Change[], root: SourceNode): ResolvedChanges | undefined {
  const drafts: Drafts = { containers: new Map(), values: new Map(), renames: [] };
  const claims: Claim[] = [];
  for (const change of changes) {
    const place = findPlace(root, change.pointer);
    const claim = place === undefined ? undefined : resolve(change, place, drafts);
    if (claim === undefined) return undefined;
    claims.push(claim);
  }
  const containers = [...drafts.containers.values()];
  const values = [...drafts.values.values()].filter(isChange);
  if (haveConflict(claims) || !containers.every(hasDistinctKeys)) return undefined;
  const edited = containers.filter(({ removed, appended }) => removed.size > 0 || appended.length > 0);
  return { renames: drafts.renames, values, containers: edited };
}

function resolve(change: Change, place: Place, drafts: Drafts): Claim | undefined {
  if (change.kind === 'remove') return remove(place, drafts);
  if (change.kind === 'rename') return rename(change, place, drafts);
  if (change.kind === 'append') return append(change, place, drafts);
  const resolved = toValueChange(change, place);
  if (resolved === undefined || drafts.values.has(place.value)) return undefined;
  drafts.values.set(place.value, resolved);
  // Of an unwrapped list, the lines move: nothing else may move them.
  return toClaim(place.value, change.kind !== 'wrap');
}

function toClaim(node: SourceNode, takesAway: boolean): Claim {
  return { from: node.offset, to: endOf(node), takesAway };
}

function remove({ around, index, entry }: Place, drafts: Drafts): Claim | undefined {
  const draft = draftOf(around, drafts);
  if (draft === undefined || draft.removed.has(index)) return undefined;
  draft.removed.add(index);
  return { from: entry.start, to: entry.end, takesAway: true };
}

function rename(
  { key: name, to }: Extract<Change, { kind: 'rename' }>,
  place: Place,
  drafts: Drafts,
): Claim | undefined {
  const child = findChild(place, name);
  const draft = draftOf([...place.around, place.value], drafts);
  if (child?.entry.key === undefined || draft === undefined || draft.renamed.has(child.index))
    return undefined;
  draft.renamed.set(child.index, to);
  drafts.renames.push({ key: child.entry.key, to });
  return toClaim(child.entry.key, false);
}

function append(
  { key, value }: Extract<Change, { kind: 'append' }>,
  place: Place,
  drafts: Drafts,
): Claim | undefined {
  const draft = draftOf([...place.around, place.value], drafts);
  const json = toJson(value);
  if (draft === undefined || json === undefined) return undefined;
  if ((draft.type === 'object') !== (key !== undefined)) return undefined;
  draft.appended.push({ key, value: json });
  return toClaim(place.value, false);
}

/** @param path from the root to the object or list */
function draftOf(path: readonly SourceNode[], { containers }: Drafts): Draft | undefined {
  const node = path.at(-1);
  if (node === undefined) return undefined;
  const { type } = node;
  if (type !== 'object' && type !== 'array') return undefined;
  const known = containers.get(node);
  if (known !== undefined) return known;
  const draft: Draft = {
    node,
    type,
    container: path.at(-2),
    removed: new Set(),
    renamed: new Map(),
    appended: [],
  };
  containers.set(node, draft);
  return draft;
}

function toValueChange(
  change: Extract<Change, { kind: 'replace' | 'wrap' | 'unwrap' }>,
  place: Place,
): ValueChange | undefined {
  if (change.kind === 'wrap') return { kind: 'wrap', place, key: change.key };
  if (change.kind === 'replace') {
    const value = toJson(change.value);
    return value === undefined ? undefined : { kind: 'replace', place, value };
  }
  const { type, children } = place.value;
  return type === 'array' && children?.length === 1 ? { kind: 'unwrap', place } : undefined;
}

/** A value that is there already is not written anew. */
function isChange(change: ValueChange): boolean {
  return (
    change.kind !== 'replace' || JSON.stringify(readNode(change.place.value)) !== JSON.stringify(change.value)
  );
}

/** The value as JSON has it; undefined where it has none. */
function toJson(value: unknown): unknown {
  const text: unknown = JSON.stringify(value);
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}

/** Of the keys that come or change, none may stand there already. */
function hasDistinctKeys({ node, removed, renamed, appended }: Draft): boolean {
  if (node.type !== 'object') return true;
  const stay = entriesOf(node).flatMap(({ key }, index) =>
    removed.has(index) || renamed.has(index) ? [] : [String(key?.value)],
  );
  const come = [...renamed.values(), ...appended.map(({ key }) => key ?? '')];
  return new Set(come).size === come.length && !come.some((name) => stay.includes(name));
}

function haveConflict(claims: readonly Claim[]): boolean {
  return claims.some(
    (taken) =>
      taken.takesAway &&
      claims.some((other) => other !== taken && taken.from <= other.from && other.to <= taken.to),
  );
}
