// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of Spring look like this
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyJsonValue } from '../../../../test/support/json-texts.ts';
import type { SourceNode } from '../../source-node.ts';
import { readSource } from '../read-source.ts';
import type { ReadOptions } from '../reading.ts';

/** The value, and what is in doubt of it. Nothing is found. */
async function read(text: string, options?: ReadOptions) {
  const { document, diagnostics, unusedValues } = await readSource(text, options);
  expect(diagnostics.map(({ message }) => message)).toEqual([]);
  return {
    value: document?.value,
    unknown: [...(document?.doubt.unknown ?? [])],
    open: [...(document?.doubt.open ?? [])],
    unusedValues,
  };
}

describe('a placeholder outside of texts', () => {
  test.each<[string, string, unknown, readonly string[], readonly string[]]>([
    ['as a value', '{"a": {{x}}, "b": 1}', { a: '{{x}}', b: 1 }, ['/a'], []],
    ['as the last value', '{"a": {"b": {{{x}}}}}', { a: { b: '{{{x}}}' } }, ['/a/b'], []],
    [
      'of any language',
      '[${x}, <%= y %>, __Z__, {{.X}}]',
      ['${x}', '<%= y %>', '__Z__', '{{.X}}'],
      ['/0', '/1', '/2', '/3'],
      [''],
    ],
    ['within a number', '{"a": 1{{x}}.5}', { a: '1{{x}}.5' }, ['/a'], []],
    ['as a name', '{{{x}}: 1, "b": 2}', { '{{x}}': 1, b: 2 }, [], ['']],
    ['as part of a name', '{"a": {x-{{y}}: 1}}', { a: { 'x-{{y}}': 1 } }, [], ['/a']],
    ['as an entry', '["a", {{x}}]', ['a', '{{x}}'], ['/1'], ['']],
    ['as properties before others', '{ {{> x}} "a": 1 }', { a: 1 }, [], ['']],
    ['as properties behind others', '{ "a": 1 {{x}} }', { a: 1 }, [], ['']],
    ['as properties between others', '{ "a": 1, {{x}}, "b": 2 }', { a: 1, b: 2 }, [], ['']],
    ['as a comma', '["a" {{comma}} "b"]', ['a', '{{comma}}', 'b'], ['/1'], ['']],
    ['before the document', '{{header}}\n{"a": 1}', { a: 1 }, [], []],
    [
      'that is a statement as far as one can tell',
      '{"a": <% x %>, "b": 1}',
      { a: '<% x %>', b: 1 },
      ['/a'],
      [],
    ],
    ['as the whole document', '{{> descriptor}}', '{{> descriptor}}', [''], []],
  ])('%s', async (_, text, value, unknown, open) => {
    expect(await read(text)).toEqual({ value, unknown, open, unusedValues: [] });
  });

  test('has its own place', async () => {
    const text = '{"a": {{x}}, y-{{z}}: [1{{w}}]}';
    const { document } = await readSource(text);
    const written = leavesOf(document?.root).map(({ offset, length }) => text.slice(offset, offset + length));
    expect(written).toEqual(['"a"', '{{x}}', 'y-{{z}}', '1{{w}}']);
  });
});

describe('a placeholder in a text', () => {
  test.each<[string, string, unknown]>([
    ['with quotes', '{"a": "{{ index .Env "KEY" }}/x", "b": {{y}}}', '{{ index .Env "KEY" }}/x'],
    ['with a backslash', '{"a": "<%= x.replace(/\\./, \'\') %>", "b": {{y}}}', "<%= x.replace(/\\./, '') %>"],
    ['of several lines', '{"a": "<%=\n x %>", "b": {{y}}}', '<%=\n x %>'],
    ['that is a block', '{"a": "{{#if x}}1{{else}}2{{/if}}", "b": {{y}}}', '{{#if x}}1{{else}}2{{/if}}'],
  ])('%s', async (_, text, expected) => {
    expect((await read(text)).value).toEqual({ a: expected, b: '{{y}}' });
  });
});

describe('blocks', () => {
  test.each<[string, string, unknown]>([
    ['write the first of two branches', '{"a": {{#if x}}1{{else}}2{{/if}}}', { a: 1 }],
    ['are written unless they say otherwise', '[{{#x}}1{{/x}}{{^y}}, 2{{/y}}]', [1, 2]],
    ['of one condition agree with each other', '{{#x}}"a": 1{{/x}}', undefined],
    ['of a condition and its opposite exclude each other', '[{{#x}}1{{/x}}{{^x}}2{{/x}}]', [1]],
    ['in either order', '[{{#unless x}}1{{/unless}}{{#if x}}2{{/if}}]', [1]],
    ['of Go', '{{define "c"}}{ {{- if .X -}} "a": 1 {{else if .Y}} "a": 2 {{end}} }{{end}}', { a: 1 }],
    ['of EJS', '{ <% if (x) { %> "a": 1, <% } else { %> "a": 2, <% } %> "b": 1 }', { a: 1, b: 1 }],
    ['of ERB', '{ <% unless x %> "a": 1 <% end %><% if x %> "b": 1 <% end %> }', { a: 1 }],
    ['of Jinja', '{ {% if x %} "a": 1 {% elif y %} "a": 2 {% else %} "a": 3 {% endif %} }', { a: 1 }],
    ['within blocks', '[{{#if x}}{{#unless x}}1{{else}}2{{/unless}}{{/if}}]', [2]],
    ['that are not closed decide nothing', '[{{#if x}}1{{else}}, 2]', [1, 2]],
    ['that are comments', '{ "a": 1 {% comment %} "b {% endcomment %} }', { a: 1 }],
  ])('%s', async (_, text, expected) => {
    const { document } = await readSource(text);
    expect(document?.value).toEqual(expected);
  });

  test('leave it open how many commas there are', async () => {
    const text = `{
      {{#if x}} "a": 1, {{/if}}
      {{#if y}} "b": 1, {{/if}}
      "c": [ {{#each cs}} {"d": 1} {{#unless @last}},{{/unless}} {{/each}} ]
      {{#if z}} , "e": 1 {{/if}}
    }`;
    expect((await read(text)).value).toEqual({ a: 1, b: 1, c: [{ d: 1 }], e: 1 });
  });

  test('write the same name in several places', async () => {
    expect((await read('{ {{#a}}"x": 1,{{/a}} {{#b}}"x": 2{{/b}} }')).value).toEqual({ x: 2 });
  });

  test('do not excuse what is wrong elsewhere', async () => {
    const { diagnostics } = await readSource('{ {{#a}}"x": [1,],{{/a}} "y": {"z": 1, "z": 2} }');
    expect(diagnostics.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).toEqual([
      'syntax/trailing-comma /x',
      'syntax/duplicate-key /y/z',
    ]);
  });
});

describe('given values', () => {
  const values = { x: 'v', 'y.z': 'w', LOUD: 'l', flag: 'true', list: '1, {"a": 2}', empty: '' };

  test.each<[string, string, unknown]>([
    ['Mustache', '"{{x}}{{ x }}{{{x}}}"', 'vvv'],
    ['Go', '"{{.x}}{{- .y.z -}}"', 'vw'],
    ['Spring, with and without default', '"${x}${x:default}${y.z:-default}"', 'vvw'],
    ['EJS and ERB', '"<%= x %><%- x %><% x %>"', 'vvv'],
    ['environment variables', '"<%= ENV[\'LOUD\'] %><%= process.env.LOUD %>{{env "LOUD"}}"', 'lll'],
    ['underscores', '"__LOUD__"', 'l'],
    ['Django', '"{% x %}"', 'v'],
    ['a value without quotes', '{{flag}}', true],
    ['several entries', '[0, {{list}}, 3]', [0, 1, { a: 2 }, 3]],
    ['nothing', '[0 {{empty}}]', [0]],
    ['a branch', '{{#if flag}}1{{else}}2{{/if}}', 1],
    ['the other branch', '{{#if empty}}1{{else}}2{{/if}}', 2],
    ['a branch within a text', '"{{#if flag}}1{{else}}2{{/if}}{{^empty}}3{{/empty}}"', '13'],
    ['single quotes', "'{{x}}'", 'v'],
  ])('for %s', async (_, text, expected) => {
    const { document } = await readSource(`{"a": ${text}}`, { values });
    expect(document?.value).toEqual({ a: expected });
    expect(document?.doubt.unknown).toEqual(new Set());
  });

  test('for properties, and for names', async () => {
    const text = '{ "a": 1, {{more}}, {{name}}: 2 }';
    const { document, diagnostics } = await readSource(text, { values: { more: '"b": {}', name: '"c"' } });
    expect(document?.value).toEqual({ a: 1, b: {}, c: 2 });
    expect(document?.doubt.open).toEqual(new Set());
    expect(diagnostics).toEqual([]);
  });

  test('that no placeholder has the name of', async () => {
    const text = '{"a": "{{x}} ${issue.key}" {{#if y}}{{else}}, "b": "{{z}}"{{/if}}}';
    const given = { x: '1', y: '1', z: '1', 'issue.key': '1', X: '1' };
    expect((await readSource(text, { values: given })).unusedValues).toEqual(['z', 'issue.key', 'X']);
    expect((await readSource('{}', { values: given })).unusedValues).toEqual(Object.keys(given));
    expect((await readSource('', { values: given })).unusedValues).toEqual(Object.keys(given));
  });

  test('leave the default of a placeholder alone where none is given', async () => {
    const text = '{"a": "${key:com.example}", "b": {{x}}}';
    expect((await readSource(text, { values })).document?.value).toEqual({
      a: '${key:com.example}',
      b: '{{x}}',
    });
  });

  test('that make no JSON are said, where the placeholder stands', async () => {
    const text = '{"a": {{url}}, {{name}}: 1, {{more}} "b": 1}';
    const { document, diagnostics } = await readSource(text, {
      values: { url: 'https://a', name: 'n', more: 'm' },
    });
    expect(document?.value).toEqual({ a: '{{url}}', n: 1, b: 1 });
    expect(diagnostics.map(({ ruleId, message, range }) => [ruleId, range.start.column, message])).toEqual([
      ['syntax/placeholder', 7, 'With the value given for {{url}}, this is not JSON: https://a'],
      ['syntax/placeholder', 16, 'With the value given for {{name}}, this is not JSON: n'],
      ['syntax/placeholder', 29, 'With the value given for {{more}}, this is not JSON: m'],
    ]);
  });

  test('say what the text says when they are filled in by hand', async () => {
    const forms = fc.constantFrom(
      (name: string) => `{{${name}}}`,
      (name: string) => `{{ ${name} }}`,
      (name: string) => `{{.${name}}}`,
      (name: string) => `\${${name}}`,
      (name: string) => `\${${name}:"default"}`.replaceAll('"', ''),
      (name: string) => `<%= ${name} %>`,
      (name: string) => `__${name.toUpperCase()}__`,
    );
    const entry = fc.tuple(forms, anyJsonValue(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), async (entries) => {
        const names = entries.map((_, index) => `value${index}`);
        const values = Object.fromEntries(
          entries.flatMap(([, value], index) => {
            const written = isText(value) ? value : JSON.stringify(value);
            return [names[index] ?? '', (names[index] ?? '').toUpperCase()].map((name) => [name, written]);
          }),
        );
        const template = entries.map(([form], index) => form(names[index] ?? ''));
        const isQuoted = (index: number) => isText(entries[index]?.[1]);
        const text = `[0${template.map((tag, index) => (isQuoted(index) ? `, "a${tag}"` : `, ${tag}`)).join('')}]`;
        const { document } = await readSource(text, { values });
        const expected = entries.map(([, value]) => (isText(value) ? `a${value}` : value));
        expect(document?.value).toEqual([0, ...JSON.parse(JSON.stringify(expected))]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is served', () => {
  test('is final: a placeholder outside of texts is an error, said once', async () => {
    const { diagnostics } = await readSource('{"a": {{x}}, {{#if y}}"b": {{z}}{{/if}}}', { isServed: true });
    expect(diagnostics.map(({ severity, ruleId, message }) => [severity, ruleId, message])).toEqual([
      ['error', 'syntax/placeholder', '{{x}} was not filled in: what is served here is not JSON.'],
    ]);
  });
});

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function leavesOf(node: SourceNode | undefined): readonly SourceNode[] {
  if (node === undefined) return [];
  return node.children === undefined ? [node] : node.children.flatMap(leavesOf);
}
