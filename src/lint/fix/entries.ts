import { fromPointer } from '../json-pointer.ts';
import type { SourceNode } from '../source-node.ts';

/** A property of an object, or an entry of a list. */
export interface Entry {
  readonly start: number;
  /** Behind the value; a comma that follows is no part of it. */
  readonly end: number;
  /** Undefined in lists. */
  readonly key: SourceNode | undefined;
  readonly value: SourceNode;
}

/** A value, and where it hangs. */
export interface Place {
  readonly value: SourceNode;
  /** The objects and lists around it, the root first. */
  readonly around: readonly SourceNode[];
  /** Position in the innermost of these. */
  readonly index: number;
  readonly entry: Entry;
}

const known = new WeakMap<SourceNode, readonly Entry[]>();

/** In the order of the text; none for values that are no container. */
export function entriesOf(node: SourceNode): readonly Entry[] {
  const entries = known.get(node) ?? readEntries(node);
  known.set(node, entries);
  return entries;
}

function readEntries(node: SourceNode): readonly Entry[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.map((value) => toEntry(undefined, value));
  if (node.type !== 'object') return [];
  return children.flatMap(({ children: [key, value] = [] }) =>
    key === undefined || value === undefined ? [] : [toEntry(key, value)],
  );
}

function toEntry(key: SourceNode | undefined, value: SourceNode): Entry {
  return { start: (key ?? value).offset, end: endOf(value), key, value };
}

export function endOf({ offset, length }: SourceNode): number {
  return offset + length;
}

/** What `JSON.parse` makes of it. */
export function readNode(node: SourceNode): unknown {
  if (node.type === 'array') return entriesOf(node).map(({ value }) => readNode(value));
  if (node.type !== 'object') return node.value;
  return Object.fromEntries(entriesOf(node).map(({ key, value }) => [String(key?.value), readNode(value)]));
}

/**
 * The value at a pointer.
 * @returns undefined where there is none, and where a key on the way stands in its object twice
 */
export function findPlace(root: SourceNode, pointer: string): Place | undefined {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let place: Place | undefined = { value: root, around: [], index: 0, entry: toEntry(undefined, root) };
  for (const segment of fromPointer(pointer)) {
    place = findChild(place, segment);
    if (place === undefined) return undefined;
  }
  return place;
}

/** The property or entry of that name; undefined where there is none, or more than one. */
export function findChild({ value: container, around }: Place, segment: string): Place | undefined {
  const entries = entriesOf(container);
  const isNamed = ({ key }: Entry) => key !== undefined && key.value === segment;
  const index = container.type === 'array' ? indexOf(segment) : entries.findIndex(isNamed);
  const entry = entries[index];
  if (entry === undefined) return undefined;
  if (container.type === 'object' && entries.findLastIndex(isNamed) !== index) return undefined;
  return { value: entry.value, around: [...around, container], index, entry };
}

function indexOf(segment: string): number {
  return /^(?:0|[1-9]\d*)$/.test(segment) ? Number(segment) : -1;
}
