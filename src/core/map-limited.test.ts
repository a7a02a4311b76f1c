import { expect, test } from 'vitest';
import { mapLimited } from './map-limited.ts';

test('keeps the order of the items, whichever is done first', async () => {
  const pending: (() => void)[] = [];
  const mapped = mapLimited(['a', 'b', 'c'], 3, async (item, index) => {
    await new Promise<void>((resolve) => pending.push(resolve));
    return `${item}${index}`;
  });
  for (const resolve of pending.toReversed()) resolve();
  expect(await mapped).toEqual(['a0', 'b1', 'c2']);
});

test('has no more under way than allowed, and does all', async () => {
  let running = 0;
  let most = 0;
  const items = Array.from({ length: 20 }, (_, index) => index);
  const mapped = await mapLimited(items, 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
    return item;
  });
  expect(mapped).toEqual(items);
  expect(most).toBe(3);
});

test('begins nothing more after a failure', async () => {
  const begun: number[] = [];
  const failing = mapLimited([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(begun).toEqual([1, 2]);
});

test('has nothing to do for no items', async () => {
  expect(await mapLimited([], 4, async () => 1)).toEqual([]);
});
