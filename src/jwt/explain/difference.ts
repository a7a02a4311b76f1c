import type { Canonical, Parts } from './recipe.ts';

/** Where two canonical requests begin to differ. */
export interface Difference {
  readonly part: keyof Parts;
  /** Index within the part, and within the canonical request, of the first character that differs. */
  readonly index: number;
  readonly canonicalIndex: number;
}

const PARTS = ['method', 'path', 'query'] as const;

/** The first difference, or undefined where there is none. An escape such as `%2F` counts as one character. */
export function findDifference(expected: Canonical, claimed: Canonical): Difference | undefined {
  if (expected.text === claimed.text) return undefined;
  let start = 0;
  for (const part of PARTS) {
    if (expected[part] !== claimed[part]) {
      const index = firstDifference(expected[part], claimed[part]);
      return { part, index, canonicalIndex: start + index };
    }
    start += expected[part].length + 1;
  }
  // The parts are the same; what they are joined by, or what follows, is not.
  const canonicalIndex = firstDifference(expected.text, claimed.text);
  const queryStart = expected.text.length - expected.query.length;
  return { part: 'query', index: Math.max(0, canonicalIndex - queryStart), canonicalIndex };
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index += 1;
  const before = Math.max(0, index - 2);
  const escapeStart = a.slice(before, index).lastIndexOf('%');
  return escapeStart === -1 ? index : before + escapeStart;
}
