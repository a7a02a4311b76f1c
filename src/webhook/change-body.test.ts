import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../core/json.ts';
import { changeBody, parseRemove, parseSet } from './change-body.ts';

const BODY = {
  timestamp: 1,
  issue: { key: 'DEMO-1', fields: { summary: 'A', labels: ['x', 'y'], assignee: null } },
};
const set = (text: string) => changeBody(BODY, [parseSet(text)]);
const remove = (text: string) => changeBody(BODY, [parseRemove(text)]);
const merge = (patch: { [name: string]: Json }) => changeBody(BODY, [{ kind: 'merge', patch }]);

describe('--set', () => {
  test.each<[string, string, Json]>([
    ['a text', 'issue.fields.summary=Another one', 'Another one'],
    ['a text that has an equals sign', 'issue.fields.summary=a=b', 'a=b'],
    ['a text that would be a number, in quotes', 'issue.fields.summary="7"', '7'],
    ['a number', 'issue.fields.summary=7', 7],
    ['null', 'issue.fields.summary=null', null],
    ['an object', 'issue.fields.summary={"a":[1]}', { a: [1] }],
    ['nothing', 'issue.fields.summary=', ''],
  ])('writes %s', (_, text, value) => {
    const { issue } = BODY;
    const expected = { ...BODY, issue: { ...issue, fields: { ...issue.fields, summary: value } } };
    expect(set(text)).toEqual(expected);
  });

  test('writes over null, and into lists', () => {
    expect(set('issue.fields.assignee=x')).toMatchObject({ issue: { fields: { assignee: 'x' } } });
    expect(set('issue.fields.labels[1]=z')).toMatchObject({ issue: { fields: { labels: ['x', 'z'] } } });
  });

  test('keeps the order of properties, and what it was given', () => {
    const before = structuredClone(BODY);
    expect(Object.keys(Object(set('timestamp=2')))).toEqual(['timestamp', 'issue']);
    expect(BODY).toEqual(before);
  });

  test.each([
    ['issue.fields.sumary=x', 'issue.fields has no "sumary"', 'Did you mean issue.fields.summary?'],
    ['isue.key=x', 'The body has no "isue"', 'Did you mean issue?'],
    ['issue.fields.labels[2]=x', 'issue.fields.labels has 2 entries, and none at 2', 'To add what is not'],
    ['issue.key.x=1', 'issue.key is "DEMO-1", and nothing is inside of it', 'To add what is not there'],
    ['constructor=1', 'The body has no "constructor"', 'There is timestamp, issue.'],
  ])('that hits nothing is an error: %s', (text, message, step) => {
    expect(() => set(text)).toThrow(
      expect.objectContaining({
        code: 'path-misses',
        message: expect.stringContaining(message),
        nextSteps: expect.arrayContaining([expect.stringContaining(step)]),
      }),
    );
  });

  test.each(['issue.key', '=x', ''])('that is none is refused: %j', (text) => {
    expect(() => parseSet(text)).toThrow(expect.objectContaining({ code: 'change-invalid' }));
  });

  test('takes a quoted name with an equals sign', () => {
    expect(changeBody({ 'a=b': 1 }, [parseSet('["a=b"]=2')])).toEqual({ 'a=b': 2 });
  });
});

describe('--remove', () => {
  test('takes a property or an entry away', () => {
    expect(remove('issue')).toEqual({ timestamp: 1 });
    expect(remove('issue.fields.labels[0]')).toMatchObject({ issue: { fields: { labels: ['y'] } } });
  });

  test('that hits nothing is an error', () => {
    expect(() => remove('issue.fields.status')).toThrow(expect.objectContaining({ code: 'path-misses' }));
  });
});

describe('--merge', () => {
  test('changes, adds and removes, as RFC 7386 says', () => {
    expect(merge({ timestamp: null, issue: { fields: { summary: 'B', status: { name: 'Done' } } } })).toEqual(
      {
        issue: {
          key: 'DEMO-1',
          fields: { summary: 'B', labels: ['x', 'y'], assignee: null, status: { name: 'Done' } },
        },
      },
    );
  });

  test('takes the examples of the RFC', () => {
    const cases: readonly [Json, { [name: string]: Json }, Json][] = [
      [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
      [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
      [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
      [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
      [{ e: null }, { a: 1 }, { e: null, a: 1 }],
      [[1, 2], { a: 'b', c: null }, { a: 'b' }],
      [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    ];
    for (const [body, patch, expected] of cases) {
      expect(changeBody(body, [{ kind: 'merge', patch }])).toEqual(expected);
    }
  });

  test('that takes away what is not there is an error, where the RFC would say nothing', () => {
    expect(() => merge({ issue: { kay: null } })).toThrow(
      expect.objectContaining({ code: 'path-misses', message: expect.stringContaining('at issue.kay') }),
    );
  });

  test('names of prototypes are names like any other', () => {
    const patch: { [name: string]: Json } = JSON.parse('{"__proto__": {"polluted": true}}');
    const merged = merge(patch);
    expect(Object.hasOwn(Object(merged), '__proto__')).toBe(true);
    expect(Object(merged).polluted).toBeUndefined();
  });
});

test('what is set is there, and everything else as it was', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()),
      fc.jsonValue(),
      (object, value) => {
        const body: { [name: string]: Json } = JSON.parse(JSON.stringify(object));
        const wanted: Json = JSON.parse(JSON.stringify(value));
        for (const name of Object.keys(body)) {
          const changed = changeBody(body, [
            { kind: 'set', path: [name], value: wanted, json: JSON.stringify(wanted) },
          ]);
          expect(changed).toEqual(
            Object.fromEntries(Object.entries(body).map(([key, one]) => [key, key === name ? wanted : one])),
          );
        }
      },
    ),
  );
});
