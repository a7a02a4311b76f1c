import { expect, it } from 'vitest';
import { MODULES } from './modules.ts';
import { allowedScopes, impliedScopes, SCOPES_OF_MODULES } from './scopes.ts';

it.each([
  [[], 'jira', ['NONE']],
  [['read'], 'jira', ['NONE', 'READ']],
  [['DELETE'], 'confluence', ['NONE', 'DELETE', 'WRITE', 'READ']],
  [['admin'], 'jira', ['NONE', 'ADMIN', 'DELETE', 'WRITE', 'READ', 'PROJECT_ADMIN']],
  [['ADMIN'], 'confluence', ['NONE', 'ADMIN', 'DELETE', 'WRITE', 'READ', 'SPACE_ADMIN']],
  [['ACT_AS_USER', 'nonsense'], 'jira', ['NONE', 'ACT_AS_USER']],
] as const)('%j in %s allows %j', (declared, product, allowed) => {
  expect([...allowedScopes(declared, product)]).toEqual(allowed);
});

it.each([
  ['READ', 'jira', ['NONE']],
  ['ADMIN', 'jira', ['DELETE', 'WRITE', 'READ', 'NONE', 'PROJECT_ADMIN']],
  ['ADMIN', 'confluence', ['DELETE', 'WRITE', 'READ', 'NONE', 'SPACE_ADMIN']],
  ['ACT_AS_USER', 'jira', []],
] as const)('%s in %s implies %j', (scope, product, implied) => {
  expect(impliedScopes(scope, product)).toEqual(implied);
});

it('asks scopes for modules that there are', () => {
  expect(Object.keys(MODULES)).toEqual(expect.arrayContaining(Object.keys(SCOPES_OF_MODULES)));
});
