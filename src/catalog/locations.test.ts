import { describe, expect, test } from 'vitest';
import { findLocation, listLocations } from './locations.ts';
import { PRODUCTS } from './products.ts';

test('a location is found by its name and product, as it is written', () => {
  expect(findLocation('atl.jira.view.issue.right.context', 'jira')).toMatchObject({
    kinds: ['panel'],
    state: 'current',
    isOnly: true,
    forge: 'jira:issueGlance',
  });
  expect(findLocation('atl.jira.view.issue.right.context', 'confluence')).toBeUndefined();
  expect(findLocation('ATL.general', 'confluence')).toBeUndefined();
  expect(findLocation('constructor', 'jira')).toBeUndefined();
});

test('one name can be a location of both products', () => {
  expect(findLocation('system.user.options/personal', 'jira')?.state).toBe('current');
  expect(findLocation('system.user.options/personal', 'confluence')?.state).toBe('add-ons');
});

describe.each(PRODUCTS)('every location of %s', (product) => {
  test.each(listLocations(product))('$name says what is there, and where it is known from', (location) => {
    expect(location.sources.length).toBeGreaterThan(0);
    expect(location.kinds.length).toBeGreaterThan(0);
    expect(location.successor === undefined || location.state === 'deprecated').toBe(true);
  });
});
