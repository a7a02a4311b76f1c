import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, jsonForScript, trustedHtml } from './html.ts';

describe('html', () => {
  test('escapes what is interpolated', () => {
    const value = `<b onload="x('y')">&`;
    expect(String(html`<i title="${value}">${value}</i>`)).toBe(
      '<i title="&lt;b onload=&quot;x(&#39;y&#39;)&quot;&gt;&amp;">&lt;b onload=&quot;x(&#39;y&#39;)&quot;&gt;&amp;</i>',
    );
  });

  test('keeps markup that it made itself, joins lists and leaves out what is absent', () => {
    const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
    expect(String(html`<ul>${items}${false}${undefined}${0}${trustedHtml('<hr>')}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;</li>0<hr></ul>',
    );
  });

  test('lets no text open or close an element or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = String(html`${text}`);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(readEscapes(escaped)).toBe(text);
      }),
    );
  });
});

describe('jsonForScript', () => {
  test('holds nothing that a script element could end with, and stays the same data', () => {
    const unit = fc.constantFrom(
      '<',
      '/',
      'script',
      '>',
      '!--',
      '-->',
      ']]>',
      '\u2028',
      '\u2029',
      '"',
      '\\',
      'ä',
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const json = String(jsonForScript({ text }));
        expect(json).not.toMatch(/[<>\u2028\u2029]/);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

function readEscapes(text: string): string {
  const characters = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return Object.entries(characters).reduce(
    (result, [name, character]) => result.replaceAll(`&${name};`, character),
    text,
  );
}
