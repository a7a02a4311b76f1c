import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseBodyPath, printBodyPath } from './body-path.ts';

test.each<[string, readonly (string | number)[]]>([
  ['issue', ['issue']],
  ['issue.fields.summary', ['issue', 'fields', 'summary']],
  ['changelog.items[0].field', ['changelog', 'items', 0, 'field']],
  ['[2][0]', [2, 0]],
  ['avatarUrls.48x48', ['avatarUrls', '48x48']],
  ['["a.b"].c', ['a.b', 'c']],
  ['a["say \\"hi\\""]', ['a', 'say "hi"']],
  ['/issue/fields/summary', ['issue', 'fields', 'summary']],
  ['/a~1b/~0c/0', ['a/b', '~c', '0']],
])('reads %s', (text, path) => {
  expect(parseBodyPath(text)).toEqual(path);
});

test.each(['', '.', 'a.', '.a', 'a..b', 'a[', 'a[]', 'a[-1]', 'a.[0]', 'a[0]b', 'a["x', 'a]'])(
  'refuses %j',
  (text) => {
    expect(() => parseBodyPath(text)).toThrow(expect.objectContaining({ code: 'path-invalid' }));
  },
);

test('any path that is printed is read as the same', () => {
  const step = fc.oneof(fc.string({ minLength: 1 }), fc.nat(999));
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (path) => {
      const text = printBodyPath(path);
      // A name that begins with a slash would be read as a pointer, were it not quoted.
      fc.pre(!text.startsWith('/'));
      expect(parseBodyPath(text)).toEqual(path);
    }),
  );
});
