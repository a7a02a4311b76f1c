import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFile } from '../../src/core/package-root.ts';
import { runCli } from '../support/run-cli.ts';
import { createTempDir } from '../support/temp-dir.ts';

/** Every example of docs/jwt.md prints what the page says; `…` stands for any text. */

interface Example {
  readonly command: string;
  readonly output: string;
}

const examples = await readExamples(packageFile('docs', 'jwt.md'));

test('the page has examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

test.each(examples)('$command', async ({ command, output }) => {
  const cwd = await createTempDir();
  await writeFile(path.join(cwd, 'secret.txt'), 'correct horse battery staple\n');
  const { stdout } = await runCli(splitWords(command), { cwd });
  expect(stdout).toMatch(new RegExp(`^${output.split('…').map(escapeForRegExp).join('[\\s\\S]*?')}$`));
});

async function readExamples(file: string): Promise<readonly Example[]> {
  const blocks = (await readFile(file, 'utf8')).matchAll(
    /^```console\n\$ connect-kit (.*)\n([\s\S]*?)^```$/gm,
  );
  return [...blocks].map(([, command = '', output = '']) => ({ command, output }));
}

/** Words as a shell splits them, as far as the page needs it: single quotes only. */
function splitWords(command: string): readonly string[] {
  return [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
