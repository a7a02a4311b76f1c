import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';

/** A program, or why it cannot be had. */
export type Tool = { readonly file: string } | { readonly why: string };

/**
 * Installs a program from npm for the tests of a file, and removes it after them: one that is too large to be downloaded by
 * everybody who works on connect-kit. Call it where tests are described.
 * @param spec with an exact version, for instance `bun@1.4.5`; the program is called as the package
 * @returns the file to run, or why it cannot be had: it has no build for this machine, or there is no registry
 */
export function installTool(spec: string): Promise<Tool> {
  const folder = mkdtemp(path.join(tmpdir(), 'connect-kit-tool-'));
  afterAll(async () => rm(await folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder.then((made) => install(spec, made));
}

async function install(spec: string, folder: string): Promise<Tool> {
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
