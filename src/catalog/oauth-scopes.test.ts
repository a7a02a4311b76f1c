import { expect, test } from 'vitest';
import { findOauthScope, listOauthScopes } from './oauth-scopes.ts';

test.each([
  ['read:jira-work', { kind: 'product', product: 'jira', connectScope: 'READ', isStated: true }],
  ['write:jira-work', { kind: 'product', product: 'jira', connectScope: 'DELETE', isStated: true }],
  [
    'read:email-address:jira',
    { kind: 'product', product: 'jira', connectScope: 'ACCESS_EMAIL_ADDRESSES', isStated: false },
  ],
  [
    'write:confluence-groups',
    { kind: 'product', product: 'confluence', connectScope: undefined, isStated: false },
  ],
  ['act-as-user:connect-confluence', { kind: 'connect', product: 'confluence', connectScope: 'ACT_AS_USER' }],
  ['storage:app', { kind: 'forge', purpose: "Forge's storage" }],
])('%s is known', (name, expected) => {
  expect(findOauthScope(name)).toEqual(expected);
});

test.each(['READ', 'read', 'none:connect-jira', 'space-admin:connect-jira', 'constructor', 'read:nothing'])(
  '%s is none of OAuth 2.0',
  (name) => {
    expect(findOauthScope(name)).toBeUndefined();
  },
);

test('every name stands for one scope', () => {
  const names = listOauthScopes().map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(250);
});
