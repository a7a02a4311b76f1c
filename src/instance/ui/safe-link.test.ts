import { expect, test } from 'vitest';
import { safeLink } from './safe-link.ts';

test.each([
  '/browse/A-1',
  '?x=1',
  'http://localhost:3000/a',
  'https://example.com/',
  'page#!state',
  'a:b/../c'.slice(2),
])('keeps %s', (address) => {
  expect(safeLink(address)).toBe(address);
});

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
])('drops %s', (address) => {
  expect(safeLink(address)).toBe('#');
});
