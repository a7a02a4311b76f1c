import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { isRecord, stringAt } from '../../src/core/json.ts';
import { startInstalled } from '../support/installed-addon.ts';

/** What atlassian-connect-express has inside for acting as a person. */
interface OAuth2 {
  getAuthorizationServer(baseUrl: string): string;
  getUserBearerTokenByUserAccountId(
    accountId: string,
    scopes: readonly string[],
    client: Readonly<Record<string, unknown>>,
  ): Promise<unknown>;
}

it('atlassian-connect-express acts as a person here, redirected as docs/instance.md says', async () => {
  const { told, client, instance } = await startInstalled({ scopes: ['READ', 'ACT_AS_USER'] });
  const require = createRequire(import.meta.url);
  const Framework: new (addon: object) => OAuth2 = require('atlassian-connect-express/lib/internal/oauth2');
  const kept = new Map<string, unknown>();
  const settings = {
    get: async (key: string) => kept.get(key),
    set: async (key: string, value: unknown) => void kept.set(key, value),
  };
  class Redirected extends Framework {
    override getAuthorizationServer(baseUrl: string): string {
      return new URL(baseUrl).origin;
    }
  }
  const mia = instance.services.people.list().find(({ username }) => username === 'mia');
  const token = await new Redirected({ settings }).getUserBearerTokenByUserAccountId(
    mia?.accountId ?? '',
    ['READ'],
    told(),
  );
  const bearer = isRecord(token) ? stringAt(token, 'access_token') : undefined;
  const answer = await client.send('GET', '/rest/api/3/myself', {
    headers: { Authorization: `Bearer ${bearer}` },
  });
  expect(await answer.json()).toMatchObject({ accountId: mia?.accountId });
});
