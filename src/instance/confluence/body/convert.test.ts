import { describe, expect, it } from 'vitest';
import { Fault } from '../fault.ts';
import { fromStorage, toStorage } from './convert.ts';
import { parseStorage, searchableText, writeStorage } from './storage-tree.ts';
import type { ViewContext } from './view.ts';

const context: ViewContext = {
  pageAddress: (title) => (title === 'Known' ? '/wiki/spaces/DS/pages/1' : undefined),
  attachmentAddress: (name) => (name === 'a.png' ? '/wiki/download/attachments/1/a.png' : undefined),
  displayName: (account) => (account === '1' ? 'Mia' : undefined),
};
const view = (storage: string) => fromStorage(storage, 'view', context);
const adf = (storage: string): unknown => JSON.parse(fromStorage(storage, 'atlas_doc_format', context));

describe('the storage format', () => {
  it('is read and written again', () => {
    const body =
      '<p>a &amp; &lt;b&gt;</p><ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[x < y]]></ac:plain-text-body></ac:structured-macro><br />';
    expect(writeStorage(parseStorage(body))).toBe(body);
  });

  it('knows the names of characters', () => {
    expect(searchableText(parseStorage('<p>a&nbsp;&uuml;&euro;&Omega;</p><p>b</p>')).trim()).toBe('a ü€Ω b');
  });

  it.each(['<p>a', '<p>a</b></p>', 'a < b', '<p a=1>x</p>', '&unknown;'])('is not %s', (body) => {
    expect(() => toStorage(body, 'storage')).toThrow(
      /^Error parsing xhtml: [\s\S]* \[row,col \{unknown-source\}\]: \[1,\d+\]$/,
    );
  });

  it('is not nested without end', () => {
    expect(() => toStorage('<p>'.repeat(10_000) + '</p>'.repeat(10_000), 'storage')).toThrow(
      /nested too deeply/,
    );
  });
});

describe('a view', () => {
  it('shows text, links, images, people and macros', () => {
    expect(view('<p><strong>a</strong> <ac:link><ri:page ri:content-title="Known" /></ac:link></p>')).toBe(
      '<p><strong>a</strong> <a href="/wiki/spaces/DS/pages/1">Known</a></p>',
    );
    expect(view('<ac:link><ri:page ri:content-title="None" /></ac:link>')).toBe(
      '<span class="unresolved">None</span>',
    );
    expect(view('<ac:image><ri:attachment ri:filename="a.png" /></ac:image>')).toContain(
      'src="/wiki/download/attachments/1/a.png"',
    );
    expect(view('<ac:link><ri:user ri:account-id="1" /></ac:link>')).toContain('>Mia</a>');
    expect(view('<ac:structured-macro ac:name="mine" />')).toContain("Unknown macro: 'mine'");
  });

  it.each([
    '<p onclick="x()">a</p>',
    '<script>x()</script>',
    '<a href="javascript:x()">a</a>',
    '<img src="javascript:x()" />',
    '<iframe src="https://x.example" />',
    '<svg><script>x()</script></svg>',
    '<p style="background: url(javascript:x())">a</p>',
  ])('shows nothing that runs: %s', (body) => {
    expect(view(body)).not.toMatch(/javascript|script|onclick|iframe|svg/);
  });
});

describe('the Atlassian Document Format', () => {
  it('comes from the storage format', () => {
    expect(adf('<h2>T</h2><p>a <em>b</em></p><ul><li>c</li></ul>')).toEqual({
      type: 'doc',
      version: 1,
      content: [
        { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'T' }] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'a ' },
            { type: 'text', text: 'b', marks: [{ type: 'em' }] },
          ],
        },
        {
          type: 'bulletList',
          content: [
            { type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'c' }] }] },
          ],
        },
      ],
    });
  });

  it.each([
    '<h1>T</h1><p>a <strong><em>b</em></strong><br />c</p><hr />',
    '<ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>',
    '<table><tbody><tr><th><p>a</p></th><td colspan="2"><p>b</p></td></tr></tbody></table>',
    '<blockquote><p>a</p></blockquote>',
    '<p><a href="https://x.example/?a=1&amp;b=2">x</a> <sub>1</sub></p>',
    '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>',
    '<ac:structured-macro ac:name="info" ac:schema-version="1"><ac:rich-text-body><p>a</p></ac:rich-text-body></ac:structured-macro>',
    '<ac:structured-macro ac:name="mine" ac:schema-version="1"><ac:parameter ac:name="k">v</ac:parameter></ac:structured-macro>',
    '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>a</ac:task-body></ac:task></ac:task-list>',
    '<p><ac:link><ri:user ri:account-id="1" /></ac:link></p>',
  ])('goes back to what it came from: %s', (storage) => {
    expect(toStorage(fromStorage(storage, 'atlas_doc_format', context), 'atlas_doc_format')).toBe(storage);
  });

  it.each([
    ['no JSON', 'invalid', '{'],
    ['no document', 'invalid', '{"type":"paragraph"}'],
    ['a node that is not converted', 'not-emulated', '{"type":"doc","content":[{"type":"layoutSection"}]}'],
  ])('is refused as %s', (_, kind, text) => {
    expect(faultOf(() => toStorage(text, 'atlas_doc_format'))).toMatchObject({ kind });
  });

  it('names the element that it has no form for', () => {
    expect(faultOf(() => adf('<p><ac:link><ri:page ri:content-title="x" /></ac:link></p>'))).toMatchObject({
      kind: 'not-emulated',
      message: expect.stringContaining('ac:link'),
    });
  });
});

describe('wiki markup', () => {
  it.each([
    ['h2. Title', '<h2>Title</h2>'],
    ['a *b* _c_ {{d}}\ne', '<p>a <strong>b</strong> <em>c</em> <code>d</code><br />e</p>'],
    ['* a\n** b\n* c', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>'],
    ['# a\n# b', '<ol><li>a</li><li>b</li></ol>'],
    [
      '||a||b||\n|c|d|',
      '<table><tbody><tr><th><p>a</p></th><th><p>b</p></th></tr><tr><td><p>c</p></td><td><p>d</p></td></tr></tbody></table>',
    ],
    ['[x|https://x.example]', '<p><a href="https://x.example">x</a></p>'],
    ['a <b> 3*4*5', '<p>a &lt;b&gt; 3*4*5</p>'],
    ['----', '<hr />'],
    [
      '{code:js}\na < b\n{code}',
      '<ac:structured-macro ac:name="code" ac:schema-version="1"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>',
    ],
    [
      '{info}x{info}\n\ny',
      '<ac:structured-macro ac:name="info" ac:schema-version="1"><ac:rich-text-body><p>x</p></ac:rich-text-body></ac:structured-macro><p>y</p>',
    ],
  ])('%j becomes the storage format', (wiki, storage) => {
    expect(toStorage(wiki, 'wiki')).toBe(storage);
    expect(() => parseStorage(storage)).not.toThrow();
  });

  it('names a macro that it does not convert', () => {
    expect(() => toStorage('{jira:X-1}', 'wiki')).toThrow('the macro {jira}');
  });
});

function faultOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}
