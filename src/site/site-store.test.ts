import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { Secret } from '../core/secret.ts';
import { configFolder } from './config-folder.ts';
import { createSiteStore } from './site-store.ts';
import type { ProgramAnswer, RunProgram } from './token-store.ts';

const TOKEN = 'ATATT3x-"quoted" $(rm) \\ =42';
const SITE = {
  name: 'acme',
  origin: 'https://acme.atlassian.net',
  products: ['jira'],
  email: 'a@b.c',
} as const;

type Program = (args: readonly string[], stdin: string) => ProgramAnswer;

/** The two programs, as far as their manuals describe them. */
function createSystem({ isLocked = false } = {}) {
  const kept = new Map<string, string>();
  const calls: string[][] = [];
  const answer = (stdout: string | undefined, missing: number) =>
    stdout === undefined || isLocked
      ? { exitCode: missing, stdout: '' }
      : { exitCode: 0, stdout: `${stdout}\n` };
  const run: RunProgram = async (program, args, stdin = '') => {
    calls.push([program, ...args]);
    return program === 'secret-tool' ? secretTool(args, stdin) : security(args, stdin);
  };
  const security: Program = (args, stdin) => {
    const [verb] = args;
    const [, account, secret = ''] =
      /^add-generic-password -U -s connect-kit -a (\S+) -w (\S+)\n$/.exec(stdin) ?? [];
    if (!isLocked && account !== undefined) kept.set(account, secret);
    // It ends with 0 whatever became of the commands on stdin.
    if (verb === '-i') return { exitCode: 0, stdout: '' };
    const name = args.at(args.indexOf('-a') + 1) ?? '';
    const found = kept.get(name);
    if (verb === 'delete-generic-password') kept.delete(name);
    return answer(found, 44);
  };
  const secretTool: Program = ([verb, ...args], stdin) => {
    const site = args.at(-1) ?? '';
    if (verb === 'store' && !isLocked) kept.set(site, stdin);
    const found = kept.get(site);
    if (verb === 'clear') kept.delete(site);
    return answer(found, 1);
  };
  return { run, kept, calls };
}

async function open(platform: NodeJS.Platform, system = createSystem()) {
  const XDG_CONFIG_HOME = await createTempDir();
  const store = createSiteStore({ env: { XDG_CONFIG_HOME }, platform, runProgram: system.run });
  return { ...system, store };
}

describe.each([
  ['darwin', 'keychain'],
  ['linux', 'secret-service'],
] as const)('on %s', (platform, place) => {
  it('the token is in the store of the system, whatever is in it, and never among arguments', async () => {
    const { store, kept, calls } = await open(platform);
    const saved = await store.save(SITE, new Secret(TOKEN));
    expect(saved.tokenIn).toBe(place);
    expect(await store.list()).toEqual([saved]);
    expect((await store.readToken(saved)).reveal()).toBe(TOKEN);
    expect(JSON.stringify(calls)).not.toContain('ATATT3x');
    expect(await store.remove('acme')).toEqual(saved);
    expect([kept.size, await store.list(), await store.remove('acme')]).toEqual([0, [], undefined]);
  });

  it('it is in the file where the store does not take it, unless nothing less will do', async () => {
    const { store } = await open(platform, createSystem({ isLocked: true }));
    const saved = await store.save(SITE, new Secret(TOKEN));
    expect(saved.tokenIn).toBe('file');
    expect((await store.readToken(saved)).reveal()).toBe(TOKEN);
    await expect(store.save(SITE, new Secret(TOKEN), 'system')).rejects.toMatchObject({
      code: 'token-store-unavailable',
    });
  });

  it('it leaves the one place when it moves to the other', async () => {
    const { store, kept } = await open(platform);
    await store.save(SITE, new Secret('old'));
    await store.save(SITE, new Secret('new'), 'file');
    expect(kept.size).toBe(0);
    const [saved] = await store.list();
    if (saved === undefined) throw new Error('it is gone');
    expect((await store.readToken(saved)).reveal()).toBe('new');
  });

  it('says what to do when the store gives nothing', async () => {
    const { store, kept } = await open(platform);
    const saved = await store.save(SITE, new Secret(TOKEN));
    kept.clear();
    await expect(store.readToken(saved)).rejects.toMatchObject({
      ...{ code: 'token-unavailable', exitCode: 3 },
      nextSteps: expect.arrayContaining([expect.stringContaining('connect-kit site add acme')]),
    });
  });
});

it('keeps the token in the file on Windows, and asks no program', async () => {
  const { store, calls } = await open('win32');
  expect((await store.save(SITE, new Secret(TOKEN))).tokenIn).toBe('file');
  expect(calls).toEqual([]);
});

it('keeps both of two sites that are added at once', async () => {
  const { store } = await open('linux', createSystem({ isLocked: true }));
  await Promise.all(['one', 'two'].map((name) => store.save({ ...SITE, name }, new Secret(name))));
  expect((await store.list()).map(({ name }) => name)).toEqual(['one', 'two']);
});

describe('the folder', () => {
  it.each([
    [{ XDG_CONFIG_HOME: '/x', HOME: '/h' }, 'linux', '/x/connect-kit'],
    [{ XDG_CONFIG_HOME: 'relative', HOME: '/h' }, 'linux', '/h/.config/connect-kit'],
    [{ HOME: '/h' }, 'darwin', '/h/.config/connect-kit'],
    [{ APPDATA: '/roaming', USERPROFILE: '/u' }, 'win32', '/roaming/connect-kit'],
    [{ APPDATA: '/roaming', HOME: '/h' }, 'linux', '/h/.config/connect-kit'],
  ] as const)('of %j on %s', (env, platform, folder) => {
    expect(configFolder(env, platform)).toBe(path.normalize(folder));
  });

  it('is named by something', () => {
    expect(() => configFolder({}, 'linux')).toThrow(expect.objectContaining({ code: 'no-home' }));
  });
});
