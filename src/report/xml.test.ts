import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { renderXml } from './xml.ts';

/** Reads a document with an independent, strict parser: the attribute and the text of its root. */
function parse(xml: string): { attribute: unknown; text: string } {
  const parser = new SaxesParser({ fragment: false });
  let attribute: unknown;
  let text = '';
  let isInside = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => {
    attribute = tag.attributes['value'];
    isInside = true;
  });
  parser.on('closetag', () => {
    isInside = false;
  });
  parser.on('text', (part) => {
    if (isInside) text += part;
  });
  parser.write(xml).close();
  return { attribute, text };
}

/** XML 1.0, section 2.2: what a document may hold. */
function allowed(text: string): string {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const isAllowed =
      [9, 10, 13].includes(code) ||
      (code >= 0x20 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd) ||
      code >= 0x10000;
    return isAllowed ? character : '\ufffd';
  }).join('');
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(fc.constantFrom(...'<>&"\'\t\r\n\0\u000b\u001b\u0085\ufffe\ud800\udc00]]>', ']]>', '&amp;'))
    .map((all) => all.join('')),
);

test('whatever is written, a parser reads back, but for what XML cannot hold', () => {
  fc.assert(
    fc.property(anyText, anyText, (value, content) => {
      const read = parse(renderXml({ name: 'a', attributes: { value }, content }));
      expect(read.attribute).toBe(allowed(value));
      expect(read.text).toBe(allowed(content));
    }),
    { numRuns: 500 },
  );
});

test('nests elements', () => {
  const content = [
    { name: 'b', attributes: { n: 1 } },
    { name: 'c', content: 'text' },
    { name: 'd', content: [] },
  ];
  expect(renderXml({ name: 'a', content })).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a>\n  <b n="1"/>\n  <c>text</c>\n  <d/>\n</a>\n',
  );
});
