import { isRecord } from '../../src/core/json.ts';

/**
 * The paths of a JSON document, each with what kinds of values are there: `issue.fields.labels[] string`. Custom fields
 * have numbers that differ from site to site, so they count as one.
 */
export function shapeOf(value: unknown): ReadonlyMap<string, ReadonlySet<string>> {
  const shape = new Map<string, Set<string>>();
  for (const [path, kind] of pathsOf(value, '')) {
    if (path !== '') shape.set(path, (shape.get(path) ?? new Set()).add(kind));
  }
  return shape;
}

function* pathsOf(value: unknown, path: string): Generator<readonly [path: string, kind: string]> {
  yield [path, kindOf(value)];
  if (Array.isArray(value)) for (const entry of value) yield* pathsOf(entry, `${path}[]`);
  if (!isRecord(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const prefix = path === '' ? '' : `${path}.`;
    // What is inside of a custom field is another matter on every site.
    if (/^customfield_\d+$/.test(name)) yield [`${prefix}customfield_*`, 'any'];
    else yield* pathsOf(child, `${prefix}${name}`);
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

export interface ShapeDifference {
  /** Paths of the real document that the other lacks. */
  readonly missing: readonly string[];
  /** Paths that the real document lacks. */
  readonly added: readonly string[];
  /** Paths at which the kinds of values have nothing in common. */
  readonly otherKind: readonly string[];
}

/** How a document differs from a real one. What is below a path that one of them lacks is not told again. */
export function compareShapes(real: unknown, ours: unknown): ShapeDifference {
  const [theirs, own] = [shapeOf(real), shapeOf(ours)];
  const lacks = (paths: Iterable<string>, other: ReadonlyMap<string, unknown>) =>
    [...paths].filter((path) => !other.has(path) && hasParent(path, other)).toSorted();
  return {
    missing: lacks(theirs.keys(), own),
    added: lacks(own.keys(), theirs),
    otherKind: [...theirs]
      .filter(([path, kinds]) => {
        const ownKinds = own.get(path);
        if (ownKinds === undefined) return false;
        const [a, b] = [new Set(kinds), new Set(ownKinds)];
        return !a.has('null') && !b.has('null') && [...a].every((kind) => !b.has(kind));
      })
      .map(([path]) => path)
      .toSorted(),
  };
}

function hasParent(path: string, shape: ReadonlyMap<string, unknown>): boolean {
  const parent = /^(.*?)(?:\[\]|\.[^.[\]]+)$/.exec(path)?.[1];
  return parent === undefined || parent === '' || shape.has(parent);
}
