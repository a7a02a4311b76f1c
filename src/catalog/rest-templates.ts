import { closest } from '../core/suggest.ts';
import {
  listRestOperations,
  type RestOperation,
  type RestPathNode,
  restPathTree,
} from './rest-operations.ts';

/** Stands in a path for a text that is not known: for a whole segment, or for a part of one. */
export const UNKNOWN = '{}';

/**
 * Every operation that a path may stand for, whatever the method.
 * A segment that is not known is taken for a parameter where there can be one, else for any of the segments that are
 * written out there. Where a segment is known, the operation that has it written out wins over one with a parameter.
 * @param path below the site's address, without query, with `{}` for what is not known: `/rest/api/3/issue/{}/comment`
 * @returns none where the products have nothing at that path
 */
export function restOperationsAt(path: string): readonly RestOperation[] {
  return [...match(restPathTree(), segmentsOf(path)).values()];
}

/** Every operation at a path, and at all that go on from it: what a path may become whose end is not known. */
export function restOperationsFrom(path: string): readonly RestOperation[] {
  const found: RestOperation[] = [];
  const collect = (node: RestPathNode): void => {
    found.push(...node.byMethod.values());
    for (const child of childrenOf(node)) collect(child);
  };
  for (const node of nodesAt(restPathTree(), segmentsOf(path))) collect(node);
  return found;
}

/**
 * The path of an operation that a path was most likely meant to be: as long as it, and different in one segment only.
 * @returns the path as the products state it, with its `{parameters}`
 */
export function closestRestPath(path: string): string | undefined {
  const wanted = segmentsOf(path);
  const byPlace = new Map<number, Map<string, string>>();
  for (const operation of listRestOperations()) {
    const segments = operation.path.split('/').slice(1);
    const different = segments.flatMap((segment, index) => {
      const own = wanted[index] ?? '';
      return isParameter(segment) || segment === own || isUnknown(own) ? [] : [index];
    });
    const [place] = different;
    if (segments.length !== wanted.length || different.length !== 1 || place === undefined) continue;
    const words = byPlace.get(place) ?? new Map<string, string>();
    byPlace.set(place, words.set(segments[place] ?? '', operation.path));
  }
  for (const [place, words] of byPlace) {
    const word = closest(wanted[place] ?? '', words.keys());
    if (word !== undefined) return words.get(word);
  }
  return undefined;
}

/** Version 2 and `latest` of Jira's platform API have the operations of version 3. */
function segmentsOf(path: string): readonly string[] {
  const normalized = path.replace(/^\/rest\/api\/(?:2|latest)(?=\/|$)/, '/rest/api/3');
  const segments = normalized.split('/').slice(1);
  return segments.at(-1) === '' ? segments.slice(0, -1) : segments;
}

type ByMethod = ReadonlyMap<string, RestOperation>;

function match(node: RestPathNode, segments: readonly string[]): ByMethod {
  const [segment, ...rest] = segments;
  if (segment === undefined) return node.byMethod;
  const below = (child: RestPathNode | undefined): ByMethod => (child ? match(child, rest) : new Map());
  if (!isUnknown(segment)) {
    return new Map([...below(node.parameter), ...below(literalChild(node, segment))]);
  }
  const asParameter = below(node.parameter);
  if (asParameter.size > 0) return asParameter;
  // Several operations of one method: which of them it is cannot be told, so that each counts under a name of its own.
  const found = matchingLiterals(node, segment).flatMap((child) => [...below(child).values()]);
  return new Map(found.map((operation) => [`${operation.method} ${operation.path}`, operation]));
}

function nodesAt(node: RestPathNode, segments: readonly string[]): readonly RestPathNode[] {
  const [segment, ...rest] = segments;
  if (segment === undefined) return [node];
  const literals = isUnknown(segment) ? matchingLiterals(node, segment) : [literalChild(node, segment)];
  return [...literals, node.parameter].flatMap((child) => (child ? nodesAt(child, rest) : []));
}

/** `latest` stands for the version of any API that has one. */
function literalChild(node: RestPathNode, segment: string): RestPathNode | undefined {
  const child = node.literals.get(segment);
  if (child !== undefined || segment !== 'latest') return child;
  return [...node.literals].find(([name]) => /^\d+(?:\.\d+)*$/.test(name))?.[1];
}

function matchingLiterals(node: RestPathNode, segment: string): readonly RestPathNode[] {
  return [...node.literals].flatMap(([name, child]) => (mayBe(segment, name) ? [child] : []));
}

/** Whether a segment that is known in part may be a word; parts that are not known may be empty. */
function mayBe(segment: string, word: string): boolean {
  const parts = segment.split(UNKNOWN);
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (!word.startsWith(first) || !word.endsWith(last) || word.length < first.length + last.length)
    return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = word.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= word.length - last.length;
}

function childrenOf({ literals, parameter }: RestPathNode): readonly RestPathNode[] {
  return parameter === undefined ? [...literals.values()] : [...literals.values(), parameter];
}

function isUnknown(segment: string): boolean {
  return segment.includes(UNKNOWN);
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{');
}
