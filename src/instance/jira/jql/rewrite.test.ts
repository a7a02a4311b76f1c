import { expect, it } from 'vitest';
import { parseJql } from '../jql.ts';
import { rewriteValues } from './rewrite.ts';

it.each([
  ['assignee = mia', 'assignee = 1'],
  [
    'assignee="mia"AND reporter in(mia,  \'mia\' ,tomas) order by created',
    'assignee=1AND reporter in(1,  1 ,tomas) order by created',
  ],
  ['NOT (assignee was mia) OR summary ~ "mia \\"x\\""', 'NOT (assignee was 1) OR summary ~ "mia \\"x\\""'],
  ['assignee = currentUser() AND assignee IS EMPTY', 'assignee = currentUser() AND assignee IS EMPTY'],
  ['', ''],
])('puts other values into %j and leaves the rest as it is', (jql, expected) => {
  expect(rewriteValues(jql, parseJql(jql), ({ value }) => (value.text === 'mia' ? '1' : undefined))).toBe(
    expected,
  );
});
