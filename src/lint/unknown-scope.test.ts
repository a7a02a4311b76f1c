import { expect, test } from 'vitest';
import { findOauthScope } from '../catalog/oauth-scopes.ts';
import type { DescriptorProduct } from '../catalog/products.ts';
import { describeUnknownScope } from './unknown-scope.ts';

function describeScope(text: string, product?: DescriptorProduct): readonly (string | undefined)[] {
  const { message, hint, fix } = describeUnknownScope(text, '/scopes/0', product, findOauthScope);
  return [message, hint, fix?.title];
}

test.each<[string, readonly [string, string?, string?]]>([
  ['reed', ['There is no scope "reed".', 'Did you mean "read"?']],
  ['REED', ['There is no scope "REED".', 'Did you mean "READ"?']],
  ['everything', ['There is no scope "everything".']],
  [
    'Read',
    [
      'There is no scope "Read": scopes are all upper case or all lower case.',
      'Did you mean "READ"?',
      'Write "READ"',
    ],
  ],
  [
    'write:jira-work',
    [
      '"write:jira-work" is a scope of OAuth 2.0 and Forge, not of Connect.',
      'The scope of Connect that allows as much is DELETE.',
    ],
  ],
  [
    'Read:Issue:Jira',
    [
      '"Read:Issue:Jira" is a scope of OAuth 2.0 and Forge, not of Connect.',
      'The scope of Connect that most likely allows as much is READ.',
    ],
  ],
  [
    'write:group:jira',
    [
      '"write:group:jira" is a scope of OAuth 2.0 and Forge, not of Connect.',
      'Connect has READ, WRITE and others.',
    ],
  ],
  [
    'read:connect-confluence',
    ['"read:connect-confluence" is what the manifest of a Forge app calls the scope READ.', 'Write "READ".'],
  ],
  [
    'storage:app',
    ['"storage:app" is a scope of Forge, for Forge\'s storage: Connect has none like it.', 'Remove it.'],
  ],
  [
    'read:nothing:jira',
    [
      'There is no scope "read:nothing:jira".',
      'Scopes with a colon belong to OAuth 2.0 and Forge; Connect has READ, WRITE and others.',
    ],
  ],
  [
    'repository:write',
    [
      '"repository:write" is a scope of Bitbucket, not of Jira or Confluence.',
      'A descriptor serves one product. Use --product to say which.',
    ],
  ],
])('%s is none of Connect', (text, [message, hint, fix]) => {
  expect(describeScope(text)).toEqual([message, hint, fix]);
});

test.each<[string, readonly [string, string?, string?]]>([
  [
    'Repository:Write',
    [
      'There is no scope "Repository:Write": scopes of Bitbucket are all lower case.',
      'Did you mean "repository:write"?',
      'Write "repository:write"',
    ],
  ],
  ['repositry', ['There is no scope "repositry".', 'Did you mean "repository"?']],
  [
    'READ',
    [
      'There is no scope "READ".',
      'Bitbucket has scopes of its own, such as repository, pullrequest:write and webhook.',
    ],
  ],
])('%s is none of Bitbucket', (text, [message, hint, fix]) => {
  expect(describeScope(text, 'bitbucket')).toEqual([message, hint, fix]);
});
