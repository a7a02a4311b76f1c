// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJsonText } from '../../../test/support/json-texts.ts';
import { soak } from '../../../test/support/soak.ts';
import { applyEdits } from '../fix/apply-edits.ts';
import type { SourceNode } from '../source-node.ts';
import { readSource } from './read-source.ts';
import type { ReadOptions } from './reading.ts';

/** Rule, place and message of each finding. */
async function findings(text: string, options?: ReadOptions): Promise<readonly string[]> {
  const { diagnostics } = await readSource(text, options);
  return diagnostics.map(
    ({ ruleId, range: { start, end }, message }) =>
      `${ruleId} ${start.line}:${start.column}-${end.line}:${end.column} ${message}`,
  );
}

async function readValue(text: string): Promise<unknown> {
  return (await readSource(text)).document?.value;
}

describe('strict JSON', () => {
  test('says what JSON.parse says, and nothing is found', async () => {
    await fc.assert(
      fc.asyncProperty(anyJsonText(), async (text) => {
        const { document, diagnostics } = await readSource(text);
        expect(diagnostics).toEqual([]);
        expect(document?.value).toEqual(JSON.parse(text));
      }),
      { numRuns: soak(100, 300) },
    );
  });

  test('is told from everything else exactly as JSON.parse does', async () => {
    const nearlyJson = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '[', '//', '\u00a0', '\t', '0', '\\', "'", '\ufeff', ';', '#'),
      )
      .map(
        ([json, at, extra]) =>
          `${json.slice(0, at % (json.length + 1))}${extra}${json.slice(at % (json.length + 1))}`,
      );
    await fc.assert(
      fc.asyncProperty(nearlyJson, async (text) => {
        const { diagnostics, document } = await readSource(text);
        const clean = diagnostics.filter(({ ruleId }) => ruleId !== 'syntax/duplicate-key');
        const strict = parse(text);
        expect(clean.length === 0).toBe(strict !== undefined);
        if (strict !== undefined) expect(document?.value).toEqual(strict.value);
      }),
      { numRuns: soak(100, 500) },
    );
  });

  test('with repeated keys, of which the last counts', async () => {
    const text = '{"a": 1, "b": {"a": 2}, "\\u0061": 3}';
    expect(await readValue(text)).toEqual({ a: 3, b: { a: 2 } });
    expect(await findings(text)).toEqual([
      'syntax/duplicate-key 1:25-1:33 The key "a" stands in this object already.',
    ]);
  });

  test('with commas, slashes and braces inside of texts', async () => {
    expect(await findings('{"a": "http://x/*,]*/{{"}')).toEqual([]);
  });

  test.each(['\n', '\r\n', '\r'])('with lines that end with %j', async (end) => {
    expect((await findings(['{', '"a": 1,', '"a": 2', '}'].join(end)))[0]).toContain(' 3:1-3:4 ');
  });
});

describe('what is read on past', () => {
  test.each<[string, string, unknown, readonly string[]]>([
    [
      'a line comment',
      '{ // hi\n"a": 1 }',
      { a: 1 },
      ['syntax/comment 1:3-1:8 JSON has no comments: the products refuse the file.'],
    ],
    [
      'comments that follow each other line by line, said once',
      '{ // a\n  // b\n"a": 1 }',
      { a: 1 },
      ['syntax/comment 1:3-2:7 JSON has no comments: the products refuse the file.'],
    ],
    [
      'a block comment',
      '/* a\nb */ {"a": 1}',
      { a: 1 },
      ['syntax/comment 1:1-2:5 JSON has no comments: the products refuse the file.'],
    ],
    [
      'a comment with a hash',
      '{"a": 1 # hi\n}',
      { a: 1 },
      ['syntax/comment 1:9-1:13 JSON has no comments: the products refuse the file.'],
    ],
    [
      'a trailing comma in an object',
      '{"a": 1, }',
      { a: 1 },
      ['syntax/trailing-comma 1:8-1:9 JSON allows no comma after the last entry.'],
    ],
    [
      'a trailing comma in a list',
      '{"a": [1,\n]}',
      { a: [1] },
      ['syntax/trailing-comma 1:9-1:10 JSON allows no comma after the last entry.'],
    ],
    [
      'a missing comma between properties',
      '{"a": 1 "b": 2}',
      { a: 1, b: 2 },
      ['syntax/missing-comma 1:9-1:12 A comma is missing before this.'],
    ],
    [
      'a missing comma between entries',
      '[{}\n{}]',
      [{}, {}],
      ['syntax/missing-comma 2:1-2:2 A comma is missing before this.'],
    ],
    [
      'a comma too many',
      '[1,,2]',
      [1, 2],
      ['syntax/json 1:4-1:5 There is a comma too many here, or an entry is missing before it.'],
    ],
    [
      'single quotes',
      "{'a': 'it\\'s \"x\"'}",
      { a: 'it\'s "x"' },
      [
        'syntax/quotes 1:2-1:5 JSON takes double quotes only, not single ones.',
        'syntax/quotes 1:7-1:18 JSON takes double quotes only, not single ones.',
      ],
    ],
    [
      'quotes of a word processor',
      '{"a": “x”}',
      { a: 'x' },
      ['syntax/quotes 1:7-1:10 JSON takes double quotes only, not “.'],
    ],
    [
      'names without quotes',
      '{a: 1}',
      { a: 1 },
      ['syntax/unquoted-key 1:2-1:3 The property name a must stand in double quotes.'],
    ],
    [
      'a missing colon',
      '{"a" 1}',
      { a: 1 },
      ['syntax/json 1:6-1:7 A colon is missing after the property name.'],
    ],
    [
      'an equals sign',
      '{"a" = 1}',
      { a: 1 },
      ['syntax/json 1:6-1:7 A colon is missing after the property name.'],
    ],
    ['a word of Python', '{"a": True}', { a: true }, ['syntax/json 1:7-1:11 JSON does not know True.']],
    [
      'a text on several lines',
      '{"a": "x\ny", "b": 1}',
      { a: 'x\ny', b: 1 },
      ['syntax/json 1:9-2:1 A text ends on the line on which it begins.'],
    ],
    [
      'a text without its last quote',
      '{"a": "x,\n"b": 1}',
      { a: 'x', b: 1 },
      ['syntax/json 1:7-1:9 This text is not closed: a double quote is missing.'],
    ],
    [
      'a path with single backslashes',
      '{"a": "C:\\dir"}',
      { a: 'C:\\dir' },
      ['syntax/json 1:10-1:12 JSON does not know the escape sequence \\d.'],
    ],
    [
      'a blank that is none of JSON',
      '{"a":\u00a01}',
      { a: 1 },
      ['syntax/json 1:6-1:7 There is a blank here that JSON does not know (U+00A0).'],
    ],
    [
      'a list that an object closes',
      '{"a": [1}',
      { a: [1] },
      ['syntax/json 1:9-1:10 A list is not closed: a ] is missing.'],
    ],
    [
      'a list that the next property closes',
      '{\n  "a": [\n    1,\n  "b": 2\n}',
      { a: [1], b: 2 },
      ['syntax/json 4:3-4:6 A list is not closed: a ] is missing.'],
    ],
    [
      'a bracket that closes nothing',
      '{"a": [1]], "b": 2}',
      { a: [1], b: 2 },
      ['syntax/json 1:10-1:11 There is no [ that this ] closes.'],
    ],
    [
      'a brace too many at the end',
      '{"a": 1}}',
      { a: 1 },
      ['syntax/json 1:9-1:10 The document is complete before this: nothing may follow.'],
    ],
  ])('%s', async (_, text, value, expected) => {
    expect(await findings(text)).toEqual(expected);
    expect(await readValue(text)).toEqual(value);
  });

  test('with nothing else in doubt than what was hit', async () => {
    const { document } = await readSource(
      '{"a": {"b": "He said "hi" there", "c": 1}, "d": nothing, "e": 01}',
    );
    expect(document?.value).toEqual({ a: { b: 'He said ', c: 1 }, d: 'nothing', e: '01' });
    expect([...(document?.doubt.unknown ?? [])]).toEqual(['/a/b', '/d', '/e']);
    expect([...(document?.doubt.open ?? [])]).toEqual(['/a']);
    expect(document?.doubt.isPartial).toBe(true);
  });

  test('with nothing in doubt where the meaning is clear', async () => {
    const { document } = await readSource("{// x\n'a': [1 2,], b: 3,}");
    expect(document?.value).toEqual({ a: [1, 2], b: 3 });
    expect(document?.doubt).toEqual({ unknown: new Set(), open: new Set(), isPartial: false });
  });

  test('with places in the text as it is written', async () => {
    const text = "{ // x\n  a: 'it\\'s', \"b\": [1 2,],, c: True }";
    const { document } = await readSource(text);
    const written = nodesOf(document?.root).map(({ offset, length }) => text.slice(offset, offset + length));
    expect(written).toEqual([
      text,
      "a: 'it\\'s'",
      'a',
      "'it\\'s'",
      '"b": [1 2,]',
      '"b"',
      '[1 2,]',
      '1',
      '2',
      'c: True',
      'c',
      'True',
    ]);
  });
});

describe('what ends the reading', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', ' \n', ['syntax/json 1:1-1:1 The text is empty.']],
    [
      'nothing but a comment that is not closed',
      '/* x',
      ['syntax/json 1:1-1:5 This comment is not closed, and JSON has no comments.'],
    ],
    ['a brace that is missing', '{"a": 1', ['syntax/json 1:8-1:8 An object is not closed: a } is missing.']],
    [
      'a brace that is missing further up, as the indentation tells',
      '{\n  "a": {\n    "b": 1,\n  "c": 2\n}\n',
      ['syntax/json 2:8-2:9 An object is not closed: a } is missing.'],
    ],
    [
      'a quote that is missing',
      '{"a": "x}',
      ['syntax/json 1:7-1:10 This text is not closed: a double quote is missing.'],
    ],
    [
      'something after the end',
      '{} {}',
      ['syntax/json 1:4-1:5 The document is complete before this: nothing may follow.'],
    ],
    ['a bracket at the beginning', '] 1', ['syntax/json 1:1-1:2 A value is expected here.']],
    ['HTML', '<html></html>', ['syntax/json 1:1-1:2 This is a web page or XML, not JSON.']],
    ['YAML', 'key: com.example', ['syntax/json 1:1-1:4 This is not JSON: key']],
    ['a program', 'module.exports = {};', ['syntax/json 1:1-1:15 This is not JSON: module.exports']],
    [
      'nesting without end',
      '['.repeat(100_000),
      ['syntax/depth 1:201-1:202 Nested more than 200 levels deep.'],
    ],
    [
      'nesting without end in a text that is none of JSON',
      `// x\n${'['.repeat(100_000)}`,
      [
        'syntax/comment 1:1-1:5 JSON has no comments: the products refuse the file.',
        'syntax/depth 2:201-2:202 Nested more than 200 levels deep.',
      ],
    ],
    [
      'values without end',
      `[${'0,'.repeat(250_000)}0]`,
      ['syntax/size 1:500000-1:500001 There are more than 250,000 values: no descriptor has as many.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await findings(text)).toEqual(expected);
    expect((await readSource(text)).document).toBeUndefined();
  });
});

describe('fixes', () => {
  test.each([
    ['a trailing comma', '{"a": [1, 2,\n],}', '{"a": [1, 2\n]}'],
    ['a missing comma', '{"a": 1\n"b": 2}', '{"a": 1,\n"b": 2}'],
    ['single quotes', "{'a': 'it\\'s \"x\"', 'b': '\\\\ \\n'}", '{"a": "it\'s \\"x\\"", "b": "\\\\ \\n"}'],
    [
      'single quotes around a placeholder',
      '{\'a\': \'{{ x "y" }}\', "b": 1,}',
      '{"a": "{{ x \\"y\\" }}", "b": 1}',
    ],
    ['names without quotes', '{a: {b-c: 1}}', '{"a": {"b-c": 1}}'],
    ['a byte order mark', '\ufeff{"a": 1}', '{"a": 1}'],
  ])('%s', async (_, text, expected) => {
    const { diagnostics } = await readSource(text);
    const edits = diagnostics.flatMap(({ fix }) => fix?.edits ?? []);
    expect(applyEdits(text, edits)).toBe(expected);
  });

  test('leave comments to their author', async () => {
    const { diagnostics } = await readSource('{} // x');
    expect(diagnostics.map(({ fix, hint }) => [fix, hint])).toEqual([
      [undefined, 'Move it into a file beside the descriptor, for instance its README.'],
    ]);
  });
});

describe('a byte order mark', () => {
  test('is an error, and no part of the first line', async () => {
    const { diagnostics, document } = await readSource('\ufeff{"a": 1, "a": 2}');
    expect(diagnostics.map(({ severity, ruleId, range }) => [severity, ruleId, range.start.column])).toEqual([
      ['error', 'syntax/byte-order-mark', 1],
      ['error', 'syntax/duplicate-key', 10],
    ]);
    expect(document?.value).toEqual({ a: 2 });
    expect(document?.root.offset).toBe(1);
  });
});

describe('what atlassian-connect-express reads as JSON5', () => {
  const text = '{ // x\n a: \'b\', "baseUrl": "{{localBaseUrl}}", }';

  test('is a warning', async () => {
    const { diagnostics } = await readSource(text);
    expect(diagnostics.map(({ severity, ruleId }) => `${severity} ${ruleId}`)).toEqual([
      'warning syntax/comment',
      'warning syntax/unquoted-key',
      'warning syntax/quotes',
      'warning syntax/trailing-comma',
    ]);
  });

  test('is an error where it is served', async () => {
    const { diagnostics } = await readSource(text, { isServed: true });
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['error', 'error', 'error', 'error']);
  });

  test('is not everything', async () => {
    const { diagnostics } = await readSource('{"a": “x” "b": "{{appKey}}"}');
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['error', 'error']);
  });
});

test('findings name the object or list that they are in', async () => {
  const { diagnostics } = await readSource('{"a": {\n// x\n"b": [1,]}, "c": nope}');
  expect(diagnostics.map(({ pointer }) => pointer)).toEqual(['/a', '/a/b', '/c']);
});

test('of very many findings of a kind, a hundred are listed, and the rest is counted', async () => {
  const { diagnostics } = await readSource(`[${'"x",,'.repeat(150)}1]`);
  expect(diagnostics).toHaveLength(101);
  expect(diagnostics.at(-1)).toMatchObject({
    ruleId: 'syntax/more-findings',
    severity: 'info',
    message: 'There are 50 more findings of syntax/json from here on.',
    range: { start: { line: 1, column: 506 } },
  });
});

test('of very many repeated keys, too', async () => {
  const { diagnostics } = await readSource(`{${'"a":1,'.repeat(150)}"a":1}`);
  expect(diagnostics).toHaveLength(101);
  expect(diagnostics.at(-1)?.message).toBe(
    'There are 50 more findings of syntax/duplicate-key from here on.',
  );
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...[
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '"',
      '1',
      'true',
      'nope',
      "'s'",
      '“q”',
      ';',
      '\\',
      '#',
      '=',
    ],
    ...['{{x}}', '{{#if x}}', '{{else}}', '{{/if}}', '${y}', '__X__', '{% for a in b %}', '{% endfor %}'],
    ...[
      '<% if (x) { %>',
      '<% } %>',
      '<%= z %>',
      '//c\n',
      '/*c*/',
      '\n',
      ' ',
      '\ufeff',
      '\u00a0',
      '{{',
      '}}',
      '${',
    ],
  );
  const text = fc.array(pieces, { maxLength: 25 }).map((list) => list.join(''));

  test('is either understood, or something is said', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (source, isServed) => {
        const { document, diagnostics } = await readSource(source, {
          isServed,
          values: { y: '"k": 2', z: 'a"b' },
        });
        expect(document !== undefined || diagnostics.length > 0).toBe(true);
        expect(diagnostics.map(({ message }) => message)).not.toContain('This cannot be read as JSON.');
      }),
      { numRuns: soak(100, 1_000) },
    );
  });

  test('has nodes that lie inside of it, and in one another', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (source) => {
        const { document } = await readSource(source);
        expectNested(document?.root, 0, source.length);
      }),
      { numRuns: soak(100, 1_000) },
    );
  });
});

function expectNested(node: SourceNode | undefined, from: number, to: number): void {
  if (node === undefined) return;
  const { offset, length } = node;
  expect(offset).toBeGreaterThanOrEqual(from);
  expect(length).toBeGreaterThanOrEqual(0);
  expect(offset + length).toBeLessThanOrEqual(to);
  for (const child of node.children ?? []) expectNested(child, offset, offset + length);
}

function nodesOf(node: SourceNode | undefined): readonly SourceNode[] {
  return node === undefined ? [] : [node, ...(node.children ?? []).flatMap(nodesOf)];
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
