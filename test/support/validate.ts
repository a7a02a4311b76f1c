import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type CliRun, type CliRunOptions, runCli } from './run-cli.ts';
import { createTempDir } from './temp-dir.ts';
import { SOUND } from './test-rule.ts';

/** What is told of every add-on is not what these tests are about. */
const CALM = ['--rule', 'support/*=off'];

/** Nothing is found in it. */
export const FINE = SOUND;
/** One error, at `/name`: schema/type. */
export const BROKEN = { ...SOUND, name: 1 };
/** One warning, at `/extra`: schema/unknown-property. */
export const WARNED = { ...SOUND, extra: 1 };
/** One finding that has a fix, at `/scopes/1`: scopes/duplicate. */
export const FIXABLE = { ...SOUND, scopes: ['READ', 'READ'] };

export type Files = Readonly<Record<string, unknown>>;

/** A new folder with these files: texts as they are, other values as JSON. Configurations above it are out of sight. */
export async function createFolder(files: Files): Promise<string> {
  const folder = await createTempDir();
  for (const [name, content] of Object.entries({ '.git/HEAD': '', ...files })) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** Runs `connect-kit validate descriptor` in a folder. */
export function validateIn(
  cwd: string,
  argv: readonly string[],
  options: CliRunOptions = {},
): Promise<CliRun> {
  return runCli(['validate', 'descriptor', ...argv, ...CALM], { cwd, ...options });
}

/** Runs `connect-kit validate descriptor` in a new folder with these files. */
export async function validate(
  files: Files,
  argv: readonly string[],
  options: CliRunOptions = {},
): Promise<CliRun & { readonly cwd: string }> {
  const cwd = await createFolder(files);
  return { ...(await validateIn(cwd, argv, options)), cwd };
}
