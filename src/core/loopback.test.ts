import { describe, expect, it } from 'vitest';
import { isLoopbackUrl, loopbackPortOf } from './loopback.ts';

describe('loopbackPortOf', () => {
  it.each([
    ['localhost:2990', 2990],
    ['LocalHost:2990', 2990],
    ['127.0.0.1:1', 1],
    ['[::1]:65535', 65535],
    ['localhost', 80],
    ['[::1]', 80],
  ])('%s is %d', (header, port) => {
    expect(loopbackPortOf(header)).toBe(port);
  });

  it.each([
    undefined,
    '',
    ':2990',
    'evil.example:2990',
    'localhost.evil.example:2990',
    'evil.example:2990@localhost:2990',
    'x@localhost:2990',
    'localhost:2990/',
    'localhost:123456',
    '127.0.0.2:2990',
    '0.0.0.0:2990',
    '::1',
  ])('%j is not this machine', (header) => {
    expect(loopbackPortOf(header)).toBeUndefined();
  });
});

it.each([
  ['http://localhost:3000/x', true],
  ['http://127.0.0.1', true],
  ['https://[::1]:8/', true],
  ['http://LOCALHOST/', true],
  ['http://localhost.example/', false],
  ['http://example.com/localhost', false],
  ['localhost:3000', false],
  ['', false],
])('isLoopbackUrl(%j) is %s', (url, expected) => {
  expect(isLoopbackUrl(url)).toBe(expected);
});
