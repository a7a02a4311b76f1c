import { expect, test } from 'vitest';
import { forgeLimitsOf } from './forge-limits.ts';

test('limits are those of a module type, by their path inside of it', () => {
  expect(forgeLimitsOf('webhooks')).toEqual([
    { path: ['event'], max: 100 },
    { path: ['filter'], max: 10_000 },
  ]);
  expect(forgeLimitsOf('webItems')).toContainEqual({ path: ['styleClasses', '*'], max: 1000 });
});

test.each(['moonPhases', 'constructor'])('there are none of %s', (type) => {
  expect(forgeLimitsOf(type)).toEqual([]);
});
