import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from './syntax.ts';

/** Rule, place and message of each finding. */
function findings(text: string): readonly string[] {
  return readJson(text).diagnostics.map(
    ({ ruleId, range: { start, end }, message }) =>
      `${ruleId} ${start.line}:${start.column}-${end.line}:${end.column} ${message}`,
  );
}

describe('what is read on past', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'a line comment',
      '{ // hi\n"a": 1 }',
      ['syntax/comment 1:3-1:8 JSON has no comments: the products refuse the file.'],
    ],
    [
      'a block comment',
      '/* a\nb */ {"a": 1}',
      ['syntax/comment 1:1-2:5 JSON has no comments: the products refuse the file.'],
    ],
    [
      'a trailing comma in an object',
      '{"a": 1, }',
      ['syntax/trailing-comma 1:8-1:9 JSON allows no comma after the last entry.'],
    ],
    [
      'a trailing comma in a list',
      '{"a": [1,\n]}',
      ['syntax/trailing-comma 1:9-1:10 JSON allows no comma after the last entry.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
    expect(readJson(text).document?.value).toMatchObject({ a: expect.anything() });
  });

  test('repeated keys, of which the last counts', () => {
    const { document } = readJson('{"a": 1, "b": {"a": 2}, "a": 3}');
    expect(document?.value).toEqual({ a: 3, b: { a: 2 } });
    expect(findings('{"a": 1, "b": {"a": 2}, "a": 3}')).toEqual([
      'syntax/duplicate-key 1:25-1:28 The key "a" stands in this object already.',
    ]);
  });

  test('commas and slashes inside texts are no findings', () => {
    expect(findings('{"a": "http://x/*,]*/"}')).toEqual([]);
  });
});

describe('what ends the reading', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', ' \n', ['syntax/json 1:1-1:1 The text is empty.']],
    ['a comma that is missing', '{"a": 1 "b": 2}', ['syntax/json 1:9-1:12 A comma is missing before this.']],
    [
      'a colon that is missing',
      '{"a" 1}',
      ['syntax/json 1:6-1:7 A colon is missing after the property name.'],
    ],
    ['a brace that is missing', '{"a": 1', ['syntax/json 1:8-1:8 An object is not closed: a } is missing.']],
    [
      'something after the end',
      '{} {}',
      ['syntax/json 1:4-1:5 The document is complete before this: nothing may follow.'],
    ],
    ['HTML', '<html></html>', ['syntax/json 1:1-1:2 This is a web page or XML, not JSON.']],
    ['single quotes', "{'a': 1}", ['syntax/json 1:2-1:5 This is not JSON: "\'a\'"']],
    [
      'a placeholder outside of texts',
      '{"apiVersion": {{version}}, "key": "a"}',
      [
        'syntax/placeholder 1:16-1:27 The placeholder {{version}} stands outside of a text, so this is not JSON until it is filled in.',
      ],
    ],
    [
      'nesting without end',
      '['.repeat(100_000),
      ['syntax/depth 1:201-1:202 Nested more than 200 levels deep.'],
    ],
  ])('%s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected);
    expect(readJson(text).document).toBeUndefined();
  });
});

test('lines end with LF, CR LF or CR', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    expect(findings(['{', '"a": 1,', '}'].join(end))[0]).toContain(' 2:7-2:8 ');
  }
});

test('names the object that a comment stands in', () => {
  expect(readJson('{"a": {\n// x\n"b": 1}}').diagnostics[0]?.pointer).toBe('/a');
});

test('finds nothing exactly where JSON.parse succeeds, and then reads the same value', () => {
  const nearlyJson = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '[', '//', '\u00a0', '\t', '0', '\\'),
    )
    .map(
      ([json, at, extra]) =>
        `${json.slice(0, at % (json.length + 1))}${extra}${json.slice(at % (json.length + 1))}`,
    );
  fc.assert(
    fc.property(nearlyJson, (text) => {
      const { diagnostics, document } = readJson(text);
      const clean = diagnostics.filter(({ ruleId }) => ruleId !== 'syntax/duplicate-key');
      const strict = parse(text);
      expect(clean.length === 0).toBe(strict !== undefined);
      if (strict !== undefined) expect(document?.value).toEqual(strict.value);
    }),
    { numRuns: 500 },
  );
});

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
