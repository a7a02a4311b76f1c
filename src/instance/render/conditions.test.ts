import { expect, it } from 'vitest';
import { SEED_PEOPLE } from '../people/people.ts';
import { conditionsHold, type DecideOne } from './conditions.ts';

const admin = SEED_PEOPLE.find(({ isAdmin }) => isAdmin);
const user = SEED_PEOPLE.find(({ isAdmin }) => !isAdmin);
const asked =
  (person: (typeof SEED_PEOPLE)[number] | undefined, isLicensed: boolean): DecideOne =>
  (name) => {
    switch (name) {
      case 'user_is_logged_in':
        return person !== undefined;
      case 'user_is_admin':
        return person?.isAdmin === true;
      case 'addon_is_licensed':
        return isLicensed;
      default:
        return undefined;
    }
  };
const [LOGGED_IN, IS_ADMIN, LICENSED, UNKNOWN] = [
  'user_is_logged_in',
  'user_is_admin',
  'addon_is_licensed',
  'feature_flag',
].map((condition) => ({ condition }));
const not = (condition: object | undefined) => ({ ...condition, invert: true });

it.each([
  ['none', [], [true, true, true]],
  ['logged in', [LOGGED_IN], [false, true, true]],
  ['administrator', [IS_ADMIN], [false, false, true]],
  ['not administrator', [not(IS_ADMIN)], [true, true, false]],
  ['two, both needed', [LOGGED_IN, not(IS_ADMIN)], [false, true, false]],
  ['licensed', [LICENSED], [false, false, false]],
  ['not licensed', [not(LICENSED)], [true, true, true]],
  ['one that is not evaluated', [UNKNOWN], [true, true, true]],
  ['one that is not evaluated, inverted', [not(UNKNOWN)], [true, true, true]],
  ['or', [{ or: [IS_ADMIN, not(LOGGED_IN)] }], [true, false, true]],
  ['and', [{ and: [LOGGED_IN, IS_ADMIN] }], [false, false, true]],
  ['nested', [{ or: [{ and: [LOGGED_IN, not(IS_ADMIN)] }, IS_ADMIN] }], [false, true, true]],
  ['the older form', [{ type: 'OR', conditions: [IS_ADMIN, not(LOGGED_IN)] }], [true, false, true]],
  ['the older form of and', [{ type: 'AND', conditions: [LOGGED_IN, IS_ADMIN] }], [false, false, true]],
  [
    'a name that every object has',
    [{ condition: 'constructor' }, { condition: '__proto__' }],
    [true, true, true],
  ],
  ['no condition at all', [null, 'x', {}], [true, true, true]],
])('%s', (_, conditions, expected) => {
  const held = [undefined, user, admin].map((person) => conditionsHold(conditions, asked(person, false)));
  expect(held).toEqual(expected);
});

it('knows a licence', () => {
  expect(conditionsHold([LICENSED], asked(undefined, true))).toBe(true);
});
