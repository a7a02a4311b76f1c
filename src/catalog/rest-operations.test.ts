import { describe, expect, it } from 'vitest';
import { findRestOperation, listRestOperations } from './rest-operations.ts';
import { SCOPES_OF_MODULES } from './scopes.ts';

describe('findRestOperation', () => {
  it.each([
    ['GET', '/rest/api/3/issue/DEMO-1', 'READ'],
    ['get', '/rest/api/2/issue/DEMO-1', 'READ'],
    ['PUT', '/rest/api/latest/issue/DEMO-1', 'WRITE'],
    ['DELETE', '/rest/api/3/issue/DEMO-1/', 'DELETE'],
    ['GET', '/rest/api/3/issue/createmeta', 'READ'],
    ['GET', '/rest/api/3/users/search', 'INACCESSIBLE'],
    ['GET', '/rest/api/3/user/email', 'ACCESS_EMAIL_ADDRESSES'],
    ['GET', '/wiki/rest/atlassian-connect/1/app/module/dynamic', 'NONE'],
  ])('%s %s needs %s', (method, path, scope) => {
    expect(findRestOperation(method, path)?.scope).toBe(scope);
  });

  it('knows nothing of paths and methods that the products lack', () => {
    expect(findRestOperation('GET', '/rest/api/3/nonsense')).toBeUndefined();
    expect(findRestOperation('PATCH', '/rest/api/3/issue/DEMO-1')).toBeUndefined();
  });

  it('says of operations that take a module which one', () => {
    expect(findRestOperation('POST', '/rest/builds/0.1/bulk')).toMatchObject({
      scope: 'WRITE',
      module: 'jiraBuildInfoProvider',
    });
    expect(findRestOperation('GET', '/rest/api/3/myself')).not.toHaveProperty('module');
    const modules = new Set(listRestOperations().flatMap(({ module }) => module ?? []));
    expect([...modules].toSorted()).toEqual(Object.keys(SCOPES_OF_MODULES).toSorted());
  });

  it('finds every operation of the catalogue by its own path', () => {
    for (const operation of listRestOperations()) {
      const path = operation.path.replaceAll(/\{[^}]+\}/g, 'x');
      expect(findRestOperation(operation.method, path)?.scope).toBe(operation.scope);
    }
  });
});
