import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';

/**
 * Installs a program from npm for the tests of a file, and removes it after them: one that is too large to be downloaded by
 * everybody who works on connect-kit.
 * @param spec with an exact version, for instance `bun@1.4.5`; the program is called as the package
 * @returns the file to run, or why it cannot be had: it has no build for this machine, or there is no registry
 */
export async function installTool(
  spec: string,
): Promise<{ readonly file: string } | { readonly why: string }> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'connect-kit-tool-')));
  afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const file = path.join(folder, 'node_modules', '.bin', spec.replace(/@[^@]*$/, ''));
  try {
    await execa('npm', ['install', '--no-audit', '--no-fund', '--no-save', spec], { cwd: folder });
    await execa(file, ['--version']);
    return { file };
  } catch (error) {
    return {
      why: `${spec} cannot be installed or run here: ${error instanceof Error ? error.message : error}`,
    };
  }
}
