import { expect, it } from 'vitest';
import { perObject } from './per-object.ts';

it('computes once for each object, also where there is no result', () => {
  const asked: unknown[] = [];
  const sizeOf = perObject((list: readonly number[]) => {
    asked.push(list);
    return list.length === 0 ? undefined : list.length;
  });
  const [empty, one] = [[], [1]];
  expect([sizeOf(empty), sizeOf(one), sizeOf(empty), sizeOf(one), sizeOf([1])]).toEqual([
    undefined,
    1,
    undefined,
    1,
    1,
  ]);
  expect(asked).toHaveLength(3);
});
