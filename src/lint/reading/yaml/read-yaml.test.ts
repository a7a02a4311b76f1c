// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { anyJsonValue } from '../../../../test/support/json-texts.ts';
import { fromPointer } from '../../json-pointer.ts';
import type { SourceNode } from '../../source-node.ts';
import { readSource } from '../read-source.ts';
import type { ReadOptions } from '../reading.ts';

function read(text: string, options: ReadOptions = {}) {
  return readSource(text, { language: 'yaml', ...options });
}

async function findings(text: string, options?: ReadOptions): Promise<readonly string[]> {
  const { diagnostics } = await read(text, options);
  return diagnostics.map(
    ({ ruleId, message, pointer, range: { start, end } }) =>
      `${ruleId} ${pointer} ${start.line}:${start.column}-${end.line}:${end.column} ${message}`,
  );
}

describe('a descriptor in YAML', () => {
  const text = [
    '# Comments are allowed.',
    'key: com.example',
    'apiVersion: 1',
    'enableLicensing: true',
    'modules:',
    '  webPanels:',
    "  - key: 'panel'",
    '    name: {value: "A \\"panel\\""}',
    '    url: >-',
    '      /panel',
    '    empty:',
    '',
  ].join('\n');

  test('has the value that its parser gives it', async () => {
    const { document, diagnostics } = await read(text);
    expect(diagnostics).toEqual([]);
    expect(document?.value).toEqual(parse(text));
    expect(document?.language).toBe('yaml');
  });

  test('has a tree with exact places', async () => {
    const { document } = await read(text);
    const written = (pointer: string) => {
      const node = nodeAt(document?.root, pointer);
      return node === undefined ? undefined : text.slice(node.offset, node.offset + node.length);
    };
    expect(written('/key')).toBe('com.example');
    expect(written('/modules/webPanels/0/key')).toBe("'panel'");
    expect(written('/modules/webPanels/0/name')).toBe('{value: "A \\"panel\\""}');
    expect(written('/modules/webPanels/0/name/value')).toBe('"A \\"panel\\""');
    expect(written('/modules/webPanels/0/empty')).toBe('');
    expect(written('')?.startsWith('key: com')).toBe(true);
    expect(written('')?.endsWith('empty:')).toBe(true);
  });

  test('has the same value however it is printed', async () => {
    const options = fc.record({
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL'),
      indent: fc.constantFrom(2, 4),
      aliasDuplicateObjects: fc.boolean(),
    });
    const container = anyJsonValue().filter(
      (value) => typeof value === 'object' && value !== null && !beginsPlaceholder(JSON.stringify(value)),
    );
    await fc.assert(
      fc.asyncProperty(container, options, async (value, style) => {
        const printed = stringify([value, value], style);
        const other: unknown = parseDocument(printed, { uniqueKeys: false, merge: true }).toJS();
        const { document, diagnostics } = await read(printed);
        expect(diagnostics.map(({ message }) => message)).toEqual([]);
        expect(document?.value).toEqual(other);
        expectTree(document?.root, document?.value);
      }),
      { numRuns: 300 },
    );
  });
});

describe('aliases', () => {
  test('are written out, with their own place and the places of what they stand for', async () => {
    const text = 'a: &x {b: [1]}\nc: *x\n';
    const { document } = await read(text);
    expect(document?.value).toEqual({ a: { b: [1] }, c: { b: [1] } });
    expect(nodeAt(document?.root, '/c')).toMatchObject({ type: 'object', offset: 18, length: 2 });
    expect(nodeAt(document?.root, '/c/b/0')).toMatchObject({ offset: 11, length: 1 });
  });

  test('may be merged', async () => {
    const text = 'a: &x {b: 1, c: 2}\nd: &y {c: 3, e: 4}\nf:\n  c: 0\n  <<: [*x, *y]\n';
    const { document, diagnostics } = await read(text);
    expect(diagnostics).toEqual([]);
    expect(document?.value).toEqual(parse(text, { merge: true }));
    expect(document?.value).toMatchObject({ f: { b: 1, c: 0, e: 4 } });
    expect(nodeAt(document?.root, '/f/b')).toMatchObject({ offset: 10, length: 1 });
    expect(nodeAt(document?.root, '/f/c')).toMatchObject({ value: 0 });
  });

  test('cannot stand for more than can be checked', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${aliases}]`);
    }
    expect(await findings(lines.join('\n'))).toEqual([
      'syntax/size /a5 6:9-6:59 Its aliases stand for more than 250,000 values.',
    ]);
  });
});

describe('what JSON cannot say', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing', '# nothing\n', ['syntax/yaml  1:1-1:1 The text holds no value.']],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      ['syntax/yaml  2:1-2:4 A second document begins here: a descriptor is one.'],
    ],
    ['a tag', 'a: !secret x', ['syntax/yaml /a 1:12-1:13 JSON has no tags such as !secret.']],
    ['an alias of nothing', 'a: *x', ['syntax/yaml /a 1:4-1:6 There is no &x before *x.']],
    ['an alias of itself', 'a: &x\n  b: *x', ['syntax/yaml /a/b 2:6-2:8 *x stands inside of itself.']],
    [
      'a name that is a list',
      '? [a]\n: 1',
      ['syntax/yaml  1:3-1:6 In JSON, the name of a property is a text.'],
    ],
    ['infinity', 'a: .inf', ['syntax/yaml /a 1:4-1:8 JSON has no such number.']],
    [
      'a merge of a text',
      'a:\n  <<: b',
      ['syntax/yaml /a 2:3-2:5 Behind << there must be an object, or a list of objects.'],
    ],
    ['nesting without end', '['.repeat(10_000), ['syntax/depth  1:1-1:2 Nested more than 200 levels deep.']],
    [
      'lists of lists without end',
      '- '.repeat(10_000),
      ['syntax/depth  1:1-1:2 Nested more than 200 levels deep.'],
    ],
    [
      'indentation without end',
      Array.from({ length: 300 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
      ['syntax/depth  201:1-201:2 Nested more than 200 levels deep.'],
    ],
    [
      'too much',
      `a: ${'x'.repeat(256 * 1024)}`,
      ['syntax/size  1:1-1:1 In YAML, no more than 256 kB can be read.'],
    ],
  ])('%s', async (_, text, expected) => {
    expect(await findings(text)).toEqual(expected);
    expect((await read(text)).document).toBeUndefined();
  });

  test.each([
    ['a: 1\n b: 2\n', /^syntax\/yaml {2}1:4-1:5 This is not YAML: /],
    ['a:\n\tb: 1', /^syntax\/yaml {2}2:1-2:2 This is not YAML: /],
    ['a: "x', /^syntax\/yaml {2}1:6-1:7 This is not YAML: |^syntax\/yaml {2}1:6-1:6 This is not YAML: /],
  ])('%j, which is no YAML', async (text, expected) => {
    expect(await findings(text)).toEqual([expect.stringMatching(expected)]);
  });
});

test('a name that stands twice is reported, and the last one counts', async () => {
  const text = 'a: 1\nb: {c: 1, c: 2}\n"a": 3';
  expect((await read(text)).document?.value).toEqual({ a: 3, b: { c: 2 } });
  expect(await findings(text)).toEqual([
    'syntax/duplicate-key /b/c 2:11-2:12 The key "c" stands in this object already.',
    'syntax/duplicate-key /a 3:1-3:4 The key "a" stands in this object already.',
  ]);
});

test('YAML cannot be served', async () => {
  expect(await findings('key: a\nname: b', { isServed: true })).toEqual([
    'syntax/yaml-served  1:1-1:7 The add-on serves its descriptor in YAML: the products read JSON only.',
  ]);
});

describe('the manifest of a Forge app', () => {
  const app = 'app:\n  id: ari:cloud:ecosystem::app/1\n';

  test.each([
    [
      `${app}modules:\n  jira:issuePanel: []\n`,
      'This is the manifest of a Forge app, not a descriptor of Connect.',
    ],
    [
      `${app}connectModules:\n  jira:webPanels: []\n`,
      'This is the manifest of a Forge app, not a descriptor of Connect. Its connectModules are not checked.',
    ],
  ])('%j is told by its id and modules', async (text, message) => {
    expect(await findings(text)).toEqual([`syntax/forge-manifest /app 1:1-1:4 ${message}`]);
  });

  test('is nothing without either', async () => {
    expect(await findings(app)).toEqual([]);
    expect(await findings('app:\n  id: x\nmodules: {}\n')).toEqual([]);
  });
});

describe('placeholders', () => {
  test.each<[string, string, unknown, readonly string[]]>([
    ['as a value', 'a: {{x}}\nb: 1', { a: '{{x}}', b: 1 }, ['/a']],
    ['in a value', 'a: {{x}}/y\nb: "{{ x }}/y"', { a: '{{x}}/y', b: '{{ x }}/y' }, ['/a']],
    ['in a block', 'a: |\n  {{x}}\n  y\n', { a: '{{x}}\ny\n' }, []],
    [
      'with quotes and colons',
      'a: {{ printf "%s: %s" .x .y }}',
      { a: '{{ printf "%s: %s" .x .y }}' },
      ['/a'],
    ],
    [
      'of any language',
      '[${x:y: z}, <%= y %>, __Z__, {% url "a" %}]',
      ['${x:y: z}', '<%= y %>', '__Z__', '{% url "a" %}'],
      ['/0', '/1', '/2', '/3'],
    ],
    ['as a name', '{{x}}: 1', { '{{x}}': 1 }, []],
    ['in a flow collection', 'a: [{{x}}, {b: {{y}}}]', { a: ['{{x}}', { b: '{{y}}' }] }, ['/a/0', '/a/1/b']],
    ['beside each other', 'a: "{{x}}{{y}}"', { a: '{{x}}{{y}}' }, []],
    ['behind an alias', 'a: &x {{y}}\nb: *x', { a: '{{y}}', b: '{{y}}' }, ['/a', '/b']],
    ['in a comment', '# {{x}}\na: 1', { a: 1 }, []],
  ])('%s', async (_, text, value, unknown) => {
    const { document, diagnostics } = await read(text);
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
    expect(document?.value).toEqual(value);
    expect([...(document?.doubt.unknown ?? [])]).toEqual(unknown);
  });

  test('have their own place', async () => {
    const text = 'a: {{x}}/y\nb: "{{z}}"';
    const { document } = await read(text);
    const { offset = 0, length = 0 } = nodeAt(document?.root, '/a') ?? {};
    expect(text.slice(offset, offset + length)).toBe('{{x}}/y');
  });

  test('in blocks on lines of their own', async () => {
    const text = '{{- if .X }}\na: 1\n{{- else }}\na: 2\n{{- end }}\nb: {{/* no */}} 1\nc: 1\n';
    expect((await read(text)).document?.value).toMatchObject({ a: 1, c: 1 });
    expect((await read(text, { values: { X: 'false' } })).document?.value).toMatchObject({ a: 2, c: 1 });
  });

  test('with given values', async () => {
    const text = 'a: {{x}}\nb: "{{x}}"\nc: {{flag}}\nd: ${n:1}\ne: {{o}}\nf: {{u}}/y\n';
    const values = { x: 'a: "b"', flag: 'true', n: '2', o: '{p: [1]}', typo: '1' };
    const { document, unusedValues } = await read(text, { values });
    expect(document?.value).toEqual({
      a: { a: 'b' },
      b: 'a: "b"',
      c: true,
      d: 2,
      e: { p: [1] },
      f: '{{u}}/y',
    });
    expect([...(document?.doubt.unknown ?? [])]).toEqual(['/f']);
    expect(unusedValues).toEqual(['typo']);
    expect(nodeAt(document?.root, '/e/p/0')).toMatchObject({ offset: text.indexOf('{{o}}'), length: 5 });
  });
});

function nodeAt(root: SourceNode | undefined, pointer: string): SourceNode | undefined {
  let node = root;
  for (const segment of fromPointer(pointer)) {
    node =
      node?.type === 'array'
        ? node.children?.[Number(segment)]
        : node?.children?.findLast(({ children }) => children?.[0]?.value === segment)?.children?.[1];
  }
  return node;
}

/**
 * What begins like a placeholder in one text and ends like one in another, or in the braces around it, is one as far as
 * one can tell: `{ '${': 1 }`, and two keys `<%>` one after the other.
 */
function beginsPlaceholder(text: string): boolean {
  return /\{\{|\{%|\{#|<%|\$\{|__[A-Z]/.test(text);
}

/** The values of a tree are those of the document. */
function expectTree(node: SourceNode | undefined, value: unknown): void {
  if (node?.type === 'array' && Array.isArray(value)) {
    expect(node.children).toHaveLength(value.length);
    for (const [index, child] of (node.children ?? []).entries()) expectTree(child, value[index]);
  } else if (node?.type === 'object') {
    for (const { children: [key, child] = [] } of node.children ?? []) {
      expectTree(child, Object.getOwnPropertyDescriptor(value, String(key?.value))?.value);
    }
  } else {
    expect(node?.value).toEqual(value);
  }
}
