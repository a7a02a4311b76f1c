import path from 'node:path';
import type { Environment } from '../core/context.ts';
import { readEnv } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';

/**
 * Where connect-kit keeps what is a person's, for every project: below `XDG_CONFIG_HOME`, or `~/.config`; on Windows
 * below `%APPDATA%`, which is the person's own too.
 * @throws {EnvironmentError} where nothing names such a folder
 */
export function configFolder(env: Environment, platform: NodeJS.Platform): string {
  const appData = platform === 'win32' ? readEnv(env, 'APPDATA') : undefined;
  if (appData !== undefined) return path.join(appData, 'connect-kit');
  const xdg = readEnv(env, 'XDG_CONFIG_HOME');
  // The specification says that a relative path is to be ignored.
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'connect-kit');
  const home = readEnv(env, 'HOME') ?? readEnv(env, 'USERPROFILE');
  if (home !== undefined) return path.join(home, '.config', 'connect-kit');
  throw new EnvironmentError('no-home', 'Nothing says where your settings are: HOME is not set.', {
    nextSteps: [
      'Set XDG_CONFIG_HOME or HOME.',
      'In CI, sites come from CONNECT_KIT_SITE_URL, CONNECT_KIT_SITE_EMAIL and CONNECT_KIT_SITE_TOKEN.',
    ],
  });
}
