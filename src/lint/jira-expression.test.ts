import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findExpressionFault } from './jira-expression.ts';

test.each([
  ['', 'is empty'],
  [' \n', 'is empty'],
  ['issue.comments.map(c => c.id', 'has a ( that is not closed'],
  ['issue.comments)', 'has a ) that nothing opens'],
  ['[1, 2)', 'closes a [ with )'],
  ["issue.status.name == 'Done", "has a ' that is not closed"],
  ['issue.summary == "a\\"', 'has a " that is not closed'],
])('%j %s', (expression, fault) => {
  expect(findExpressionFault(expression)).toBe(fault);
});

test.each([
  ["issue.issueType.name == 'Epic' || issue.issueType.name == 'Story'"],
  ['issue.comments.filter(c => c.author.accountId == user.accountId).length > 0'],
  ['issue.comments.map(c => { id: c.id, text: c.body.plainText.slice(0, 200) + "…" })'],
  [`issue.summary.includes("it's (not) closed") && [1][0] == 1`],
  ["'a\\'b' == \"]\""],
])('%j is fine', (expression) => {
  expect(findExpressionFault(expression)).toBeUndefined();
});

test('brackets that are closed in order are fine, whatever is between them', () => {
  const { text } = fc.letrec<{ text: string }>((tie) => ({
    text: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('a', '"(["', "'}'", '1 + 2'),
      fc
        .tuple(fc.constantFrom('()', '[]', '{}'), tie('text'))
        .map(([pair, inner]) => pair[0] + inner + pair[1]),
      fc.tuple(tie('text'), tie('text')).map(([left, right]) => `${left} ${right}`),
    ),
  }));
  fc.assert(fc.property(text, (expression) => findExpressionFault(expression) === undefined));
});
