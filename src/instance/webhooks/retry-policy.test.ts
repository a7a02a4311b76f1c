import { describe, expect, it } from 'vitest';
import { GIVEN_UP_AFTER_MS, judge, nextTryAt, productWait } from './retry-policy.ts';

const MINUTE = 60_000;

describe('judge', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [301, 'refused'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'failed'],
    [409, 'failed'],
    [425, 'failed'],
    [429, 'failed'],
    [500, 'failed'],
    [599, 'failed'],
  ])('takes %i for %s', (status, verdict) => {
    expect(judge({ answered: true, status })).toBe(verdict);
  });

  it.each(['timeout', 'unreachable', 'bad.domain', 'ssl'] as const)('takes %s for failed', (reason) => {
    expect(judge({ answered: false, reason, message: '' })).toBe('failed');
  });
});

describe('productWait', () => {
  it.each([
    [0, 5],
    [0.5, 10],
    [0.999_999, 15],
  ])('makes of %f about %i minutes', (chance, minutes) => {
    expect(productWait(() => chance)() / MINUTE).toBeCloseTo(minutes, 3);
  });
});

describe('nextTryAt', () => {
  const wait = () => 7;
  const at = (tries: number, failingFor?: number) =>
    nextTryAt(
      'jira',
      {
        tries,
        now: 1_000 + GIVEN_UP_AFTER_MS,
        failingSince: failingFor && 1_000 + GIVEN_UP_AFTER_MS - failingFor,
      },
      wait,
    );

  it('waits after each of the first five tries, and not after the sixth', () => {
    const next = 1_007 + GIVEN_UP_AFTER_MS;
    expect([1, 2, 3, 4, 5, 6].map((tries) => at(tries))).toEqual([next, next, next, next, next, undefined]);
  });

  it('does not begin with retries for an add-on that has failed for half an hour, but goes on with them', () => {
    expect(at(1, GIVEN_UP_AFTER_MS - 1)).toBeDefined();
    expect(at(1, GIVEN_UP_AFTER_MS)).toBeUndefined();
    expect(at(2, GIVEN_UP_AFTER_MS)).toBeDefined();
  });

  it('never waits in Confluence', () => {
    expect(nextTryAt('confluence', { tries: 1, now: 0, failingSince: undefined }, wait)).toBeUndefined();
  });
});
