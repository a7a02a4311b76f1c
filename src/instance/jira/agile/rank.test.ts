import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankOf } from '../seed.ts';
import { isRank, rankBetween } from './rank.ts';

it('puts anything between any two, however often', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 60 }), (places) => {
      const ranks = [rankOf(10_000), rankOf(10_001)];
      for (const place of places) {
        const index = place % (ranks.length + 1);
        ranks.splice(index, 0, rankBetween(ranks[index - 1], ranks[index]));
      }
      expect(ranks).toEqual([...new Set(ranks)].sort());
      expect(ranks.filter((rank) => !isRank(rank))).toEqual([]);
    }),
  );
});

it('leaves room below the last one for issues that are made later', () => {
  const last = rankBetween(rankOf(10_000), undefined);
  expect(last > rankOf(10_000)).toBe(true);
  expect(last < rankOf(10_001)).toBe(true);
});

it('stays short where one thing after the other is put to the same place', () => {
  let rank = rankOf(10_001);
  for (let count = 0; count < 1000; count += 1) rank = rankBetween(rankOf(10_000), rank);
  expect(rank.length).toBeLessThan(400);
});
