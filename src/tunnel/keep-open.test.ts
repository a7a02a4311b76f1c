import { expect, it } from 'vitest';
import { createFakeClock } from '../../test/support/fake-clock.ts';
import { keepOpen } from './keep-open.ts';
import { aborted, type OpenTunnel, type TunnelProvider } from './provider.ts';

it('tries again after longer and longer waits, begins anew once it has come back, and ends when it is to', async () => {
  const clock = createFakeClock();
  const ending = new AbortController();
  let answers: (string | undefined)[] = ['https://one.example'];
  let lose: (reason: string) => void = () => {};
  const provider: TunnelProvider = {
    name: 'url',
    open: async (_, __, signal): Promise<OpenTunnel> => {
      const url = answers.shift();
      if (url === undefined) throw new Error('not now');
      const lost = new Promise<string>((resolve) => {
        lose = resolve;
      });
      return { url, closed: Promise.race([lost, aborted(signal).then(() => undefined)]), onStatus: () => {} };
    },
  };
  const told: string[] = [];
  const kept = await keepOpen(
    provider,
    1,
    { domain: undefined },
    { clock, signal: ending.signal },
    {
      onUp: (url) => told.push(`up ${url}`),
      onDown: (reason, ms) => told.push(`${reason}, ${ms / 1_000} s`),
      onStatus: () => {},
    },
  );
  const untilTold = (count: number) => expect.poll(() => told.length).toBe(count);
  expect(kept.url).toBe('https://one.example');
  answers = [];
  lose('gone');
  for (const seconds of [1, 2, 4, 8, 16, 32, 60]) {
    const before = told.length;
    await untilTold(before === 0 ? 1 : before);
    await clock.advance(seconds * 1_000 - 1);
    expect(told).toHaveLength(Math.max(before, 1));
    await clock.advance(1);
    await untilTold(Math.max(before, 1) + 1);
  }
  expect(told).toEqual(['gone, 1 s', ...[2, 4, 8, 16, 32, 60, 60].map((s) => `not now, ${s} s`)]);
  answers = ['https://two.example'];
  await clock.advance(60_000);
  await untilTold(9);
  expect(told.at(-1)).toBe('up https://two.example');
  lose('gone again');
  await untilTold(10);
  expect(told.at(-1)).toBe('gone again, 1 s');
  ending.abort();
  await kept.ended;
});
