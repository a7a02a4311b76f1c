import { expect, it } from 'vitest';
import { matchesGlob } from './glob.ts';

it.each([
  ['/rest/api/3/issue/*', '/rest/api/3/issue/DEMO-1', true],
  ['/rest/api/3/issue/*', '/rest/api/3/issue/DEMO-1/comment', false],
  ['/rest/api/*/issue/*', '/rest/api/2/issue/DEMO-1', true],
  ['/rest/**', '/rest/api/3/issue/DEMO-1/comment', true],
  ['/rest/**', '/wiki/rest/api/content', false],
  ['**/content', '/wiki/rest/api/content', true],
  ['/**/comment', '/comment', true],
  ['*', '/x', false],
  ['**', '/x/y', true],
  ['installed', '/app/installed', true],
  ['installed', '/app/uninstalled', false],
  ['/a.b(c)?', '/a.b(c)?', true],
  ['/a.b', '/axb', false],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(matchesGlob(pattern, path)).toBe(expected);
});
