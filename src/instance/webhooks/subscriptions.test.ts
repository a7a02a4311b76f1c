import { expect, it } from 'vitest';
import { isBelow } from './subscriptions.ts';

it.each([
  ['https://app.example.com', true],
  ['https://app.example.com/hook', true],
  ['https://app.example.com?x', true],
  ['https://app.example.com.evil.example/hook', false],
  ['https://app.example.com:8443/hook', false],
  ['https://app.example.com@evil.example/hook', false],
  ['https://other.example.com/hook', false],
])('%s is below the base URL: %s', (url, expected) => {
  expect(isBelow('https://app.example.com', url)).toBe(expected);
});

it('does not take a longer name for a folder', () => {
  expect(isBelow('https://host.example/app', 'https://host.example/app2/hook')).toBe(false);
});
