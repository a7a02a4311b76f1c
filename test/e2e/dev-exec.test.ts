import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, expect, it } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { createDevAddon, DESCRIPTOR } from '../support/dev-addon.ts';
import { namedBlocks } from '../support/named-blocks.ts';
import { packedConnectKit } from '../support/packed.ts';

/** The examples of docs/dev-exec.md, run by the installed package, in the project that it is installed in. */
const examples = path.resolve(path.dirname(packedConnectKit().bin), '../../../exec-examples');

beforeAll(async () => {
  await mkdir(examples, { recursive: true });
  for (const [name, code] of namedBlocks(await readFile(packageFile('docs/dev-exec.md'), 'utf8'))) {
    await writeFile(path.join(examples, name), code);
  }
});

async function execExample(argv: readonly string[]) {
  const webhooks = [{ event: 'jira:issue_created', url: '/created' }];
  const { dir, command } = await createDevAddon({
    ...DESCRIPTOR,
    modules: { ...DESCRIPTOR.modules, webhooks },
  });
  const args = [packedConnectKit().bin, 'dev', 'exec', '--command', command, '--', ...argv];
  return execa(process.execPath, args, { cwd: dir, all: true, reject: false });
}

it('is found by the harness', async () => {
  const { exitCode, all } = await execExample([process.execPath, path.join(examples, 'panel.exec.mjs')]);
  expect([exitCode, all]).toEqual([0, '']);
});

const { exitCode: python } = await execa('python3', ['--version'], { reject: false });

it.skipIf(python !== 0)('is used by Python with nothing but its standard library', async () => {
  const { exitCode, all } = await execExample(['python3', path.join(examples, 'test_addon.py')]);
  expect(exitCode, all).toBe(0);
  expect(all).toMatch(/Ran 4 tests[\s\S]*OK/);
});
