import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';

const LOCKFILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
] as const;

/**
 * The command that starts the add-on in `dir`: the `dev` script of its package.json, or else `start`.
 * @throws {UsageError} when there is none, or when it would start connect-kit again
 */
export async function findStartCommand(dir: string): Promise<string> {
  const scripts = await readScripts(dir);
  const name = ['dev', 'start'].find((script) => stringAt(scripts, script) !== undefined);
  if (name === undefined) {
    throw new UsageError(
      'command-missing',
      'There is no way to start the add-on: no `dev` or `start` script.',
      {
        where: path.join(dir, 'package.json'),
        nextSteps: [
          'Name the command: connect-kit dev --command "python app.py".',
          'Or start it yourself and name its descriptor: connect-kit dev --url http://localhost:8000/atlassian-connect.json.',
        ],
      },
    );
  }
  if (/\bconnect-kit\s+dev\b/.test(stringAt(scripts, name) ?? '')) {
    throw new UsageError('command-recursive', `The script \`${name}\` starts \`connect-kit dev\` itself.`, {
      where: path.join(dir, 'package.json'),
      nextSteps: ['Name the command that starts the add-on alone with --command.'],
    });
  }
  return `${await findPackageManager(dir)} run ${name}`;
}

async function readScripts(dir: string): Promise<unknown> {
  const file = path.join(dir, 'package.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    const manifest: unknown = JSON.parse(text);
    return isRecord(manifest) ? manifest['scripts'] : undefined;
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
