import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTextPositions } from './text-positions.ts';

test('counts lines and columns from 1, columns in UTF-16 code units', () => {
  const { rangeAt } = createTextPositions('a😀b\r\nc');
  expect(rangeAt(3, 1)).toEqual({ start: { line: 1, column: 4 }, end: { line: 1, column: 5 } });
  expect(rangeAt(6, 1)).toEqual({ start: { line: 2, column: 1 }, end: { line: 2, column: 2 } });
});

test('counts no byte order mark', () => {
  const { rangeAt } = createTextPositions('\ufeffab\nc');
  expect(rangeAt(0, 1)).toEqual({ start: { line: 1, column: 1 }, end: { line: 1, column: 2 } });
  expect(rangeAt(2, 3)).toEqual({ start: { line: 1, column: 2 }, end: { line: 2, column: 2 } });
});

test('counts in long texts as in short ones', () => {
  const line = fc.string({ unit: fc.constantFrom('a', '😀'), maxLength: 700 });
  const lineBreak = fc.constantFrom('\n', '\r', '\r\n');
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), lineBreak, (lines, end) => {
      const { rangeAt } = createTextPositions(lines.map((content) => `${content}${end}`).join(''));
      let offset = 0;
      for (const [index, content] of lines.entries()) {
        expect(rangeAt(offset, content.length)).toEqual({
          start: { line: index + 1, column: 1 },
          end: { line: index + 1, column: content.length + 1 },
        });
        offset += content.length + end.length;
      }
      expect(rangeAt(offset, 0).start).toEqual({ line: lines.length + 1, column: 1 });
    }),
  );
});

test('never leaves the text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '"') });
  fc.assert(
    fc.property(text, fc.integer(), fc.integer(), (source, offset, length) => {
      const { start, end } = createTextPositions(source).rangeAt(offset, length);
      const lines = source.split(/\r\n|\n|\r/);
      for (const { line, column } of [start, end]) {
        // Between CR and LF, and behind them, a position may lie past what is visible of its line.
        expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? -9) + 2);
        expect(column).toBeGreaterThanOrEqual(1);
      }
      expect(end.line > start.line || end.column >= start.column).toBe(true);
    }),
  );
});
