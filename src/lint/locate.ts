import { fromPointer } from './json-pointer.ts';
import type { SourceNode } from './source-node.ts';

/** A stretch of the text. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/** The value at a pointer. Where the pointer leads nowhere, the innermost value on the way. */
export function spanOfValue(root: SourceNode, pointer: string): Span {
  return findNode(root, pointer);
}

/** The bracket that opens the object or list at a pointer: the place for what is missing in it. */
export function spanOfOpening(root: SourceNode, pointer: string): Span {
  const { offset, length, type } = findNode(root, pointer);
  return { offset, length: type === 'object' || type === 'array' ? 1 : length };
}

/** The key `name` of the object at a pointer. */
export function spanOfKey(root: SourceNode, pointer: string, name: string): Span {
  const property = findProperty(findNode(root, pointer), name);
  return property?.children?.[0] ?? spanOfOpening(root, pointer);
}

function findNode(root: SourceNode, pointer: string): SourceNode {
  let node = root;
  for (const segment of fromPointer(pointer)) {
    const child =
      node.type === 'array' ? node.children?.[Number(segment)] : findProperty(node, segment)?.children?.[1];
    if (child === undefined) return node;
    node = child;
  }
  return node;
}

/** Of repeated keys, the last one counts. */
function findProperty(node: SourceNode, name: string): SourceNode | undefined {
  if (node.type !== 'object') return undefined;
  const children = node.children ?? [];
  if (children.length < MANY) return children.findLast((property) => nameOf(property) === name);
  const known = indexes.get(node);
  const index = known ?? new Map(children.map((property) => [nameOf(property), property]));
  if (known === undefined) indexes.set(node, index);
  return index.get(name);
}

/** From so many properties on, a list of their names pays. */
const MANY = 64;
const indexes = new WeakMap<SourceNode, ReadonlyMap<unknown, SourceNode>>();

function nameOf(property: SourceNode): unknown {
  return property.children?.[0]?.value;
}
