import { expect, test } from 'vitest';
import { createDiagnostic } from '../../test/support/report-samples.ts';
import { linesOf } from './code-frame.ts';

function at(line: number) {
  return createDiagnostic({ range: { start: { line, column: 1 }, end: { line, column: 2 } } });
}

test('keeps the lines on which findings start, whatever ends a line', () => {
  expect(linesOf('one\r\ntwo\rthree\nfour', [at(2), at(4), at(2)])).toEqual(
    new Map([
      [2, 'two'],
      [4, 'four'],
    ]),
  );
});

test('leaves a byte order mark out', () => {
  expect(linesOf('\ufeffone', [at(1)]).get(1)).toBe('one');
});

test('keeps nothing where nothing was found, and no line that is not there', () => {
  expect(linesOf('one', []).size).toBe(0);
  expect(linesOf('one', [at(2)]).size).toBe(0);
});
