import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closest } from './suggest.ts';

/** Optimal string alignment distance, straight from its definition. */
function distance(a: string, b: string): number {
  if (a === '') return b.length;
  if (b === '') return a.length;
  const costs = [
    distance(a.slice(1), b) + 1,
    distance(a, b.slice(1)) + 1,
    distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
    costs.push(distance(a.slice(2), b.slice(2)) + 1);
  }
  return Math.min(...costs);
}

describe('closest', () => {
  it.each([
    ['webPanel', ['webPanels', 'webItems'], 'webPanels'],
    ['wbePanels', ['webPanels', 'webItems'], 'webPanels'],
    ['READ', ['read', 'write'], 'read'],
    ['nonsense', ['webPanels', 'webItems'], undefined],
    ['', ['a', 'b'], 'a'],
    ['x', [], undefined],
  ])('of %j among %j is %j', (word, known, expected) => {
    expect(closest(word, known)).toBe(expected);
  });

  it('is none where it takes more edits than allowed', () => {
    expect(closest('system.header/rigth', ['system.header/right', 'system.header/left'], 1)).toBe(
      'system.header/right',
    );
    expect(closest('system.headers/rigth', ['system.header/right'], 1)).toBeUndefined();
  });

  it('is the nearest one within a third of the length, the first of equals', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'A'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (wanted, known) => {
        const ranked = known.map((one) => distance(wanted.toLowerCase(), one.toLowerCase()));
        const best = Math.min(...ranked);
        const allowed = Math.max(1, Math.floor(wanted.length / 3));
        expect(closest(wanted, known)).toBe(best <= allowed ? known[ranked.indexOf(best)] : undefined);
      }),
      { numRuns: 300 },
    );
  });
});
