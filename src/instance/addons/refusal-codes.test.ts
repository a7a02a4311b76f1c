import { expect, test } from 'vitest';
import { RULES } from '../../lint/rules/index.ts';
import { refusalCodeOf } from './refusal-codes.ts';

test.each(RULES.filter(({ refusesInstall }) => refusesInstall === true).map(({ id }) => id))(
  'what %s refuses has a key of the product',
  (id) => {
    expect(refusalCodeOf(id)).toMatch(/^connect\.install\.error\./);
  },
);

test('other findings have none', () => {
  expect(refusalCodeOf('schema/required')).toBeUndefined();
  expect(refusalCodeOf('constructor')).toBeUndefined();
});
