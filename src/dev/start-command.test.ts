import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { findStartCommand } from './start-command.ts';

async function createProject(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await createTempDir();
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  return dir;
}

const scripts = (value: Readonly<Record<string, unknown>>) => ({
  'package.json': JSON.stringify({ scripts: value }),
});

it.each([
  ['the dev script first', scripts({ start: 'node .', dev: 'tsx .' }), 'npm run dev'],
  ['the start script otherwise', scripts({ start: 'node .' }), 'npm run start'],
  [
    'start when dev is connect-kit itself',
    scripts({ start: 'node .', dev: 'connect-kit dev' }),
    'npm run start',
  ],
  [
    'a script that only names connect-kit',
    scripts({ dev: 'connect-kit validate && node dev.js' }),
    'npm run dev',
  ],
  ['pnpm by its lockfile', { ...scripts({ dev: 'x' }), 'pnpm-lock.yaml': '' }, 'pnpm run dev'],
  ['yarn by its lockfile', { ...scripts({ dev: 'x' }), 'yarn.lock': '' }, 'yarn run dev'],
  ['bun by its lockfile', { ...scripts({ dev: 'x' }), 'bun.lock': '' }, 'bun run dev'],
  ['a file with a byte order mark', { 'package.json': '\ufeff{"scripts":{"dev":"x"}}' }, 'npm run dev'],
])('takes %s', async (_, files, expected) => {
  expect(await findStartCommand(await createProject(files))).toBe(expected);
});

it.each([
  ['no package.json', {}, 'command-missing', /no package\.json/],
  ['no scripts', { 'package.json': '{}' }, 'command-missing', /no `dev` or `start` script/],
  ['other scripts', scripts({ test: 'x', dev: 1 }), 'command-missing', /no `dev` or `start` script/],
  ['a list', { 'package.json': '[]' }, 'command-missing', /no `dev` or `start` script/],
  ['broken JSON', { 'package.json': '{"scripts":' }, 'package-json-unreadable', /not JSON/],
  [
    'connect-kit dev',
    scripts({ dev: 'npx connect-kit dev' }),
    'command-recursive',
    /`dev` starts `connect-kit dev`/,
  ],
  ['flags in between', scripts({ start: 'connect-kit --json dev .' }), 'command-recursive', /`start`/],
])('refuses %s', async (_, files, code, message) => {
  await expect(findStartCommand(await createProject(files))).rejects.toMatchObject({
    code,
    exitCode: 2,
    message: expect.stringMatching(message),
    nextSteps:
      code === 'package-json-unreadable'
        ? []
        : expect.arrayContaining([expect.stringContaining('--command')]),
  });
});
