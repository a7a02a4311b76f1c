import { describe, expect, test } from 'vitest';
import { locate } from './location.ts';

describe('locate', () => {
  const context = { cwd: '/repo/addon', root: '/repo' };

  test.each([
    ['src/d.json', { kind: 'file', path: 'addon/src/d.json', isBelowRoot: true }],
    ['./d.json', { kind: 'file', path: 'addon/d.json', isBelowRoot: true }],
    ['../d.json', { kind: 'file', path: 'd.json', isBelowRoot: true }],
    ['..d.json', { kind: 'file', path: 'addon/..d.json', isBelowRoot: true }],
    ['../../d.json', { kind: 'file', path: '/d.json', isBelowRoot: false }],
    ['/elsewhere/d.json', { kind: 'file', path: '/elsewhere/d.json', isBelowRoot: false }],
    ['https://example.com/d', { kind: 'url', url: 'https://example.com/d' }],
    ['<stdin>', { kind: 'stdin' }],
  ])('%s', (source, expected) => {
    expect(locate({ source }, context)).toEqual(expected);
  });
});
