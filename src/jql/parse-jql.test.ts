import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { soak } from '../../test/support/soak.ts';
import { JqlError, JqlSyntaxError } from './jql-error.ts';
import { parseJql } from './parse-jql.ts';

describe('parseJql', () => {
  it('reads clauses by how tight they bind', () => {
    const clause = (field: string, offset: number) =>
      expect.objectContaining({ kind: 'clause', field: { text: field, offset } });
    expect(parseJql('a = 1 or not b = 2 and (c = 3 or d = 4)').where).toEqual({
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

  it('reads operands, history and order with their places', () => {
    expect(
      parseJql('"Epic Link" WAS NOT in (A-1, EMPTY, f("x", -1d)) BY me before now() order by a desc, b'),
    ).toEqual({
      where: {
        kind: 'clause',
        field: { text: 'Epic Link', offset: 0 },
        operator: 'was not in',
        operand: {
          kind: 'list',
          offset: 23,
          items: [
            { kind: 'value', text: 'A-1', offset: 24 },
            { kind: 'empty', offset: 29 },
            {
              kind: 'function',
              name: 'f',
              offset: 36,
              args: [
                { text: 'x', offset: 38 },
                { text: '-1d', offset: 43 },
              ],
            },
          ],
        },
        history: [
          { word: 'by', operand: { kind: 'value', text: 'me', offset: 52 } },
          { word: 'before', operand: { kind: 'function', name: 'now', args: [], offset: 62 } },
        ],
      },
      orderBy: {
        offset: 68,
        sorts: [
          { field: { text: 'a', offset: 77 }, isDescending: true },
          { field: { text: 'b', offset: 85 }, isDescending: false },
        ],
      },
    });
  });

  it.each(['', '  \n', 'order by key'])('takes every issue: %j', (text) => {
    expect(parseJql(text).where).toBeUndefined();
  });

  it.each([
    ["status = 'it\\'s \"done\"'", 'it\'s "done"'],
    ['status = "a \\\\ b\nc"', 'a \\ b\nc'],
    ['status=Done', 'Done'],
    ['created>=-1w', '-1w'],
    ['created >= 2026/01/02', '2026/01/02'],
  ])('takes quotes and escapes off: %s', (text, value) => {
    expect(parseJql(text).where).toMatchObject({ operand: { kind: 'value', text: value } });
  });

  it.each([
    'project = TEST AND fixVersion = future',
    'cf[10000] = 5 and "Team[Team]" = 36885b3c-1bf0-4f85-a357-c5b858c31de4',
    'issue.property[com.example.key].path.to = "x" order by issue.property["my key"].path',
    'status changed FROM "In Progress" TO Done BY currentUser() DURING ("2026/01/01", "2026/02/01")',
    'status changed',
    'assignee was membersOf("jira users") ON "2026/01/01" and status was in (Open, Closed)',
    'sprint in openSprints() and fixVersion not in (unreleasedVersions(), EMPTY)',
    'issueFunction in subtasksOf("project = X and status = \\"To Do\\"")',
    'assignee is not null && (labels is empty || !labels = x) | key != A-1 & votes <= 4',
    'not (not (a = 1)) order by Rank',
    'created >= startOfDay(-1) and due < endOfWeek("+1w") and summary !~ "x*"',
    'ZUSTÄNDIG = "Jörg" AND 項目 = 値',
  ])('reads %s', (text) => {
    expect(() => parseJql(text)).not.toThrow();
  });

  it.each([
    ['project = "TEST', 10, 'the quote at character 11 is not closed'],
    ["summary ~ O'Neill", 11, 'the quote at character 12 is not closed'],
    ['(project = TEST', 15, "expecting ')', but the query ends"],
    ['project = TEST)', 14, "expecting AND, OR or ORDER BY, but there is ')'"],
    ['project =', 9, 'expecting a value, but the query ends'],
    ['project = AND a = b', 10, "expecting a value, but there is 'AND'"],
    ['project == TEST', 9, "expecting a value, but there is '='"],
    ['project <> TEST', 9, "expecting a value, but there is '>'"],
    ['project', 7, "expecting an operator after 'project', but the query ends"],
    ['Epic Link = A-1', 5, "expecting an operator after 'Epic', but there is 'Link'"],
    ['status = To Do', 12, "expecting AND, OR or ORDER BY, but there is 'Do'"],
    ['project = A and', 15, 'expecting a field, but the query ends'],
    ['project = A, B', 11, "expecting AND, OR or ORDER BY, but there is ','"],
    ['project in A', 11, "expecting '(', but there is 'A'"],
    ['project in (A,)', 14, "expecting a value, but there is ')'"],
    ['project in ()', 12, "expecting a value, but there is ')'"],
    ['project not A', 12, "expecting IN, but there is 'A'"],
    ['project is A', 11, "expecting EMPTY, but there is 'A'"],
    ['a = b order key', 12, "expecting BY, but there is 'key'"],
    ['a = b order by', 14, 'expecting a field, but the query ends'],
    ['a = b order by c desc and d = e', 22, "expecting the end, but there is 'and'"],
    ['cf[ = 5', 4, "expecting a name in brackets, but there is '='"],
    ['cf[1 = 5', 5, "expecting ']', but there is '='"],
    ['= 5', 0, "expecting a field, but there is '='"],
  ])('says where %s stops being JQL', (text, offset, message) => {
    const error = errorOf(text);
    expect(error).toBeInstanceOf(JqlSyntaxError);
    expect(error).toMatchObject({ offset, message: expect.stringContaining(message) });
  });

  it('refuses what would exhaust the stack, without calling it a mistake of the text', () => {
    for (const text of ['not '.repeat(10_000), '('.repeat(10_000), `a in ${'('.repeat(10_000)}`]) {
      expect(errorOf(text)).toBeInstanceOf(JqlError);
      expect(errorOf(text)).not.toBeInstanceOf(JqlSyntaxError);
    }
    expect(errorOf(`a${'[b'.repeat(10_000)}`)).toBeInstanceOf(JqlSyntaxError);
  });

  it('never fails in another way, and points into the text', () => {
    const word = fc.constantFrom(
      ...[
        'a',
        'and',
        'or',
        'not',
        'in',
        'is',
        'was',
        'changed',
        'empty',
        'order',
        'by',
        'desc',
        'from',
        '-1d',
      ],
      ...['=', '!=', '~', '<', '!', '(', ')', '[', ']', ',', '"', "'", '\\', '&', '||', '\n', 'f()'],
    );
    const query = fc.oneof(
      fc.array(word, { maxLength: 14 }).map((words) => words.join(' ')),
      fc.array(word, { maxLength: 14 }).map((words) => words.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(query, (text) => {
        const error = errorOf(text);
        if (error === undefined) return;
        expect(error).toBeInstanceOf(JqlSyntaxError);
        if (!(error instanceof JqlSyntaxError)) return;
        expect(error.offset).toBeGreaterThanOrEqual(0);
        expect(error.offset).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: soak(300, 3_000) },
    );
  });
});

function errorOf(text: string): unknown {
  try {
    parseJql(text);
    return undefined;
  } catch (error) {
    return error;
  }
}
