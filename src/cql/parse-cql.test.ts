import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CqlError, CqlSyntaxError } from './cql-error.ts';
import { parseCql } from './parse-cql.ts';

describe('parseCql', () => {
  it('reads clauses by how tight they bind', () => {
    const clause = (name: string, offset: number) =>
      expect.objectContaining({ kind: 'clause', field: { name, property: undefined, offset } });
    expect(parseCql('a = 1 or not b = 2 and (c = 3 or d = 4)').where).toEqual({
      kind: 'or',
      parts: [
        clause('a', 0),
        {
          kind: 'and',
          parts: [
            { kind: 'not', inner: clause('b', 13) },
            { kind: 'or', parts: [clause('c', 24), clause('d', 33)] },
          ],
        },
      ],
    });
  });

  it('reads values, functions, properties and order with their places', () => {
    expect(
      parseCql(`content.property[my-key].a.b NOT IN ("x y", now('-1d')) order by created desc, title`),
    ).toEqual({
      where: {
        kind: 'clause',
        field: { name: 'content.property', property: { key: 'my-key', path: 'a.b' }, offset: 0 },
        operator: 'not in',
        values: [
          { kind: 'text', text: 'x y', offset: 37 },
          { kind: 'function', name: 'now', args: ['-1d'], offset: 44 },
        ],
      },
      orderBy: [
        { field: { name: 'created', property: undefined, offset: 65 }, isDescending: true },
        { field: { name: 'title', property: undefined, offset: 79 }, isDescending: false },
      ],
    });
  });

  it.each(['', '  \n', 'order by created'])('takes everything: %j', (text) => {
    expect(parseCql(text).where).toBeUndefined();
  });

  it.each([
    `title ~ 'it\\'s "so"'`,
    'space.key=DS and type in (page, blogpost)',
    'creator = currentUser() and created > startOfWeek("-1w")',
    'not (not (a = 1)) order by title asc',
    'space in favouriteSpaces()',
    'type = "ac:my-addon:note" AND 項目 = 値',
    'id=65601',
  ])('reads %s', (text) => {
    expect(() => parseCql(text)).not.toThrow();
  });

  it.each([
    ['type = "page', 7, 'a quote is not closed'],
    ['type ! page', 5, "there is '!' without '=' or '~'"],
    ['(type = page', 12, "expecting ')', but the query ends"],
    ['type = page)', 11, "expecting AND, OR or ORDER BY, but there is ')'"],
    ['type =', 6, 'expecting a value, but the query ends'],
    ['type == page', 6, "expecting a value, but there is '='"],
    ['type', 4, "expecting an operator after 'type', but the query ends"],
    ['type = page and', 15, 'expecting a field, but the query ends'],
    ['type in page', 12, "expecting '(' before the list, but the query ends"],
    ['type in (page,)', 14, "expecting a value, but there is ')'"],
    ['type in ()', 9, "expecting a value, but there is ')'"],
    ['type not page', 9, "expecting IN, but there is 'page'"],
    ['type = a b', 9, "expecting AND, OR or ORDER BY, but there is 'b'"],
    ['type = a order title', 15, "expecting BY, but there is 'title'"],
    ['type = a order by b desc and', 25, "expecting the end, but there is 'and'"],
    ['content.property[ = 5', 18, "expecting the key of a property, but there is '='"],
    ['content.property[a = 5', 19, "expecting ']', but there is '='"],
  ])('says where %s stops being CQL', (text, offset, message) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(CqlSyntaxError);
    expect(error).toMatchObject({ offset, message });
  });

  it('refuses what would exhaust the stack', () => {
    for (const text of ['not '.repeat(10_000), '('.repeat(10_000)]) {
      expect(errorOf(text)).toBeInstanceOf(CqlError);
      expect(errorOf(text)).not.toBeInstanceOf(CqlSyntaxError);
    }
  });

  it('never fails in another way, and points into the text', () => {
    const word = fc.constantFrom(
      ...['a', 'and', 'or', 'not', 'in', 'order', 'by', 'desc', '-1d', 'f()', '.b'],
      ...['=', '!=', '~', '<', '!', '(', ')', '[', ']', ',', '"', "'", '\\', '\n'],
    );
    const query = fc.oneof(
      fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
      fc.string({ unit: 'binary', maxLength: 30 }),
    );
    fc.assert(
      fc.property(query, (text) => {
        const error = errorOf(text);
        if (error === undefined) return;
        if (!(error instanceof CqlSyntaxError)) throw error;
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

function errorOf(text: string): unknown {
  try {
    parseCql(text);
    return undefined;
  } catch (error) {
    return error;
  }
}
