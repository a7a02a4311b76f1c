import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown.ts';
import type { Palette } from './palette.ts';

const none = (text: string) => text;
const PLAIN: Palette = { bold: none, dim: none, success: none, warning: none, danger: none, accent: none };
const MARKED: Palette = { ...PLAIN, bold: (text) => `<b>${text}</b>`, accent: (text) => `<c>${text}</c>` };

describe('renderMarkdown', () => {
  it('joins the lines of a paragraph and breaks them at the width', () => {
    expect(renderMarkdown('one two\nthree four five\n', 10, PLAIN)).toBe('one two\nthree four\nfive\n');
  });

  it('indents what follows in an entry of a list', () => {
    expect(renderMarkdown('- one two three\n- four\n', 9, PLAIN)).toBe('- one two\n  three\n- four\n');
  });

  it('keeps code as it is, without its fence', () => {
    expect(renderMarkdown('See:\n\n```json\n{ "a":\n  1 }\n```\n', 8, PLAIN)).toBe(
      'See:\n\n    { "a":\n      1 }\n',
    );
  });

  it('styles headings, code and strong words, each line for itself', () => {
    expect(renderMarkdown('# A `b`\n\n**so** be `it all`\n', 9, MARKED)).toBe(
      '<b>A b</b>\n\n<b>so</b> be <c>it</c>\n<c>all</c>\n',
    );
  });

  it('shows where links lead, except to other pages of the documentation', () => {
    const text = '[here](https://example.org/x), [there](../there.md)';
    expect(renderMarkdown(text, 80, PLAIN)).toBe('here (https://example.org/x), there\n');
  });

  it('aligns tables', () => {
    const table = '| a | `b` |\n| --- | --- |\n| long one | x \\| y |\n';
    expect(renderMarkdown(table, 10, PLAIN)).toBe('a         b\nlong one  x | y\n');
  });

  it('lets a word that is wider than the line stand alone', () => {
    expect(renderMarkdown('a https://example.org/a/long/path b', 10, PLAIN)).toBe(
      'a\nhttps://example.org/a/long/path\nb\n',
    );
  });
});
