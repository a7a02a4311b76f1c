import { expect, test } from 'vitest';
import type { Diagnostic, TextEdit } from '../../core/diagnostics.ts';
import { applyFixes } from './apply-fixes.ts';

/** A finding whose fix is these edits: offset, length, text. */
function finding(name: string, ...edits: readonly (readonly [number, number, string])[]): Diagnostic {
  return {
    ruleId: `test/${name}`,
    severity: 'warning',
    message: name,
    pointer: '',
    range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    ...(edits.length === 0 ? {} : { fix: { title: name, edits: edits.map(toEdit) } }),
  };
}

function toEdit([offset, length, text]: readonly [number, number, string]): TextEdit {
  return { offset, length, text };
}

function apply(...diagnostics: readonly Diagnostic[]) {
  const { text, applied, skipped } = applyFixes('0123456789', diagnostics);
  return {
    text,
    applied: applied.map(({ message }) => message),
    skipped: skipped.map(({ message }) => message),
  };
}

test('makes every fix, and leaves what has none', () => {
  const { text, applied, skipped } = apply(
    finding('b', [8, 1, 'B']),
    finding('none'),
    finding('a', [0, 2, ''], [5, 0, 'A']),
  );
  expect({ text, applied, skipped }).toEqual({ text: '234A567B9', applied: ['a', 'b'], skipped: [] });
});

test.each<[string, Diagnostic, Diagnostic]>([
  ['change one place', finding('a', [2, 3, 'A']), finding('b', [4, 1, 'B'])],
  ['change places side by side', finding('a', [2, 3, '']), finding('b', [5, 1, ''])],
  [
    'are woven into each other',
    finding('a', [2, 1, 'A'], [6, 1, 'A']),
    finding('b', [4, 1, 'B'], [6, 1, 'B']),
  ],
])('of two that %s, the first in the text is made', (_, first, second) => {
  const alone = apply(first).text;
  expect(apply(second, first)).toEqual({ text: alone, applied: ['a'], skipped: ['b'] });
});

test('of two that insert at one place, the first in the list is made', () => {
  const result = apply(finding('b', [2, 0, 'B']), finding('a', [2, 0, 'A']));
  expect(result).toEqual({ text: '01B23456789', applied: ['b'], skipped: ['a'] });
});

test('the edits are in order, for whom they are woven into each other', () => {
  const { text, edits } = applyFixes('0123456789', [
    finding('a', [0, 1, 'A'], [6, 1, 'A']),
    finding('b', [3, 1, 'B']),
  ]);
  expect(text).toBe('A12B45A789');
  expect(edits.map(({ offset }) => offset)).toEqual([0, 3, 6]);
});
