import { parseTree } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../core/diagnostics.ts';
import { isRecord } from '../../core/json.ts';
import { type LintResult, lintDescriptor } from '../lint-descriptor.ts';
import { placeFinding } from '../place-findings.ts';
import type { Rule, RuleFinding } from '../rule.ts';
import { RULES } from '../rules/index.ts';
import { SCHEMA_RULES } from '../schema-rules.ts';
import { checkRules } from '../semantic-step.ts';
import { createTextPositions } from '../text-positions.ts';
import { fixDescriptor } from './fix-descriptor.ts';

/** A check of nothing but these rules, which counts how often it runs. */
function createLint(...rules: readonly Rule[]) {
  const lint = async (text: string): Promise<LintResult> => {
    lint.runs += 1;
    const root = parseTree(text);
    if (root === undefined) throw new Error(`no JSON: ${text}`);
    const document = { text, root, positions: createTextPositions(text) };
    const value: unknown = JSON.parse(text);
    const diagnostics = checkRules(value, 'jira', rules).map((finding) => placeFinding(finding, document));
    const valid = diagnostics.every(({ severity }) => severity !== 'error');
    return { product: 'jira', valid, diagnostics, descriptor: undefined, unusedValues: [], moduleKeys: {} };
  };
  lint.runs = 0;
  return lint;
}

function rule(
  id: string,
  check: (root: Readonly<Record<string, unknown>>) => readonly RuleFinding[],
  severity: Rule['severity'] = 'error',
): Rule {
  return { id: `test/${id}`, severity, summary: 'A rule of this test.', check: ({ root }) => check(root) };
}

/** Demands that `name`, where it stands, be `wanted`. */
function demand(name: string, wanted: unknown, severity: Rule['severity'] = 'error'): Rule {
  return rule(
    name,
    (root) =>
      !Object.hasOwn(root, name) || root[name] === wanted
        ? []
        : [
            {
              pointer: `/${name}`,
              message: `${name} must be ${String(wanted)}.`,
              fix: { title: 'Mend it', changes: [{ kind: 'replace', pointer: `/${name}`, value: wanted }] },
            },
          ],
    severity,
  );
}

function summary({ text, applied, dropped, passes }: Awaited<ReturnType<typeof fixDescriptor>>) {
  const ids = (list: readonly Diagnostic[]) => list.map(({ ruleId }) => ruleId);
  return { text, applied: ids(applied), dropped: ids(dropped), passes };
}

test('a text without anything to fix comes back as it is', async () => {
  const lint = createLint(demand('a', 1));
  const fixed = await fixDescriptor('{"a":1}', lint);
  expect(summary(fixed)).toEqual({ text: '{"a":1}', applied: [], dropped: [], passes: 0 });
  expect(fixed.result.valid).toBe(true);
  expect(lint.runs).toBe(1);
});

test('all that can be fixed together is fixed in one pass', async () => {
  const fixed = await fixDescriptor('{"a":0, "x": [], "b":0}', createLint(demand('a', 1), demand('b', 2)));
  expect(summary(fixed)).toEqual({
    text: '{"a":1, "x": [], "b":2}',
    applied: ['test/a', 'test/b'],
    dropped: [],
    passes: 1,
  });
});

test('what a fix brings up is fixed in the next pass', async () => {
  const chain = rule('chain', (root) =>
    root['a'] === 1 && root['b'] !== 1
      ? [
          {
            pointer: '/b',
            message: 'b must follow a.',
            severity: 'warning',
            fix: { title: 'Mend it', changes: [{ kind: 'replace', pointer: '/b', value: 1 }] },
          },
        ]
      : [],
  );
  const fixed = await fixDescriptor('{"a":0,"b":0}', createLint(demand('a', 1), chain));
  expect(summary(fixed)).toMatchObject({
    text: '{"a":1,"b":1}',
    applied: ['test/a', 'test/chain'],
    passes: 2,
  });
});

test('neighbours that cannot be removed together are removed one after the other', async () => {
  const none = rule('none', ({ list }) =>
    (Array.isArray(list) ? list : []).map((entry, index) => ({
      pointer: `/list/${index}`,
      message: `${String(entry)} must go.`,
      fix: { title: 'Remove it', changes: [{ kind: 'remove', pointer: `/list/${index}` }] },
    })),
  );
  const text = JSON.stringify({ list: Array.from({ length: 100 }, (_, index) => index) }, null, 2);
  const fixed = await fixDescriptor(text, createLint(none));
  expect(fixed.text).toBe(JSON.stringify({ list: [] }, null, 2));
  expect(fixed.applied).toHaveLength(100);
});

describe('a fix is dropped and reported', () => {
  test('when an error comes up elsewhere', async () => {
    const guard = rule('guard', (root) =>
      root['a'] === 1 ? [{ pointer: '/b', message: 'b is wrong now.' }] : [],
    );
    const fixed = await fixDescriptor(
      '{"a":0,"b":0,"c":0}',
      createLint(demand('a', 1), demand('c', 1), guard),
    );
    expect(summary(fixed)).toEqual({
      text: '{"a":0,"b":0,"c":1}',
      applied: ['test/c'],
      dropped: ['test/a'],
      passes: 1,
    });
  });

  test('when a valid text would be valid no more', async () => {
    const inside = rule('inside', (root) =>
      root['a'] === 1 ? [{ pointer: '/a', message: 'One is too little.' }] : [],
    );
    const fixed = await fixDescriptor('{"a":0}', createLint(demand('a', 1, 'warning'), inside));
    expect(summary(fixed)).toMatchObject({ text: '{"a":0}', dropped: ['test/a'] });
    expect(fixed.result.valid).toBe(true);
  });

  test('when it mends nothing', async () => {
    const useless = rule('useless', () => [
      {
        pointer: '',
        message: 'Never enough.',
        fix: { title: 'Add one', changes: [{ kind: 'append', pointer: '/list', value: 0 }] },
      },
    ]);
    const fixed = await fixDescriptor('{"list":[]}', createLint(useless));
    expect(summary(fixed)).toEqual({
      text: '{"list":[]}',
      applied: [],
      dropped: ['test/useless'],
      passes: 0,
    });
  });

  test('when it goes in circles with another', async () => {
    const toggle = (from: number, to: number) =>
      rule(`to-${to}`, ({ a }) =>
        a === from
          ? [
              {
                pointer: '/a',
                message: `a must be ${to}.`,
                severity: 'warning',
                fix: { title: 'Mend it', changes: [{ kind: 'replace', pointer: '/a', value: to }] },
              },
            ]
          : [],
      );
    const lint = createLint(toggle(0, 1), toggle(1, 0));
    const fixed = await fixDescriptor('{"a":0}', lint);
    expect(summary(fixed)).toEqual({
      text: '{"a":1}',
      applied: ['test/to-1'],
      dropped: ['test/to-0'],
      passes: 1,
    });
    expect(lint.runs).toBeLessThan(10);
  });

  test('when only together with another it does harm, in its own pass', async () => {
    const both = rule('both', ({ a, b }) =>
      a === 1 && b === 1 ? [{ pointer: '/c', message: 'Not both.' }] : [],
    );
    const lint = createLint(demand('a', 1), demand('b', 1), both);
    const fixed = await fixDescriptor('{"a":0,"c":0,"b":0}', lint);
    expect(summary(fixed)).toMatchObject({
      text: '{"a":1,"c":0,"b":0}',
      applied: ['test/a'],
      dropped: ['test/b'],
    });
  });
});

test('fixes that never end are left after ten passes', async () => {
  const grow = rule('grow', ({ list }) => [
    {
      pointer: '/list',
      message: `${Array.isArray(list) ? list.length : 0} are too few.`,
      fix: { title: 'Add one', changes: [{ kind: 'append', pointer: '/list', value: 0 }] },
    },
  ]);
  const fixed = await fixDescriptor('{"list":[]}', createLint(grow));
  expect(JSON.parse(fixed.text)).toEqual({ list: Array.from({ length: 10 }, () => 0) });
  expect(fixed.passes).toBe(10);
});

describe('an error that was hidden does not count as new', () => {
  const HIDDEN: readonly [string, string][] = [
    ['of a value that has its right form now', '{"a":"x","b":0}'],
    ['of a value whose name is mended', '{"A":{"value":"x"},"b":0}'],
  ];
  const wrap = rule('wrap', ({ a }) =>
    typeof a === 'string'
      ? [
          {
            pointer: '/a',
            message: 'a must be an object.',
            fix: { title: 'Wrap it', changes: [{ kind: 'wrap', pointer: '/a', key: 'value' }] },
          },
        ]
      : [],
  );
  const rename = rule('rename', (root) =>
    Object.hasOwn(root, 'A')
      ? [
          {
            pointer: '',
            key: 'A',
            message: 'A is a.',
            fix: { title: 'Rename it', changes: [{ kind: 'rename', pointer: '', key: 'A', to: 'a' }] },
          },
        ]
      : [],
  );
  const short = rule('short', ({ a }) =>
    isRecord(a) && a['value'] === 'x' ? [{ pointer: '/a/value', message: 'a is too short.' }] : [],
  );
  test.each(HIDDEN)('%s', async (_, text) => {
    const fixed = await fixDescriptor(text, createLint(wrap, rename, short));
    expect(fixed.text).toBe('{"a":{"value":"x"},"b":0}');
    expect(fixed.dropped).toEqual([]);
    expect(fixed.result.diagnostics.map(({ ruleId }) => ruleId)).toEqual(['test/short']);
  });

  test('nor does one that merely moved', async () => {
    const list = rule('list', ({ list: entries }) =>
      (Array.isArray(entries) ? entries : []).flatMap((entry, index): readonly RuleFinding[] =>
        entry === 'good'
          ? []
          : [
              {
                pointer: `/list/${index}`,
                message: `Entry ${index} is ${String(entry)}.`,
                ...(entry === 'bad'
                  ? { fix: { title: 'Remove it', changes: [{ kind: 'remove', pointer: `/list/${index}` }] } }
                  : {}),
              },
            ],
      ),
    );
    const fixed = await fixDescriptor('{"list":["bad","good","odd"]}', createLint(list));
    expect(summary(fixed)).toMatchObject({ text: '{"list":["good","odd"]}', dropped: [] });
  });
});

test('where there are too many findings to list, all are fixed in the end', async () => {
  const panel = (key: number) => ({ key: `p${key}`, name: 'Panel', URL: '/x', location: 'l' });
  const wanted = (key: number) => ({ key: `p${key}`, name: { value: 'Panel' }, url: '/x', location: 'l' });
  const write = (webPanels: readonly unknown[]) => JSON.stringify({ modules: { webPanels } });
  const all = Array.from({ length: 450 }, (_, index) => index);
  const fixed = await fixDescriptor(write(all.map(panel)), (attempt) => lintDescriptor(attempt));
  expect(fixed.text).toBe(write(all.map(wanted)));
  expect(fixed.dropped).toEqual([]);
});

test('with the real check, a descriptor is mended as far as there is no doubt', async () => {
  const text = [
    '{',
    '\t// our first add-on',
    '\t"key": "a",',
    '\t"baseURL": "https://connect-kit.github.io",',
    '\t"authentication": { "type": "Jwt" },',
    '\t"lifecycle": { "installed": "/installed", },',
    '\t"scopes": ["Read", "WIRTE"],',
    '\t"modules": {',
    '\t\t"webhooks": { "event": "jira:issue_created", "url": "created" },',
    '\t\t"generalpages": [{ "key": "page", "name": "Page", "url": "/page" }]',
    '\t}',
    '}',
  ].join('\r\n');
  const only = ['syntax/comment', 'syntax/trailing-comma'].concat(
    SCHEMA_RULES.map(({ id }) => id),
    'url/leading-slash',
  );
  const rules = Object.fromEntries(
    RULES.filter(({ id }) => !only.includes(id)).map(({ id }) => [id, 'off'] as const),
  );
  const fixed = await fixDescriptor(text, (attempt) => lintDescriptor(attempt, { product: 'jira', rules }));
  expect(fixed.text.split('\r\n')).toEqual([
    '{',
    '\t// our first add-on',
    '\t"key": "a",',
    '\t"baseUrl": "https://connect-kit.github.io",',
    '\t"authentication": { "type": "jwt" },',
    '\t"lifecycle": { "installed": "/installed" },',
    '\t"scopes": ["READ", "WIRTE"],',
    '\t"modules": {',
    '\t\t"webhooks": [{ "event": "jira:issue_created", "url": "/created" }],',
    '\t\t"generalPages": [{ "key": "page", "name": { "value": "Page" }, "url": "/page" }]',
    '\t}',
    '}',
  ]);
  expect(fixed.dropped).toEqual([]);
  expect(fixed.result.diagnostics.map(({ ruleId, pointer }) => `${ruleId} ${pointer}`)).toEqual([
    'syntax/comment ',
    'scopes/unknown /scopes/1',
  ]);
});
