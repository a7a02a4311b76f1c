import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive } from '../../../test/support/processes.ts';
import { createTempDir } from '../../../test/support/temp-dir.ts';
import { cloudflared } from './cloudflared.ts';
import { errorOf, quickTunnelUrl } from './cloudflared-output.ts';

/** A program that behaves as cloudflared does, as far as its log and its metrics go. */
async function install(script: string): Promise<string> {
  const folder = await createTempDir();
  const file = path.join(folder, 'cloudflared');
  await writeFile(file, `#!${process.execPath}\n${script}`);
  await chmod(file, 0o755);
  return folder;
}

const METRICS = `
const { createServer } = require('node:http');
const at = process.argv[process.argv.indexOf('--metrics') + 1].split(':');
console.error('args ' + process.argv.slice(2).join(' '));
createServer((request, response) => {
  response.statusCode = request.url === '/ready' ? 200 : 404;
  response.end();
}).listen(Number(at[1]), at[0]);
`;
const QUICK = `${METRICS}
console.error('2026-01-01T00:00:00Z INF Requesting new quick Tunnel on trycloudflare.com...');
console.error('2026-01-01T00:00:01Z INF |  https://some-words-here.trycloudflare.com                 |');
`;

async function open(
  folder: string,
  options: { readonly tunnelName?: string; readonly domain?: string } = {},
  pids: number[] = [],
) {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const provider = cloudflared({
    dir: folder,
    env: { PATH: folder },
    system: {
      pid: process.pid,
      platform: process.platform,
      kill: (pid, signal) => void process.kill(pid, signal),
    },
    fetch: (url, init) => fetch(url, init),
    clock: { now: () => Date.now(), sleep: (ms, signal) => delay(ms, undefined, signal && { signal }) },
    tunnelName: options.tunnelName,
    onProcess: async (pid) => void pids.push(pid),
  });
  return {
    tunnel: await provider.open(3000, { domain: options.domain }, ending.signal),
    end: () => ending.abort(),
  };
}

describe('cloudflared', () => {
  it('gives the address that it announces, and ends when it is to', async () => {
    const pids: number[] = [];
    const { tunnel, end } = await open(await install(QUICK), {}, pids);
    expect(tunnel.url).toBe('https://some-words-here.trycloudflare.com');
    end();
    expect(await tunnel.closed).toBeUndefined();
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('runs a tunnel by its name, at the domain that is told', async () => {
    const folder = await install(METRICS);
    const { tunnel } = await open(folder, { tunnelName: 'mine', domain: 'app.example.com' });
    expect(tunnel.url).toBe('https://app.example.com');
  });

  it('tells why it ended', async () => {
    const folder = await install(`${QUICK}
setInterval(() => {
  if (!require('node:fs').existsSync('end')) return;
  console.error('2026-01-01T00:00:02Z ERR Serve tunnel error error="gone"');
  process.exit(1);
}, 20);`);
    const { tunnel } = await open(folder);
    await writeFile(path.join(folder, 'end'), '');
    expect(await tunnel.closed).toContain('Serve tunnel error');
  });

  it.each([
    [
      'ERR failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com: no such host',
      {
        code: 'offline',
        exitCode: 3,
        nextSteps: expect.arrayContaining([expect.stringContaining('connect-kit dev')]),
      },
    ],
    [
      'ERR Tunnel credentials file not found',
      { code: 'cloudflared-failed', message: expect.stringContaining('credentials') },
    ],
  ])('ends with %j and says what to do', async (line, expected) => {
    const folder = await install(
      `console.error(${JSON.stringify(`2026-01-01T00:00:00Z ${line}`)}); process.exit(1);`,
    );
    await expect(open(folder)).rejects.toMatchObject(expected);
  });

  it('says where to get it when it is not installed', async () => {
    await expect(open(await createTempDir())).rejects.toMatchObject({ code: 'cloudflared-not-installed' });
  });

  it.each([
    [{ domain: 'app.example.com' }, 'tunnel-name-missing'],
    [{ tunnelName: 'mine' }, 'domain-missing'],
    [{ tunnelName: 'mine; rm -rf', domain: 'a.example' }, 'tunnel-name-invalid'],
  ])('refuses %j', async (options, code) => {
    await expect(open(await install(QUICK), options)).rejects.toMatchObject({ code, exitCode: 2 });
  });
});

describe('its log', () => {
  it.each([
    ['INF |  https://a-b-c.trycloudflare.com   |', 'https://a-b-c.trycloudflare.com'],
    ['INF Visit it at: https://a-b.trycloudflare.com', 'https://a-b.trycloudflare.com'],
    ['ERR Post "https://api.trycloudflare.com/tunnel": EOF', undefined],
    ['INF |  https://api.trycloudflare.com |', undefined],
    ['INF https://a.trycloudflare.com.evil.example', undefined],
    ['INF Requesting new quick Tunnel on trycloudflare.com...', undefined],
  ])('%s', (line, url) => {
    expect(quickTunnelUrl(line)).toBe(url);
  });

  it('has errors with a level', () => {
    expect(errorOf('2026-01-01T00:00:00Z ERR it failed')).toBe('it failed');
    expect(errorOf('2026-01-01T00:00:00Z INF no ERRORS here')).toBeUndefined();
  });
});
