import { expect, test } from 'vitest';
import { collectConditionLists, collectConditions } from './conditions.ts';
import type { ModuleView } from './modules.ts';

function module(value: Readonly<Record<string, unknown>>): ModuleView {
  return { type: 'webPanels', pointer: '/modules/webPanels/0', value, key: 'panel' };
}

const NESTED = module({
  conditions: [
    { condition: 'a', invert: true, params: { p: '1' } },
    { or: [{ condition: 'b' }, { and: [{ condition: 'c' }] }] },
    { type: 'OR', conditions: [{ condition: 'd' }] },
  ],
});

test('finds conditions in both forms, however deep, with where they stand', () => {
  expect(collectConditions(NESTED).map(({ name, pointer }) => `${name} ${pointer}`)).toEqual([
    'a /modules/webPanels/0/conditions/0',
    'b /modules/webPanels/0/conditions/1/or/0',
    'c /modules/webPanels/0/conditions/1/or/1/and/0',
    'd /modules/webPanels/0/conditions/2/conditions/0',
  ]);
  expect(collectConditions(NESTED)[0]).toMatchObject({ isInverted: true, params: { p: '1' } });
});

test('tells how each list is joined', () => {
  expect(collectConditionLists(NESTED).map(({ join, pointer }) => `${join} ${pointer}`)).toEqual([
    'and /modules/webPanels/0/conditions',
    'or /modules/webPanels/0/conditions/1/or',
    'and /modules/webPanels/0/conditions/1/or/1/and',
    'or /modules/webPanels/0/conditions/2/conditions',
  ]);
});

test('looks where other modules have conditions, too', () => {
  const lists = collectConditionLists(
    module({ contentPresentConditions: [{ condition: 'a' }], dialog: { conditions: [{ condition: 'b' }] } }),
  );
  expect(lists.map(({ pointer }) => pointer)).toEqual([
    '/modules/webPanels/0/contentPresentConditions',
    '/modules/webPanels/0/dialog/conditions',
  ]);
});

test('a named condition is no composite, whatever else it has: that is what the products read', () => {
  const both = module({ conditions: [{ condition: 'a', or: [{ condition: 'b' }] }] });
  expect(collectConditions(both).map(({ name }) => name)).toEqual(['a']);
});

test.each([[undefined], ['x'], [{}], [[null, 1, 'x', [], { condition: 1 }, { or: {} }]]])(
  'passes over %j',
  (conditions) => {
    expect(collectConditions(module({ conditions }))).toEqual([]);
  },
);
