import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { chooseProvider, type ProviderWish } from './choose-provider.ts';

const NOTHING: ProviderWish = {
  provider: undefined,
  url: undefined,
  domain: undefined,
  tunnelName: undefined,
};
const REAL = { kind: 'real', name: 'my-site' } as const;
const EMBEDDED = { kind: 'embedded', name: 'embedded:dev' } as const;

interface Machine {
  readonly token?: string;
  readonly hasCloudflared?: boolean;
}

async function choose(
  wish: Partial<ProviderWish>,
  site: typeof REAL | typeof EMBEDDED,
  { token, hasCloudflared = false }: Machine = {},
) {
  const dir = await createTempDir();
  const bin = path.join(dir, 'bin');
  await mkdir(bin);
  if (hasCloudflared) {
    await writeFile(path.join(bin, 'cloudflared'), '');
    await chmod(path.join(bin, 'cloudflared'), 0o755);
  }
  return chooseProvider({ ...NOTHING, ...wish }, site, {
    dir,
    env: { PATH: bin, HOME: dir, ...(token === undefined ? {} : { NGROK_AUTHTOKEN: token }) },
    system: { pid: 1, platform: 'linux', kill: () => {} },
    fetch: async () => new Response(),
    clock: { now: () => 0, sleep: async () => {} },
  });
}

describe('what is not named', () => {
  it.each([
    ['nothing, for a dev instance', {}, EMBEDDED, {}, 'none', /on this machine/],
    ['an address', { url: 'https://a.example' }, REAL, { token: 't', hasCloudflared: true }, 'url', /--url/],
    ['an address, for a dev instance', { url: 'https://a.example' }, EMBEDDED, {}, 'url', /--url/],
    ['an authtoken', {}, REAL, { token: 't', hasCloudflared: true }, 'ngrok', /authtoken/],
    ['cloudflared', {}, REAL, { hasCloudflared: true }, 'cloudflared', /installed/],
    ['a domain', { domain: 'a.ngrok.app' }, REAL, { hasCloudflared: true }, 'ngrok', /.+/],
    [
      'a named tunnel',
      { tunnelName: 't', domain: 'a.example' },
      REAL,
      { token: 't' },
      'cloudflared',
      /--tunnel-name/,
    ],
  ] as const)('follows from %s', async (_, wish, site, machine, name, reason) => {
    const chosen = await choose(wish, site, machine);
    expect(chosen.provider.name).toBe(name);
    expect(chosen.reason).toMatch(reason);
  });
});

it('takes the provider that is named, whatever is there', async () => {
  expect((await choose({ provider: 'cloudflared' }, EMBEDDED, { token: 't' })).provider.name).toBe(
    'cloudflared',
  );
});
