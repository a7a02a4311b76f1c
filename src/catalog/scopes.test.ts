import { expect, it } from 'vitest';
import { allowedScopes } from './scopes.ts';

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
