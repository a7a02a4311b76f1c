import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { type Environment, readEnv } from '../../core/context.ts';
import { hasCode, messageOf, UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';

export interface FoundToken {
  readonly token: string;
  /** Where it was found, for people. */
  readonly from: string;
}

/**
 * The authtoken of ngrok: from `NGROK_AUTHTOKEN`, or from the configuration of ngrok's own agent.
 * @returns where was looked, when there is none
 * @throws {UsageError} `ngrok-config-unreadable`
 */
export async function findNgrokToken(
  env: Environment,
  platform: NodeJS.Platform,
): Promise<FoundToken | { readonly token: undefined; readonly looked: readonly string[] }> {
  const named = readEnv(env, 'NGROK_AUTHTOKEN');
  if (named !== undefined) return { token: named.trim(), from: 'NGROK_AUTHTOKEN' };
  const files = configFiles(env, platform);
  for (const file of files) {
    const token = await readToken(file);
    if (token !== undefined) return { token, from: file };
  }
  return { token: undefined, looked: ['NGROK_AUTHTOKEN', ...files] };
}

/** Where the agent keeps its configuration, as `ngrok config check` tells; the last one is that of old agents. */
function configFiles(env: Environment, platform: NodeJS.Platform): readonly string[] {
  const named = readEnv(env, 'NGROK_CONFIG');
  if (named !== undefined) return [named];
  const home = readEnv(env, platform === 'win32' ? 'USERPROFILE' : 'HOME');
  if (home === undefined) return [];
  return [folderOf(env, platform, home), path.join(home, '.ngrok2')].map((folder) =>
    path.join(folder, 'ngrok.yml'),
  );
}

function folderOf(env: Environment, platform: NodeJS.Platform, home: string): string {
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'ngrok');
  if (platform === 'win32') {
    return path.join(readEnv(env, 'LOCALAPPDATA') ?? path.join(home, 'AppData', 'Local'), 'ngrok');
  }
  return path.join(readEnv(env, 'XDG_CONFIG_HOME') ?? path.join(home, '.config'), 'ngrok');
}

/** Version 2 of the configuration has the token at the top, version 3 below `agent`. */
async function readToken(file: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw unreadable(file, error);
  }
  let config: unknown;
  try {
    config = parse(text);
  } catch {
    // The parser quotes the line, which may be the one with the token.
    throw unreadable(file, 'it is not YAML');
  }
  const token =
    stringAt(config, 'authtoken') ?? (isRecord(config) ? stringAt(config['agent'], 'authtoken') : undefined);
  return token === undefined || token.trim() === '' ? undefined : token.trim();
}

function unreadable(file: string, error: unknown): UsageError {
  return new UsageError(
    'ngrok-config-unreadable',
    `ngrok's configuration cannot be read: ${messageOf(error)}.`,
    {
      where: file,
      nextSteps: ['Mend the file, or set NGROK_AUTHTOKEN, which goes first.'],
    },
  );
}
