import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AdfDocument, adfToHtml, adfToText, isAdfDocument, textToAdf } from './adf.ts';

const doc = (...content: AdfDocument['content']): AdfDocument => ({ type: 'doc', version: 1, content });
const text = (value: string, ...marks: NonNullable<AdfDocument['content'][number]['marks']>) => ({
  type: 'text',
  text: value,
  ...(marks.length === 0 ? {} : { marks }),
});
const paragraph = (...content: AdfDocument['content']) => ({ type: 'paragraph', content });
const link = (href: unknown) => ({ type: 'link', attrs: { href } });

describe('adfToHtml', () => {
  it.each([
    ['nothing', null, ''],
    ['a paragraph', doc(paragraph(text('a'), { type: 'hardBreak' }, text('b'))), '<p>a<br>b</p>'],
    ['texts that look like markup', doc(paragraph(text(`<b>&"'`))), '<p>&lt;b&gt;&amp;&quot;&#39;</p>'],
    [
      'marks',
      doc(paragraph(text('a', { type: 'strong' }, { type: 'em' }))),
      '<p><em><strong>a</strong></em></p>',
    ],
    ['headings', doc({ type: 'heading', attrs: { level: 2 }, content: [text('a')] }), '<h2>a</h2>'],
    [
      'headings of no level',
      doc({ type: 'heading', attrs: { level: '"><' }, content: [text('a')] }),
      '<h3>a</h3>',
    ],
    ['a rule', doc({ type: 'rule' }), '<hr>'],
    [
      'lists',
      doc({ type: 'bulletList', content: [{ type: 'listItem', content: [paragraph(text('a'))] }] }),
      '<ul><li><p>a</p></li></ul>',
    ],
    ['unknown nodes', doc({ type: 'script', content: [text('<a>')] }), '&lt;a&gt;'],
    [
      'mentions',
      doc(paragraph({ type: 'mention', attrs: { id: '1', text: '@<Mia>' } })),
      '<p>@&lt;Mia&gt;</p>',
    ],
    [
      'names that every object has',
      doc({ type: 'constructor', content: [text('a', { type: 'toString' })] }),
      'a',
    ],
    [
      'links',
      doc(paragraph(text('a', link('https://x.example/?a=1&b="')))),
      '<p><a href="https://x.example/?a=1&amp;b=&quot;" rel="noopener noreferrer">a</a></p>',
    ],
  ])('shows %s', (_, document, html) => {
    expect(adfToHtml(document)).toBe(html);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'relative',
    7,
    null,
    undefined,
  ])('makes no link to %j', (href) => {
    expect(adfToHtml(doc(paragraph(text('a', link(href)))))).toBe('<p>a</p>');
  });

  it('lets no text and no attribute become markup', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (type, value, href) => {
        const html = adfToHtml(doc({ type, content: [text(value, { type }, link(`https://x/${href}`))] }));
        const inside = html.replace(/<\/?[a-z0-9]+(?: href="[^"<>]*" rel="noopener noreferrer")?>/g, '');
        expect(inside).not.toMatch(/[<>"']/);
      }),
    );
  });
});

describe('text and ADF', () => {
  it.each([
    ['a\nb\n\nc', 'a\nb\n\nc'],
    ['a\r\nb\r\n\r\nc\rd', 'a\nb\n\nc\nd'],
    ['\n\n a \n\n\n\nb\n\n', 'a \n\nb'],
    ['   ', ''],
  ])('%j comes back as %j', (given, expected) => {
    expect(adfToText(textToAdf(given))).toBe(expected);
  });

  it('come back as they were, paragraph by paragraph', () => {
    const line = fc.stringMatching(/^[^\s](?:[^\n\r]*[^\s])?$/);
    const blocks = fc.array(fc.array(line, { minLength: 1, maxLength: 3 }), { maxLength: 4 });
    fc.assert(
      fc.property(blocks, (paragraphs) => {
        const given = paragraphs.map((lines) => lines.join('\n')).join('\n\n');
        const document = textToAdf(given);
        expect(isAdfDocument(document)).toBe(true);
        expect(adfToText(document)).toBe(given);
      }),
    );
  });

  it('keeps apart what stands apart', () => {
    const list = {
      type: 'orderedList',
      content: ['a', 'b'].map((one) => ({ type: 'listItem', content: [paragraph(text(one))] })),
    };
    const quote = { type: 'blockquote', content: [paragraph(text('c')), paragraph(text('d'))] };
    expect(adfToText(doc(list, quote))).toBe('1. a\n2. b\n\nc\nd');
    expect(adfToText(null)).toBe('');
  });
});

describe('isAdfDocument', () => {
  it.each([
    null,
    'text',
    [],
    {},
    { type: 'doc', version: 2, content: [] },
    { type: 'doc', version: 1 },
    { type: 'doc', version: 1, content: [{}] },
    { type: 'doc', version: 1, content: [{ type: 'text', text: 1 }] },
    { type: 'doc', version: 1, content: [{ type: 'text', marks: [null] }] },
    { type: 'doc', version: 1, content: [{ type: 'text', marks: [{ type: 'link', attrs: 'x' }] }] },
    { type: 'doc', version: 1, content: [{ type: 'x', content: {} }] },
  ])('refuses %j', (value) => {
    expect(isAdfDocument(value)).toBe(false);
  });

  it('answers for any JSON, and what it accepts can be shown', () => {
    const node = fc.letrec((tie) => ({
      node: fc.record(
        {
          type: fc.constantFrom('paragraph', 'text', '__proto__', 'mention'),
          text: fc.jsonValue(),
          attrs: fc.jsonValue(),
          marks: fc.jsonValue(),
          content: fc.array(tie('node'), { maxLength: 2 }),
        },
        { requiredKeys: ['type'] },
      ),
    })).node;
    fc.assert(
      fc.property(fc.array(node), (content) => {
        const value: unknown = { type: 'doc', version: 1, content };
        if (!isAdfDocument(value)) return;
        expect(typeof adfToHtml(value)).toBe('string');
        expect(typeof adfToText(value)).toBe('string');
      }),
    );
  });
});
