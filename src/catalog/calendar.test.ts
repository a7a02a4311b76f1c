import { expect, test } from 'vitest';
import { CONNECT_CALENDAR, END_OF_SUPPORT, formatDate } from './calendar.ts';

test.each([
  ['2026-12', 'December 2026'],
  ['2027-01-31', '31 January 2027'],
  ['2026-03-01', '1 March 2026'],
])('%s reads %s', (iso, text) => {
  expect(formatDate(iso)).toBe(text);
});

test('each date has its form, its effect and who says so', () => {
  for (const { date, effect, sources } of [...CONNECT_CALENDAR, ...END_OF_SUPPORT]) {
    expect(date).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?$/);
    expect(effect).toMatch(/\.$/);
    expect(sources.length).toBeGreaterThan(0);
  }
});

test('dates are in order', () => {
  const dates = [...CONNECT_CALENDAR, ...END_OF_SUPPORT].map(({ date }) => date);
  expect(dates).toEqual(dates.toSorted());
});
