import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soak } from '../../../../test/support/soak.ts';
import { type AdfDocument, type AdfNode, isAdfDocument } from '../adf.ts';
import { adfToWiki } from './adf-to-wiki.ts';
import { wikiToAdf } from './wiki-to-adf.ts';

const doc = (...content: readonly AdfNode[]): AdfDocument => ({ type: 'doc', version: 1, content });
const text = (value: string, ...types: readonly string[]): AdfNode =>
  types.length === 0
    ? { type: 'text', text: value }
    : { type: 'text', text: value, marks: types.map((type) => ({ type })) };
const marked = (value: string, type: string, attrs: Record<string, string>): AdfNode => ({
  type: 'text',
  text: value,
  marks: [{ type, attrs }],
});
const p = (...content: readonly AdfNode[]): AdfNode => ({ type: 'paragraph', content });
const list = (type: string, ...items: readonly (readonly AdfNode[])[]): AdfNode => ({
  type,
  ...(type === 'orderedList' ? { attrs: { order: 1 } } : {}),
  content: items.map((content) => ({ type: 'listItem', content })),
});
const heading = (level: number, ...content: readonly AdfNode[]): AdfNode => ({
  type: 'heading',
  attrs: { level },
  content,
});
const br: AdfNode = { type: 'hardBreak' };
const code = (value: string, language?: string): AdfNode => ({
  type: 'codeBlock',
  ...(language === undefined ? {} : { attrs: { language } }),
  content: [text(value)],
});
const table = (...rows: readonly (readonly AdfNode[])[]): AdfNode => ({
  type: 'table',
  attrs: { isNumberColumnEnabled: false, layout: 'default' },
  content: rows.map((content) => ({ type: 'tableRow', content })),
});
const cell = (type: string, ...content: readonly AdfNode[]): AdfNode => ({ type, content });
const image = (attrs: Record<string, unknown>, single: Record<string, unknown> = {}): AdfNode => ({
  type: 'mediaSingle',
  attrs: { layout: 'center', ...single },
  content: [{ type: 'media', attrs }],
});
const file = (id: string) => ({ id, type: 'file', collection: '' });
const emoji = (id: string, shortName: string, value: string): AdfNode => ({
  type: 'emoji',
  attrs: { shortName, id, text: value },
});

/** `[markup, document, what is written for it where that is something else]` */
const CASES: readonly (readonly [string, readonly AdfNode[], string?])[] = [
  ['one\ntwo\n\nthree', [p(text('one'), br, text('two')), p(text('three'))]],
  ['one\r\ntwo', [p(text('one'), br, text('two'))], 'one\ntwo'],
  ['one\n\n\n \ntwo', [p(text('one')), p(text('two'))], 'one\n\ntwo'],
  [
    'h1. One\nh6. *Six*',
    [heading(1, text('One')), heading(6, text('Six', 'strong'))],
    'h1. One\n\nh6. *Six*',
  ],
  [
    '*strong* _em_ +ins+ -del-',
    [
      p(
        text('strong', 'strong'),
        text(' '),
        text('em', 'em'),
        text(' '),
        text('ins', 'underline'),
        text(' '),
        text('del', 'strike'),
      ),
    ],
  ],
  [
    '~sub~ ^sup^',
    [p(marked('sub', 'subsup', { type: 'sub' }), text(' '), marked('sup', 'subsup', { type: 'sup' }))],
  ],
  ['{{*mono*}} ??cite??', [p(text('*mono*', 'code'), text(' '), text('— cite', 'em'))]],
  ['a{*}b{*}c', [p(text('a'), text('b', 'strong'), text('c'))], 'a*b*c'],
  ['*a _b_*', [p(text('a ', 'strong'), text('b', 'em', 'strong'))], '*a* *_b_*'],
  ['*a * b* 3*4*5 snake_case_name **', [p(text('*a * b* 3*4*5 snake_case_name **'))]],
  ['*a _b* c_', [p(text('a _b', 'strong'), text(' c_'))]],
  ['*a\nb*', [p(text('*a'), br, text('b*'))]],
  ['a -- b --- c ---- d--e', [p(text('a – b — c ---- d--e'))], 'a – b — c ---- d--e'],
  ['\\*no\\* \\{code} C:\\x', [p(text('*no* {code} C:\\x'))], '*no* \\{code} C:\\x'],
  ['a\\\\b \\\\server\\share', [p(text('a'), br, text('b \\\\server\\share'))], 'a\nb \\\\server\\share'],
  ['----', [{ type: 'rule' }]],
  ['bq. said', [{ type: 'blockquote', content: [p(text('said'))] }], '{quote}said{quote}'],
  ['{quote}a\n\nb{quote}', [{ type: 'blockquote', content: [p(text('a')), p(text('b'))] }]],
  [
    '{quote}h2. a{quote}',
    [{ type: 'blockquote', content: [p(text('a', 'em', 'strong'))] }],
    '{quote}*_a_*{quote}',
  ],
  [
    '{code:python}\nx = *1*\n\ny\n{code}',
    [code('x = *1*\n\ny', 'python')],
    '{code:python}x = *1*\n\ny{code}',
  ],
  [
    '{code:title=A.java|borderStyle=solid}x{code}',
    [p(text('A.java', 'strong')), code('x', 'java')],
    '*A.java*\n\n{code:java}x{code}',
  ],
  [
    'a {noformat}{code}{noformat} b',
    [p(text('a ')), code('{code}'), p(text(' b'))],
    'a \n\n{noformat}{code}{noformat}\n\n b',
  ],
  [
    '{panel:bgColor=#ffebe6}\na\n{panel}',
    [{ type: 'panel', attrs: { panelType: 'error' }, content: [p(text('a'))] }],
  ],
  [
    '{panel:title=T|bgColor=red}a{panel}',
    [{ type: 'panel', attrs: { panelType: 'error' }, content: [p(text('T', 'strong')), p(text('a'))] }],
    '{panel:bgColor=#ffebe6}\n*T*\n\na\n{panel}',
  ],
  [
    '{color:red}a{color} b',
    [p(marked('a', 'textColor', { color: '#ff0000' }), text(' b'))],
    '{color:#ff0000}a{color} b',
  ],
  [
    '* a\n*# b\n*# c\n* d',
    [list('bulletList', [p(text('a')), list('orderedList', [p(text('b'))], [p(text('c'))])], [p(text('d'))])],
  ],
  [
    '- a\n- b\nmore',
    [list('bulletList', [p(text('a'))], [p(text('b'), br, text('more'))])],
    '* a\n* b\nmore',
  ],
  ['# a\n* b', [list('orderedList', [p(text('a'))]), list('bulletList', [p(text('b'))])], '# a\n\n* b'],
  ['*** deep', [list('bulletList', [list('bulletList', [list('bulletList', [p(text('deep'))])])])]],
  [
    '* a {code}x\n* y{code}',
    [list('bulletList', [p(text('a ')), code('x\n* y', 'java')])],
    '* a \n{code:java}x\n* y{code}',
  ],
  [
    '||*h*||i||\n|a|[b|https://c.d]|',
    [
      table(
        [cell('tableHeader', p(text('h', 'strong'))), cell('tableHeader', p(text('i', 'strong')))],
        [cell('tableCell', p(text('a'))), cell('tableCell', p(marked('b', 'link', { href: 'https://c.d' })))],
      ),
    ],
    '||*h*||*i*||\n|a|[b|https://c.d]|',
  ],
  [
    '|* a\n* b|{code}x|y{code}|',
    [
      table([
        cell('tableCell', list('bulletList', [p(text('a'))], [p(text('b'))])),
        cell('tableCell', code('x|y', 'java')),
      ]),
    ],
    '|* a\n* b|{code:java}x|y{code}|',
  ],
  [
    '[a *b*|https://c.d/e]',
    [
      p(marked('a ', 'link', { href: 'https://c.d/e' }), {
        type: 'text',
        text: 'b',
        marks: [{ type: 'link', attrs: { href: 'https://c.d/e' } }, { type: 'strong' }],
      }),
    ],
    '[a |https://c.d/e][*b*|https://c.d/e]',
  ],
  [
    '[https://a.b] [#top] [GOLD-1]',
    [
      p(
        marked('https://a.b', 'link', { href: 'https://a.b' }),
        text(' '),
        marked('#top', 'link', { href: '#top' }),
        text(' [GOLD-1]'),
      ),
    ],
    '[https://a.b|https://a.b] [#top|#top] [GOLD-1]',
  ],
  [
    'see https://a.b/c_d_e?f.',
    [p(text('see '), marked('https://a.b/c_d_e?f', 'link', { href: 'https://a.b/c_d_e?f' }), text('.'))],
    'see [https://a.b/c_d_e?f|https://a.b/c_d_e?f].',
  ],
  ['[x|javascript:alert(1)]', [p(text('[x|javascript:alert(1)]'))]],
  ['[https://a.b|https://a.b|smart-link]', [p({ type: 'inlineCard', attrs: { url: 'https://a.b' } })]],
  [
    '[~accountid:5b:1] [~]',
    [p({ type: 'mention', attrs: { id: '5b:1' } }, text(' [~]'))],
    '[~accountid:5b:1] \\[~]',
  ],
  ['[^a b.txt]', [{ type: 'mediaGroup', content: [{ type: 'media', attrs: file('a b.txt') }] }]],
  ['!a.png|width=50,height=20!', [image({ ...file('a.png'), width: 50, height: 20 })]],
  [
    '!a.png|thumbnail!',
    [image({ ...file('a.png'), width: 200, height: 183 })],
    '!a.png|width=200,height=183!',
  ],
  ['!https://a.b/c.png|width=50%!', [image({ type: 'external', url: 'https://a.b/c.png' }, { width: 50 })]],
  [
    'wow! great! (!) a :D',
    [
      p(
        text('wow! great! '),
        emoji('atlassian-warning', ':warning:', ':warning:'),
        text(' a '),
        emoji('1f603', ':smiley:', '😃'),
      ),
    ],
    'wow! great! (!) a 😃',
  ],
  ['{anchor:x}a {expand}', [p(text('a {expand}'))], 'a {expand}'],
  [
    '{adf:display=block}\n{"type":"layoutSection","content":[]}\n{adf}',
    [{ type: 'layoutSection', content: [] }],
  ],
  [
    '{adf:display=block}{"type":"listItem"}{adf}',
    [code('Invalid ADF Macro: {"type":"listItem"}')],
    '{noformat}Invalid ADF Macro: {"type":"listItem"}{noformat}',
  ],
  ['', []],
];

const BOTH_WAYS = CASES.map(([markup, content, written = markup]) => ({ markup, content, written }));

describe('wiki markup', () => {
  it.each(BOTH_WAYS)('$markup becomes a document', ({ markup, content }) => {
    expect(wikiToAdf(markup)).toEqual(doc(...content));
  });

  it.each(BOTH_WAYS)('$markup is written from its document', ({ content, written }) => {
    expect(adfToWiki(doc(...content))).toBe(written);
  });

  it.each<readonly [string, AdfNode]>([
    [
      '* one\n* -two-',
      {
        type: 'taskList',
        content: [
          { type: 'taskItem', attrs: { state: 'TODO' }, content: [text('one')] },
          { type: 'taskItem', attrs: { state: 'DONE' }, content: [text('two')] },
        ],
      },
    ],
    [
      '* <> so be it',
      { type: 'decisionList', content: [{ type: 'decisionItem', content: [text('so be it')] }] },
    ],
    ['*More*\n\ninside', { type: 'expand', attrs: { title: 'More' }, content: [p(text('inside'))] }],
    ['{{2026-11-29}}', p({ type: 'date', attrs: { timestamp: '1795910400000' } })],
    ['{color:#36B37E}*[ DONE ]*{color}', p({ type: 'status', attrs: { text: 'Done', color: 'green' } })],
    [
      '[DEMO-1]',
      p({ type: 'inlineCard', attrs: { url: 'https://x.atlassian.net/browse/DEMO-1#icft=DEMO-1' } }),
    ],
    [
      '{adf:display=block}\n{"type":"table","content":[{"type":"tableRow","content":[{"type":"tableCell","attrs":{"colspan":2}}]}]}\n{adf}',
      {
        type: 'table',
        content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 2 } }] }],
      },
    ],
    ['{noformat}x{noformat}', code('x', 'rust')],
    ['\\{panel} \\!a.png\\! \\[~x]', p(text('{panel} !a.png! [~x]'))],
    [' *a* b', p(text(' a ', 'strong'), text('b'))],
  ])('%j is written for what only documents have', (written, node) => {
    expect(adfToWiki(doc(node))).toBe(written);
  });

  it('makes a sound document of any text, in proportion to it', () => {
    const token = fc.constantFrom(
      ...'* # - _ + ^ ~ ?? {{ }} {*} ! | || [ ] [~ [^ (x) :) \\ \\\\ http:// mailto: h1. bq. ---- {code} {code:java} {noformat} {quote} {Quote} {panel:title=a} {panel} {color:red} {color} {adf} {anchor:a}'.split(
        ' ',
      ),
      ...['\n', '\n\n', ' ', '\r\n', '* ', '## ', 'a', '\u00a0', 'é', '\ud83d'],
    );
    const markup = fc.array(fc.oneof(token, fc.string({ maxLength: 3 })), { maxLength: 60 });
    fc.assert(
      fc.property(markup, (parts) => {
        const given = parts.join('');
        const document = wikiToAdf(given);
        expect(isAdfDocument(document)).toBe(true);
        expect(JSON.stringify(document).length).toBeLessThan(1000 + 400 * given.length);
        expect(emptyTexts(document.content)).toBe(0);
        expect(typeof adfToWiki(document)).toBe('string');
      }),
      { numRuns: soak(100, 500) },
    );
  });

  it.each([
    '*a ',
    '[',
    '!a ',
    '{{',
    '{code:a}',
    '{quote}',
    '{quote}{panel}',
    '{color:red}',
    '\\\\a',
    '||',
    '|!a',
    '??a?? ',
    '* ',
    '*# ',
    '????',
    'mailto:?',
    'http://a*',
    '{adf}[',
    '-',
    '(*',
    '[^',
    '_*+^~',
    '\n|',
    '*a _b* c_',
  ])('does not drown in %j', (part) => {
    // Where work grows with the square of the length this does not end within the time that a test has.
    const document = wikiToAdf(part.repeat(20_000));
    expect(isAdfDocument(document)).toBe(true);
    expect(adfToWiki(document).length).toBeGreaterThanOrEqual(0);
  });

  it('has no longest text', () => {
    expect(wikiToAdf('{anchor:a}*a* '.repeat(70_000)).content).toHaveLength(1);
  });

  it('reads what it has written', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const marks = fc.subarray(['em', 'strong', 'strike', 'underline'], { maxLength: 2 });
    const run = fc.tuple(word, marks).map(([value, types]) => text(value, ...types));
    const line = fc
      .array(run, { minLength: 1, maxLength: 4 })
      .map((runs) => runs.flatMap((one, at) => (at === 0 ? [one] : [text(' '), one])));
    const joined = line.map((nodes) => mergePlain(nodes));
    const para = joined.map((nodes) => p(...nodes));
    const items = fc.array(
      para.map((one) => [one]),
      { minLength: 1, maxLength: 3 },
    );
    const nested = fc
      .tuple(items, items)
      .map(
        ([outer, inner]): AdfNode =>
          list(
            'orderedList',
            ...outer.map((one, at) => (at === 0 ? [...one, list('bulletList', ...inner)] : one)),
          ),
      );
    const cells = fc.array(
      para.map((one) => cell('tableCell', one)),
      { minLength: 1, maxLength: 3 },
    );
    const block = fc.oneof(
      para,
      fc.tuple(fc.integer({ min: 1, max: 6 }), joined).map(([level, nodes]) => heading(level, ...nodes)),
      nested,
      word.map((value) => code(value, 'java')),
      fc
        .array(para, { minLength: 1, maxLength: 2 })
        .map((content): AdfNode => ({ type: 'blockquote', content })),
      fc
        .array(para, { minLength: 1, maxLength: 2 })
        .map((content): AdfNode => ({ type: 'panel', attrs: { panelType: 'warning' }, content })),
      fc.array(cells, { minLength: 1, maxLength: 3 }).map((rows) => table(...rows)),
      fc.constant<AdfNode>({ type: 'rule' }),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (content) => {
        expect(wikiToAdf(adfToWiki(doc(...content)))).toEqual(doc(...content));
      }),
    );
  });
});

function emptyTexts(nodes: readonly AdfNode[]): number {
  return nodes.reduce(
    (sum, { type, text: value, content = [] }) =>
      sum + (type === 'text' && !value ? 1 : 0) + emptyTexts(content),
    0,
  );
}

/** Texts without marks that stand together are one. */
function mergePlain(nodes: readonly AdfNode[]): readonly AdfNode[] {
  const merged: AdfNode[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (last !== undefined && last.marks === undefined && node.marks === undefined)
      merged[merged.length - 1] = text(`${last.text ?? ''}${node.text ?? ''}`);
    else merged.push(node);
  }
  return merged;
}
