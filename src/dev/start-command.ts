import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, messageOf, UsageError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';

const LOCKFILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
] as const;

/** A command line that runs `connect-kit dev` or `connect-kit tunnel`, with flags in between or not. */
const STARTS_US = /\bconnect-kit(?:\.js)?\b[^&|;]*\s(?:dev|tunnel)\b/;

/**
 * The command that starts the add-on in `dir`: the `dev` script of its package.json, or else `start`. Scripts that
 * start connect-kit do not count.
 * @throws {UsageError} when there is none, or when it would start connect-kit again
 */
export async function findStartCommand(dir: string): Promise<string> {
  const manifest = await readManifest(dir);
  const scripts = manifest === undefined ? undefined : manifest['scripts'];
  const names = ['dev', 'start'].filter((script) => stringAt(scripts, script) !== undefined);
  const name = names.find((script) => !STARTS_US.test(stringAt(scripts, script) ?? ''));
  if (names.length === 0) {
    throw new UsageError(
      'command-missing',
      manifest === undefined
        ? 'There is no way to start the add-on: no package.json.'
        : 'There is no way to start the add-on: no `dev` or `start` script.',
      {
        where: manifest === undefined ? dir : path.join(dir, 'package.json'),
        nextSteps: [
          'Name the command: connect-kit dev --command "python app.py".',
          'Or start it yourself and name its descriptor: connect-kit dev --url http://localhost:8000/atlassian-connect.json.',
        ],
      },
    );
  }
  if (name === undefined) {
    throw new UsageError(
      'command-recursive',
      `The script \`${names[0]}\` starts \`connect-kit dev\` itself.`,
      {
        where: path.join(dir, 'package.json'),
        nextSteps: ['Name the command that starts the add-on alone with --command.'],
      },
    );
  }
  return `${await findPackageManager(dir)} run ${name}`;
}

async function readManifest(dir: string): Promise<Record<string, unknown> | undefined> {
  const file = path.join(dir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw new UsageError('package-json-unreadable', `package.json cannot be read: ${messageOf(error)}`, {
      where: file,
      cause: error,
    });
  }
  try {
    const manifest: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isRecord(manifest) ? manifest : {};
  } catch (cause) {
    throw new UsageError('package-json-unreadable', 'package.json is not JSON.', { where: file, cause });
  }
}

async function findPackageManager(dir: string): Promise<string> {
  for (const [lockfile, manager] of LOCKFILES) {
    if (await exists(path.join(dir, lockfile))) return manager;
  }
  return 'npm';
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
