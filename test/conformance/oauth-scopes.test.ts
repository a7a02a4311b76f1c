import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findOauthScope } from '../../src/catalog/oauth-scopes.ts';
import { isRecord } from '../../src/core/json.ts';
import { hasSharedFolder, sharedFile } from '../support/shared-folder.ts';

interface Row {
  readonly product: string;
  readonly scope: string;
  readonly connectEquivalent: unknown;
}

const reference: unknown = hasSharedFolder
  ? JSON.parse(readFileSync(sharedFile('forge/scopes.json'), 'utf8'))
  : undefined;

describe.skipIf(!hasSharedFolder)('scopes of OAuth 2.0 (needs ../shared, the reference material)', () => {
  test.each(readRows())('$scope is that of $product', ({ product, scope, connectEquivalent }) => {
    // No operation shows it, but what the two scopes open is the same.
    const expected = scope === 'read:email-address:jira' ? 'ACCESS_EMAIL_ADDRESSES' : connectEquivalent;
    expect(findOauthScope(scope)).toMatchObject({
      kind: 'product',
      product,
      connectScope: expected ?? undefined,
    });
  });

  test.each(readForgeNames())(
    '$forgeName is what Forge calls $scope of $product',
    ({ forgeName, scope, product }) => {
      expect(findOauthScope(forgeName)).toEqual({ kind: 'connect', product, connectScope: scope });
    },
  );

  test('Atlassian states the equivalents that it states', () => {
    const stated = recordAt(recordAt(reference, 'meta'), 'officialRowsSeen');
    for (const [scope, connectScope] of Object.entries(stated)) {
      expect(findOauthScope(scope)).toMatchObject({ connectScope, isStated: true });
    }
    expect(Object.keys(stated)).toHaveLength(7);
  });
});

function readRows(): readonly Row[] {
  return Object.entries(recordAt(reference, 'oauth2ScopeTable')).flatMap(([product, rows]) =>
    (Array.isArray(rows) ? rows : []).map((row: unknown) => ({
      product,
      scope: String(isRecord(row) ? row['scope'] : ''),
      connectEquivalent: isRecord(row) ? row['connectEquivalent'] : undefined,
    })),
  );
}

function readForgeNames(): readonly { forgeName: string; scope: string; product: string }[] {
  return Object.entries(recordAt(reference, 'connectScopes')).flatMap(([product, scopes]) =>
    Object.entries(isRecord(scopes) ? scopes : {}).flatMap(([scope, facts]) => {
      const forgeName = isRecord(facts) ? facts['connectOnForgeScope'] : undefined;
      return typeof forgeName === 'string' ? [{ forgeName, scope, product }] : [];
    }),
  );
}

function recordAt(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const found = isRecord(value) ? value[name] : undefined;
  return isRecord(found) ? found : {};
}
