import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';

test('percentiles are within a hundredth of the sorted values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.001, max: 80_000_000, noNaN: true }), { minLength: 1, maxLength: 300 }),
      fc.constantFrom(1, 50, 90, 99, 99.9, 100),
      (values, percent) => {
        const histogram = new Histogram();
        for (const value of values) histogram.add(value);
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil((percent / 100) * sorted.length)) - 1] ?? 0;
        expect(Math.abs(histogram.percentile(percent) - exact)).toBeLessThanOrEqual(exact * 0.01 + 0.001);
      },
    ),
  );
});

test('knows count, mean and extremes exactly', () => {
  const histogram = new Histogram();
  expect([histogram.percentile(50), histogram.mean, histogram.min, histogram.max]).toEqual([0, 0, 0, 0]);
  for (const value of [1, 2, 6]) histogram.add(value);
  expect([histogram.count, histogram.mean, histogram.min, histogram.max]).toEqual([3, 3, 1, 6]);
});

test('takes what is out of its range', () => {
  const histogram = new Histogram();
  for (const value of [-1, 0, 1e12]) histogram.add(value);
  expect(histogram.percentile(100)).toBeGreaterThan(80_000_000);
});
