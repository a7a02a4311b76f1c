import { expect, test } from 'vitest';
import { safeImage, safeLink } from './safe-link.ts';

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

test('safeImage keeps images in data addresses and nothing else in them', () => {
  expect(safeImage('data:image/svg+xml,%3Csvg/%3E')).toBe('data:image/svg+xml,%3Csvg/%3E');
  expect(safeImage('data:text/html,x')).toBe('#');
  expect(safeImage('/avatar/Mia')).toBe('/avatar/Mia');
});
