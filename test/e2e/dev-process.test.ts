import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { spawnCli } from '../support/spawn-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

test('ends with the add-on, however long it would have waited for it', async () => {
  const folder = await createTempDir();
  const args = [
    ...['dev', '--json', '--port', '0', '--ephemeral', '--timeout', '10m'],
    ...['--command', 'echo broken; exit 7'],
  ];
  const dev = spawnCli(args, { cwd: folder });
  expect(await dev.ended).toMatchObject({ exitCode: 3 });
  expect(dev.lines).toContain('broken');
  expect(dev.lines.join('\n')).toContain('"code":"addon-exited"');
  expect(await readdir(folder)).toEqual([]);
});
