import { describe, expect, it } from 'vitest';
import { PeopleQueryError, parsePeopleQuery } from './people-query.ts';

describe('a structured query for people', () => {
  it('is read with AND before OR', () => {
    expect(
      parsePeopleQuery('is assignee of DEMO or is voter of (DEMO-1,DEMO-2) AND [a.b].c.d is "x \\"y\\" z"'),
    ).toEqual({
      kind: 'or',
      parts: [
        { kind: 'involved', involvement: 'assignee', in: ['DEMO'] },
        {
          kind: 'and',
          parts: [
            { kind: 'involved', involvement: 'voter', in: ['DEMO-1', 'DEMO-2'] },
            { kind: 'property', path: ['a.b', 'c', 'd'], value: 'x "y" z' },
          ],
        },
      ],
    });
  });

  it.each([
    ['', "expected 'is', found its end"],
    ['is friend of DEMO', "found 'friend'"],
    ['is assignee of', 'expected a key, found its end'],
    ['is assignee of (DEMO-1', "expected ')', found its end"],
    ['is assignee of DEMO is', "expected AND or OR, found 'is'"],
    ['[key] is value', "expected a value in quotes, found 'value'"],
  ])('says of %j where it stops being one', (text, message) => {
    expect(() => parsePeopleQuery(text)).toThrow(PeopleQueryError);
    expect(() => parsePeopleQuery(text)).toThrow(message);
  });
});
