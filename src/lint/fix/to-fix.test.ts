import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import type { Change } from '../fix-plan.ts';
import type { SourceLanguage } from '../reading/reading.ts';
import type { SourceNode } from '../source-node.ts';
import { applyEdits } from './apply-edits.ts';
import { toFix } from './to-fix.ts';

/** The text after the changes; undefined where they have no fix. */
function fix(
  text: string,
  changes: readonly Change[],
  language: SourceLanguage = 'json',
): string | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined) throw new Error(`no JSON: ${text}`);
  const found = toFix({ title: 'Mend it', changes }, { text, root, language });
  return found === undefined ? undefined : applyEdits(text, found.edits);
}

const lines = (...list: readonly string[]) => list.join('\n');

describe('replace', () => {
  test.each<[string, string, string, unknown, string]>([
    ['a text', '{"a": "x", "b": 1}', '/a', 'y', '{"a": "y", "b": 1}'],
    ['a text by a number', '{ "a" : "1" }', '/a', 1, '{ "a" : 1 }'],
    ['the root', '[1]', '', null, 'null'],
    ['an entry of a list', '["a","b"]', '/1', 'c', '["a","c"]'],
    ['below names with slashes and tildes', '{"a/b":{"~":[1]}}', '/a~1b/~0/0', 2, '{"a/b":{"~":[2]}}'],
    ['below the empty name', '{"":{"":1}}', '//', 2, '{"":{"":2}}'],
    ['below a key with escapes', '{"\\u006bey":1}', '/key', 2, '{"\\u006bey":2}'],
    ['with slashes written as there', '{"u":"https:\\/\\/a\\/"}', '/u', 'https://a', '{"u":"https:\\/\\/a"}'],
    ['an object on one line', '{ "a": { "b": 1 } }', '/a', { c: [1, 2] }, '{ "a": { "c": [1, 2] } }'],
    [
      'an object on several lines',
      lines('{', '\t"a": {', '\t\t"b": 1', '\t}', '}'),
      '/a',
      { c: 1, d: { e: [] } },
      lines('{', '\t"a": {', '\t\t"c": 1,', '\t\t"d": {', '\t\t\t"e": []', '\t\t}', '\t}', '}'),
    ],
    [
      'a text by an object, written as others of its size are',
      lines('{', '  "a": { "x": 1 },', '  "b": "y"', '}'),
      '/b',
      { value: 'y' },
      lines('{', '  "a": { "x": 1 },', '  "b": { "value": "y" }', '}'),
    ],
    [
      'a text by an object where others are on several lines',
      lines('{', '  "a": {', '    "x": 1', '  },', '  "b": "y"', '}'),
      '/b',
      { value: 'y' },
      lines('{', '  "a": {', '    "x": 1', '  },', '  "b": {', '    "value": "y"', '  }', '}'),
    ],
  ])('%s', (_, text, pointer, value, expected) => {
    expect(fix(text, [{ kind: 'replace', pointer, value }])).toBe(expected);
  });
});

describe('rename', () => {
  test.each<[string, string, string, string]>([
    ['keeps all but the key', '{ "a" :1,"b": 2 }', 'a', '{ "z" :1,"b": 2 }'],
    ['finds a key by what it means', '{"\\u0061":1}', 'a', '{"z":1}'],
    ['keeps comments', '{ // one\n "a" /* x */ : 1 }', 'a', '{ // one\n "z" /* x */ : 1 }'],
  ])('%s', (_, text, key, expected) => {
    expect(fix(text, [{ kind: 'rename', pointer: '', key, to: 'z' }])).toBe(expected);
  });
});

test.each([
  ["{'a':1}", 3, "{'z\\'':1}"],
  ['{a:1}', 1, '{"z\'":1}'],
])('a key that is no JSON, as in %s, keeps its quotes where it can', (text, length, expected) => {
  const key: SourceNode = { type: 'string', offset: 1, length, value: 'a' };
  const value: SourceNode = { type: 'number', offset: length + 2, length: 1, value: 1 };
  const property: SourceNode = { type: 'property', offset: 1, length: length + 2, children: [key, value] };
  const root: SourceNode = { type: 'object', offset: 0, length: text.length, children: [property] };
  const changes: readonly Change[] = [{ kind: 'rename', pointer: '', key: 'a', to: "z'" }];
  const found = toFix({ title: 'Mend it', changes }, { text, root });
  expect(found && applyEdits(text, found.edits)).toBe(expected);
});

describe('remove', () => {
  const remove = (text: string, ...pointers: readonly string[]) =>
    fix(
      text,
      pointers.map((pointer) => ({ kind: 'remove', pointer })),
    );

  test.each<[string, string, readonly string[], string]>([
    ['the first on a line', '{ "a": 1, "b": 2 }', ['/a'], '{ "b": 2 }'],
    ['one between others', '[1,2, 3]', ['/1'], '[1,3]'],
    ['the last on a line', '{ "a": 1, "b": 2 }', ['/b'], '{ "a": 1 }'],
    ['the only one', '{ "a": 1 }', ['/a'], '{}'],
    ['all of several', '[1, 2, 3]', ['/0', '/1', '/2'], '[]'],
    ['neighbours at the end', '[1, 2, 3]', ['/1', '/2'], '[1]'],
    ['what is apart', '[1, 2, 3]', ['/0', '/2'], '[2]'],
    ['a line', '{\n  "a": 1,\n  "b": 2\n}\n', ['/a'], '{\n  "b": 2\n}\n'],
    ['the last line, with the comma before it', '{\n  "a": 1,\n  "b": 2\n}\n', ['/b'], '{\n  "a": 1\n}\n'],
    ['the only line', '{\n  "a": {\n    "b": 1\n  }\n}', ['/a/b'], '{\n  "a": {}\n}'],
    ['lines of an object', '[\n\t{\n\t\t"a": 1\n\t},\n\t2\n]', ['/0'], '[\n\t2\n]'],
    ['a line that ends with CR LF', '[\r\n  1,\r\n  2\r\n]\r\n', ['/1'], '[\r\n  1\r\n]\r\n'],
    ['the last lines', '[\n1,\n2,\n3\n]', ['/1', '/2'], '[\n1\n]'],
    ['one of two on a line', '[\n  1, 2,\n  3\n]', ['/1'], '[\n  1,\n  3\n]'],
    ['the first of two on a line', '[\n  1, 2,\n  3\n]', ['/0'], '[\n  2,\n  3\n]'],
    ['the last, beside the bracket', '[1,\n 2]', ['/1'], '[1]'],
    ['the first, beside the bracket', '[ 1,\n  2 ]', ['/0'], '[ 2 ]'],
    [
      'a line that begins with its comma',
      '{\n  "a": 1\n, "b": 2\n, "c": 3\n}',
      ['/b'],
      '{\n  "a": 1\n, "c": 3\n}',
    ],
    ['the last line, if it begins with its comma', '{\n  "a": 1\n, "b": 2\n}', ['/b'], '{\n  "a": 1\n}'],
    ['an entry of adjoining objects', '[{\n  "a": 1\n}, {\n  "b": 1\n}]', ['/0'], '[{\n  "b": 1\n}]'],
    ['an entry before a trailing comma', '[1, 2,]', ['/1'], '[1,]'],
    ['a line before a trailing comma', '[\n1,\n2,\n]', ['/1'], '[\n1,\n]'],
    ['the only entry and a trailing comma', '[ 1, ]', ['/0'], '[]'],
  ])('%s', (_, text, pointers, expected) => {
    expect(remove(text, ...pointers)).toBe(expected);
  });

  test.each<[string, string, readonly string[], string]>([
    ['beside the entry', '{\n  "a": 1, // why\n  "b": 2\n}', ['/a'], '{\n  // why\n  "b": 2\n}'],
    ['above it', '[\n  // one\n  1,\n  2\n]', ['/0'], '[\n  // one\n  2\n]'],
    ['before the last', '[1, /* two */ 2]', ['/1'], '[1 /* two */]'],
    ['between entry and comma', '[1 /* , */, 2]', ['/0'], '[/* , */ 2]'],
    ['where nothing else is left', '[ /* none */ 1 ]', ['/0'], '[ /* none */ ]'],
    ['behind the last that stays', '[\n  1, // one\n  2 // two\n]', ['/1'], '[\n  1 // one\n  // two\n]'],
    ['between two that go', '[\n  1,\n  2,\n  // three\n  3\n]', ['/1', '/2'], '[\n  1\n  // three\n]'],
  ])('keeps a comment %s', (_, text, pointers, expected) => {
    expect(remove(text, ...pointers)).toBe(expected);
  });

  test('takes comments inside of what goes', () => {
    expect(remove('{\n  "a": [ // list\n    1\n  ],\n  "b": 2\n}', '/a')).toBe('{\n  "b": 2\n}');
  });
});

describe('append', () => {
  test.each<[string, string, string, string | undefined, unknown, string]>([
    ['on a line of its own', '{\n  "a": 1\n}\n', '', 'b', 2, '{\n  "a": 1,\n  "b": 2\n}\n'],
    ['with tabs and CR LF', '[\r\n\t1\r\n]', '', undefined, 2, '[\r\n\t1,\r\n\t2\r\n]'],
    ['without any indentation', '[\n1\n]', '', undefined, [2], '[\n1,\n[\n2\n]\n]'],
    ['on the same line', '{ "a": 1 }', '', 'b', 'x', '{ "a": 1, "b": "x" }'],
    ['without blanks', '{"a":[1]}', '/a', undefined, { b: [1, 2] }, '{"a":[1,{"b":[1,2]}]}'],
    ['with blanks around the colon', '{"a" : 1 , "b" : 2}', '', 'c', {}, '{"a" : 1 , "b" : 2, "c" : {}}'],
    ['to a list on one line', '{\n  "a": ["x"]\n}', '/a', undefined, 'y', '{\n  "a": ["x", "y"]\n}'],
    ['to an empty object', '{\n  "a": {}\n}', '/a', 'b', 1, '{\n  "a": {\n    "b": 1\n  }\n}'],
    [
      'to an empty list beside one',
      '{\n  "a": [1],\n  "b": []\n}',
      '/b',
      undefined,
      2,
      '{\n  "a": [1],\n  "b": [2]\n}',
    ],
    [
      'to an empty list on two lines',
      '{\n  "a": [\n  ]\n}',
      '/a',
      undefined,
      1,
      '{\n  "a": [\n    1\n  ]\n}',
    ],
    [
      'to an empty list within one line',
      '{\n  "a": { "b": [] }\n}',
      '/a/b',
      undefined,
      { c: 1 },
      '{\n  "a": { "b": [{ "c": 1 }] }\n}',
    ],
    ['to an empty root', '{}', '', 'a', 1, '{"a": 1}'],
    [
      'to adjoining objects',
      '[{\n  "a": 1\n}, {\n  "b": 1\n}]',
      '',
      undefined,
      { c: 1 },
      '[{\n  "a": 1\n}, {\n  "b": 1\n}, {\n  "c": 1\n}]',
    ],
    [
      'to objects of one line',
      '[\n  { "a": 1 }\n]',
      '',
      undefined,
      { b: 1, c: 2 },
      '[\n  { "a": 1 },\n  { "b": 1, "c": 2 }\n]',
    ],
    [
      'where lines begin with commas',
      '{\n  "a": 1\n, "b": 2\n}',
      '',
      'c',
      3,
      '{\n  "a": 1\n, "b": 2\n, "c": 3\n}',
    ],
    ['behind a trailing comma', '[\n  1,\n]', '', undefined, 2, '[\n  1,\n  2,\n]'],
    ['behind a trailing comma on the line', '[1, 2,]', '', undefined, 3, '[1, 2, 3,]'],
    ['behind a comment', '{\n  "a": 1 // one\n}', '', 'b', 2, '{\n  "a": 1, // one\n  "b": 2\n}'],
    ['behind a comment on the line', '[1 /* one */]', '', undefined, 2, '[1, /* one */ 2]'],
    ['behind a comment that ends the line', '[1 // one\n]', '', undefined, 2, '[1, // one\n2\n]'],
    ['below a comment', '{\n  // none yet\n}', '', 'a', 1, '{\n  // none yet\n  "a": 1\n}'],
    ['beside a comment', '[ /* none */ ]', '', undefined, 1, '[ /* none */ 1 ]'],
    ['what needs escapes', '{"a":1}', '', 'b"\n', '\u0000', '{"a":1,"b\\"\\n":"\\u0000"}'],
  ])('%s', (_, text, pointer, key, value, expected) => {
    const change: Change = { kind: 'append', pointer, value };
    expect(fix(text, [key === undefined ? change : { ...change, key }])).toBe(expected);
  });
});

describe('wrap and unwrap', () => {
  test.each<[string, string, Change, string]>([
    [
      'a text into an object, as others on one line',
      '{\n  "a": { "value": "x" },\n  "b": "y"\n}',
      { kind: 'wrap', pointer: '/b', key: 'value' },
      '{\n  "a": { "value": "x" },\n  "b": { "value": "y" }\n}',
    ],
    [
      'a text into an object, as others on several lines',
      '{\r\n\t"a": {\r\n\t\t"value": "x"\r\n\t},\r\n\t"b": "\\u0079"\r\n}',
      { kind: 'wrap', pointer: '/b', key: 'value' },
      '{\r\n\t"a": {\r\n\t\t"value": "x"\r\n\t},\r\n\t"b": {\r\n\t\t"value": "\\u0079"\r\n\t}\r\n}',
    ],
    ['in a minified text', '{"b":"y"}', { kind: 'wrap', pointer: '/b', key: 'value' }, '{"b":{"value":"y"}}'],
    [
      'an object into a list, its lines as they are',
      '{\n  "a": {\n    "b": 1 // one\n  }\n}',
      { kind: 'wrap', pointer: '/a' },
      '{\n  "a": [{\n    "b": 1 // one\n  }]\n}',
    ],
    ['a scalar into a list', '{"a": 1}', { kind: 'wrap', pointer: '/a' }, '{"a": [1]}'],
    [
      'a list of one',
      '{\n  "a": [\n    {\n      "b": 1\n    }\n  ]\n}',
      { kind: 'unwrap', pointer: '/a' },
      '{\n  "a": {\n    "b": 1\n  }\n}',
    ],
    [
      'a list of one beside its brackets',
      '{\n  "a": [{\n    "b": 1\n  }]\n}',
      { kind: 'unwrap', pointer: '/a' },
      '{\n  "a": {\n    "b": 1\n  }\n}',
    ],
    ['a list of one with a trailing comma', '{"a":[ {}, ]}', { kind: 'unwrap', pointer: '/a' }, '{"a":{}}'],
  ])('%s', (_, text, change, expected) => {
    expect(fix(text, [change])).toBe(expected);
  });
});

describe('beside commands of a template', () => {
  // The tree of the text without its commands, as a tolerant reader makes it.
  const template = '{ "a": "x", {{#if b, c}} "b": [1, 2], {{/if}} "d": 3 }';
  const root = parseTree(template.replace(/{{.*?}}/g, (command) => ' '.repeat(command.length)));
  const fixTemplate = (change: Change) => {
    if (root === undefined) return undefined;
    const found = toFix({ title: 'Mend it', changes: [change] }, { text: template, root });
    return found === undefined ? undefined : applyEdits(template, found.edits);
  };

  test('values and names change', () => {
    expect(fixTemplate({ kind: 'replace', pointer: '/a', value: 'y' })).toBe(template.replace('"x"', '"y"'));
    expect(fixTemplate({ kind: 'rename', pointer: '', key: 'd', to: 'e' })).toBe(
      template.replace('"d"', '"e"'),
    );
    expect(fixTemplate({ kind: 'remove', pointer: '/b/0' })).toBe(template.replace('1, ', ''));
  });

  test('nothing comes or goes', () => {
    expect(fixTemplate({ kind: 'remove', pointer: '/b' })).toBeUndefined();
    expect(fixTemplate({ kind: 'append', pointer: '', key: 'e', value: 1 })).toBeUndefined();
  });
});

describe('several changes', () => {
  test.each<[string, string, readonly Change[], string]>([
    [
      'of all kinds',
      '{\n  "a": 1,\n  "b": ["x"],\n  "c": "y"\n}',
      [
        { kind: 'remove', pointer: '/a' },
        { kind: 'append', pointer: '/b', value: 'z' },
        { kind: 'rename', pointer: '', key: 'c', to: 'd' },
        { kind: 'wrap', pointer: '/c', key: 'value' },
        { kind: 'append', pointer: '', key: 'e', value: true },
      ],
      '{\n  "b": ["x", "z"],\n  "d": {\n    "value": "y"\n  },\n  "e": true\n}',
    ],
    [
      'the last goes, and another comes',
      '{ "a": 1, "b": 2 }',
      [
        { kind: 'remove', pointer: '/b' },
        { kind: 'append', pointer: '', key: 'c', value: 3 },
        { kind: 'append', pointer: '', key: 'd', value: 4 },
      ],
      '{ "a": 1, "c": 3, "d": 4 }',
    ],
    [
      'all go, and another comes',
      '[\n  "a",\n  "b"\n]',
      [
        { kind: 'remove', pointer: '/0' },
        { kind: 'remove', pointer: '/1' },
        { kind: 'append', pointer: '', value: 'c' },
      ],
      '[\n  "c"\n]',
    ],
    [
      'names change places',
      '{"a":1,"b":2}',
      [
        { kind: 'rename', pointer: '', key: 'a', to: 'b' },
        { kind: 'rename', pointer: '', key: 'b', to: 'a' },
      ],
      '{"b":1,"a":2}',
    ],
    [
      'a key of what goes is free for what comes',
      '{"a":1,"b":2}',
      [
        { kind: 'remove', pointer: '/a' },
        { kind: 'rename', pointer: '', key: 'b', to: 'a' },
      ],
      '{"a":2}',
    ],
    [
      'the last is wrapped, and another comes behind it',
      '["a"]',
      [
        { kind: 'append', pointer: '', value: 'b' },
        { kind: 'wrap', pointer: '/0', key: 'k' },
      ],
      '[{"k": "a"}, "b"]',
    ],
  ])('%s', (_, text, changes, expected) => {
    expect(fix(text, changes)).toBe(expected);
  });
});

describe('no fix', () => {
  const a: Change = { kind: 'remove', pointer: '/a' };
  test.each<[string, string, readonly Change[]]>([
    ['where the pointer leads nowhere', '{"a":[1]}', [{ kind: 'remove', pointer: '/a/1' }]],
    ['for indexes that are none', '[1]', [{ kind: 'remove', pointer: '/00' }]],
    ['for pointers that are none', '{"a":1}', [{ kind: 'remove', pointer: 'a' }]],
    ['below a value', '{"a":1}', [{ kind: 'remove', pointer: '/a/b' }]],
    ['for the root', '{}', [{ kind: 'remove', pointer: '' }]],
    ['for a key that is there', '{"a":1}', [{ kind: 'append', pointer: '', key: 'a', value: 2 }]],
    [
      'for one key twice',
      '{}',
      [
        { kind: 'append', pointer: '', key: 'a', value: 2 },
        { kind: 'append', pointer: '', key: 'a', value: 3 },
      ],
    ],
    ['for a name that is taken', '{"a":1,"b":2}', [{ kind: 'rename', pointer: '', key: 'a', to: 'b' }]],
    ['for a key in a list', '[]', [{ kind: 'append', pointer: '', key: 'a', value: 1 }]],
    ['for an entry without key in an object', '{}', [{ kind: 'append', pointer: '', value: 1 }]],
    ['in a value that has no entries', '1', [{ kind: 'append', pointer: '', value: 1 }]],
    ['for repeated keys', '{"a":1,"a":2}', [a]],
    ['below repeated keys', '{"a":{"b":1},"\\u0061":{"b":1}}', [{ kind: 'remove', pointer: '/a/b' }]],
    ['that takes one thing twice', '{"a":1}', [a, a]],
    ['for what goes anyway', '{"a":{"b":1}}', [a, { kind: 'rename', pointer: '/a', key: 'b', to: 'c' }]],
    [
      'in what is replaced',
      '{"a":{}}',
      [
        { kind: 'replace', pointer: '/a', value: 1 },
        { kind: 'append', pointer: '/a', key: 'b', value: 1 },
      ],
    ],
    ['that takes the brackets of a longer list', '{"a":[1,2]}', [{ kind: 'unwrap', pointer: '/a' }]],
    ['that takes a comment with brackets', '{"a":[ /* x */ 1]}', [{ kind: 'unwrap', pointer: '/a' }]],
    [
      'that empties a list and takes its brackets',
      '{"a":[1]}',
      [
        { kind: 'remove', pointer: '/a/0' },
        { kind: 'unwrap', pointer: '/a' },
      ],
    ],
    [
      'that ends in an object with two equal names',
      '{"a":1,"b":2,"a":3}',
      [{ kind: 'rename', pointer: '', key: 'b', to: 'a' }],
    ],
    ['that is the same value again', '{"a":1}', [{ kind: 'replace', pointer: '/a', value: 1 }]],
    ['for what is no JSON', '{"a":1}', [{ kind: 'replace', pointer: '/a', value: undefined }]],
  ])('%s', (_, text, changes) => {
    expect(fix(text, changes)).toBeUndefined();
  });

  test('for a list whose bracket was added by a tolerant reader', () => {
    const text = '{"a":[1';
    const closed = parseTree(`${text}]}`);
    const cut = (node: SourceNode): SourceNode => ({
      ...node,
      length: Math.min(node.length, text.length - node.offset),
      children: node.children?.map(cut),
    });
    const root = closed && cut(closed);
    for (const change of [
      { kind: 'remove', pointer: '/a/0' },
      { kind: 'append', pointer: '/a', value: 2 },
      { kind: 'unwrap', pointer: '/a' },
    ] as const) {
      expect(root && toFix({ title: 'Mend it', changes: [change] }, { text, root })).toBeUndefined();
    }
  });

  test('of a part of a plan', () => {
    const changes: readonly Change[] = [
      { kind: 'replace', pointer: '/a', value: 2 },
      { kind: 'remove', pointer: '/b' },
    ];
    expect(fix('{"a":1}', changes)).toBeUndefined();
  });
});
