import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { packageRoot } from '../../core/package-root.ts';
import { ngrok } from './ngrok.ts';
import { explainNgrokError } from './ngrok-errors.ts';
import { loadNgrok, type NgrokSdk } from './ngrok-package.ts';
import { findNgrokToken } from './ngrok-token.ts';

const never = new AbortController().signal;

async function homeWith(file: string, text: string): Promise<string> {
  const home = await createTempDir();
  await mkdir(path.dirname(path.join(home, file)), { recursive: true });
  await writeFile(path.join(home, file), text);
  return home;
}

describe('the authtoken', () => {
  it.each([
    ['linux', '.config/ngrok/ngrok.yml', 'version: "2"\nauthtoken: of-two\n', 'of-two'],
    ['linux', '.config/ngrok/ngrok.yml', 'version: 3\nagent:\n  authtoken: of-three\n', 'of-three'],
    ['linux', '.ngrok2/ngrok.yml', 'authtoken: of-old\n', 'of-old'],
    ['darwin', 'Library/Application Support/ngrok/ngrok.yml', 'authtoken: of-mac\n', 'of-mac'],
    ['win32', 'AppData/Local/ngrok/ngrok.yml', 'authtoken: of-windows\n', 'of-windows'],
  ] as const)("is found in ngrok's own configuration (%s, %s)", async (platform, file, text, token) => {
    const home = await homeWith(file, text);
    expect(await findNgrokToken({ HOME: home, USERPROFILE: home }, platform)).toEqual({
      token,
      from: path.join(home, file),
    });
  });

  it('comes from NGROK_AUTHTOKEN before', async () => {
    const home = await homeWith('.config/ngrok/ngrok.yml', 'authtoken: other\n');
    expect(await findNgrokToken({ HOME: home, NGROK_AUTHTOKEN: ' mine\n' }, 'linux')).toMatchObject({
      token: 'mine',
    });
  });

  it('is not told by the message about a file that is none', async () => {
    const home = await homeWith('.config/ngrok/ngrok.yml', 'authtoken: "geheim\n  : [');
    const error = await findNgrokToken({ HOME: home }, 'linux').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'ngrok-config-unreadable', exitCode: 2 });
    expect(JSON.stringify(error)).not.toContain('geheim');
  });
});

describe('the SDK', () => {
  it('is one that cannot connect without a network, and says where an add-on runs without one', async () => {
    // The real package: nothing answers at its address here.
    const real = await loadNgrok(packageRoot(), {}, process.platform);
    const provider = ngrok({
      dir: packageRoot(),
      env: { NGROK_AUTHTOKEN: 'not-a-token' },
      platform: process.platform,
      load: async () => ({ forward: (config) => real.forward({ ...config, server_addr: 'localhost:1' }) }),
    });
    await expect(provider.open(3000, { domain: undefined }, never)).rejects.toMatchObject({
      code: 'offline',
      exitCode: 3,
      nextSteps: [expect.stringContaining('connect-kit dev'), expect.stringContaining('HTTPS_PROXY')],
    });
  });

  it('is asked for nothing without a token', async () => {
    const home = await createTempDir();
    const provider = ngrok({
      dir: home,
      env: { HOME: home },
      platform: 'linux',
      load: async () => ({
        forward: () => {
          throw new Error('asked');
        },
      }),
    });
    await expect(provider.open(3000, { domain: undefined }, never)).rejects.toMatchObject({
      code: 'ngrok-token-missing',
      exitCode: 2,
      where: expect.stringContaining(path.join(home, '.config/ngrok/ngrok.yml')),
    });
  });

  it('tells how to install it where it is not', async () => {
    const folder = await createTempDir();
    await expect(loadNgrok(folder, { PATH: folder }, 'linux', folder)).rejects.toMatchObject({
      code: 'ngrok-not-installed',
      nextSteps: expect.arrayContaining([expect.stringContaining('npm install --save-dev @ngrok/ngrok')]),
    });
  });

  it('is refused where it is something else', async () => {
    const folder = await createTempDir();
    await mkdir(path.join(folder, 'node_modules/@ngrok/ngrok'), { recursive: true });
    await writeFile(path.join(folder, 'node_modules/@ngrok/ngrok/index.js'), 'module.exports = {};');
    await expect(loadNgrok(folder, {}, process.platform)).rejects.toMatchObject({
      code: 'ngrok-unloadable',
      nextSteps: [expect.stringContaining('npm install --save-dev @ngrok/ngrok')],
    });
  });

  it('is given the domain, and its states and its end are told', async () => {
    let tell: ((status: string) => void) | undefined;
    let end: () => void = () => {};
    const asked: unknown[] = [];
    const joined = new Promise<void>((resolve) => {
      end = resolve;
    });
    const sdk: NgrokSdk = {
      forward: async (config) => {
        asked.push(config);
        tell = config.onStatusChange;
        return createListener(joined);
      },
    };
    const provider = ngrok({
      dir: '/',
      env: { NGROK_AUTHTOKEN: 't' },
      platform: 'linux',
      load: async () => sdk,
    });
    const tunnel = await provider.open(3000, { domain: 'mine.ngrok.app' }, never);
    expect(tunnel.url).toBe('https://mine.ngrok.app');
    expect(asked).toMatchObject([{ addr: 'localhost:3000', authtoken: 't', domain: 'mine.ngrok.app' }]);
    const states: string[] = [];
    tunnel.onStatus(({ state }) => states.push(state));
    for (const status of ['connected', 'closed', 'closed', 'connected']) tell?.(status);
    expect(states).toEqual(['reconnecting', 'connected']);
    end();
    expect(await tunnel.closed).toBe('ngrok ended the tunnel');
  });
});

function createListener(joined: Promise<void>): Awaited<ReturnType<NgrokSdk['forward']>> {
  return {
    url: () => 'https://mine.ngrok.app/',
    join: () => joined,
    close: async () => {},
    proto: () => 'https',
    labels: () => ({}),
    id: () => '1',
    forwardsTo: () => '',
    metadata: () => '',
    forward: async () => {},
  };
}

describe('what ngrok says', () => {
  it.each([
    ['105', 'ngrok-token-refused', /NGROK_AUTHTOKEN/],
    ['107', 'ngrok-token-refused', /your-authtoken/],
    ['4018', 'ngrok-token-missing', /NGROK_AUTHTOKEN/],
    ['108', 'ngrok-session-limit', /dashboard\.ngrok\.com\/agents/],
    ['334', 'ngrok-address-taken', /--domain/],
    ['320', 'ngrok-domain-refused', /domains/],
    ['120', 'ngrok-outdated', /@latest/],
    ['9999', 'ngrok-failed', /err_ngrok_9999/],
  ])('ERR_NGROK_%s becomes advice', (number, code, advice) => {
    const said = new Error(
      `failed to connect session: it says geheim\r\n\r\nerror_code: ERR_NGROK_${number}`,
    );
    const error = explainNgrokError(said, ['geheim']);
    expect(error).toMatchObject({ code, where: expect.stringContaining(`ERR_NGROK_${number}`) });
    expect(error.nextSteps.join('\n')).toMatch(advice);
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('geheim');
  });
});
