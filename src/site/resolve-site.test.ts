import { describe, expect, it } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import type { Environment } from '../core/context.ts';
import { Secret } from '../core/secret.ts';
import { resolveSite, type SiteRequest } from './resolve-site.ts';
import type { SavedSite, SiteStore } from './site-store.ts';

const SAVED: SavedSite = {
  ...{ name: 'acme', origin: 'https://acme.atlassian.net', products: ['jira'] },
  ...{ email: 'kept@example.com', tokenIn: 'file' },
};
const store: SiteStore = {
  list: async () => [SAVED],
  readToken: async () => new Secret('kept'),
  save: async () => SAVED,
  remove: async () => undefined,
};

async function resolve(request: SiteRequest, env: Environment = {}) {
  const deps = { env, cwd: await createTempDir(), sites: store, findEmbedded: async () => undefined };
  const target = await resolveSite(request, deps);
  return { ...target, token: target.token.reveal() };
}

describe('an address on the command line', () => {
  const credentials = { CONNECT_KIT_SITE_EMAIL: 'ci@example.com', CONNECT_KIT_SITE_TOKEN: 'ci' };

  it('takes who is kept for it', async () => {
    expect(await resolve({ name: 'acme.atlassian.net/wiki/spaces/X' })).toMatchObject({
      name: 'acme',
      token: 'kept',
    });
  });

  it('takes the environment, when that names no other site', async () => {
    const name = 'https://other.atlassian.net';
    expect(await resolve({ name }, credentials)).toMatchObject({
      origin: name,
      username: 'ci@example.com',
      token: 'ci',
    });
    const same = { ...credentials, CONNECT_KIT_SITE_URL: 'https://other.atlassian.net/wiki' };
    expect(await resolve({ name }, same)).toMatchObject({ token: 'ci' });
  });

  it('never gets a token that the environment has for another site', async () => {
    const env = { ...credentials, CONNECT_KIT_SITE_URL: 'https://ci.atlassian.net' };
    expect(await resolve({ name: 'https://acme.atlassian.net' }, env)).toMatchObject({ token: 'kept' });
    await expect(resolve({ name: 'https://evil.example.com' }, env)).rejects.toMatchObject({
      code: 'site-unknown',
    });
  });

  it('is refused where the token would travel in the clear', async () => {
    const name = 'http://other.example.com';
    await expect(resolve({ name }, credentials)).rejects.toMatchObject({ code: 'site-insecure' });
    expect(await resolve({ name, insecure: true }, credentials)).toMatchObject({ origin: name });
  });
});

it('shows no token, however a target is printed', async () => {
  const deps = { env: {}, cwd: await createTempDir(), sites: store, findEmbedded: async () => undefined };
  expect(JSON.stringify(await resolveSite({ name: 'acme' }, deps))).not.toContain('kept"');
});
