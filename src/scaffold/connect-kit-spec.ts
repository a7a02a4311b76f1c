import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../core/errors.ts';
import { stringAt } from '../core/json.ts';

const TARBALL = /\.(?:tgz|tar\.gz)$/;

/**
 * What the project's dependency on connect-kit says.
 * @param text a version, range or tag of npm; or a folder or tarball, written as a path (`./connect-kit`, `kit.tgz`)
 * @throws UsageError when it is none of these
 */
export async function resolveConnectKitSpec(text: string, cwd: string): Promise<string> {
  if (!isPath(text)) return checkVersion(text);
  const location = path.resolve(cwd, text.replace(/^file:/, ''));
  const kind = await kindOf(location);
  if (kind === 'file' ? !TARBALL.test(location) : kind !== 'folder' || !(await isConnectKit(location))) {
    throw invalid(`There is no connect-kit at ${location}.`);
  }
  return `file:${location.replaceAll(path.sep, '/')}`;
}

function isPath(text: string): boolean {
  return /^(?:\.{1,2}$|file:)|[\\/]/.test(text) || TARBALL.test(text);
}

function checkVersion(text: string): string {
  if (/^(?:[\^~]|[<>]?=?)\d+(?:\.[\dx*]+){0,2}(?:[-+][\w.+-]+)?$|^[a-z][\w.-]*$/i.test(text)) return text;
  throw invalid(`"${text}" is no version, range or tag of connect-kit.`);
}

async function kindOf(location: string): Promise<'file' | 'folder' | undefined> {
  try {
    return (await stat(location)).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}

async function isConnectKit(folder: string): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    return stringAt(manifest, 'name') === 'connect-kit';
  } catch {
    return false;
  }
}

function invalid(message: string): UsageError {
  return new UsageError('invalid-connect-kit', message, {
    where: '--connect-kit',
    nextSteps: ['Give a version such as ^1.0.0, or the path of a checkout or of a packed connect-kit.'],
  });
}
