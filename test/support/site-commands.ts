import path from 'node:path';
import { isRecord } from '../../src/core/json.ts';
import { type CliRunOptions, runCli } from './run-cli.ts';

/** Runs command lines against a site that the environment names, as in CI, and reads their JSON. */
export function siteCommands(
  cwd: string,
  origin: string,
  person = 'admin@example.com',
  token = 'admin-api-token',
) {
  return commandsOf(cwd, {
    CONNECT_KIT_SITE_URL: origin,
    CONNECT_KIT_SITE_EMAIL: person,
    CONNECT_KIT_SITE_TOKEN: token,
  });
}

/**
 * Runs command lines of somebody whose settings are below `cwd`, on a system without a store for tokens unless `PATH` leads
 * to one.
 */
export function commandsOf(cwd: string, env: Readonly<Record<string, string>> = {}) {
  return async (line: string, options: CliRunOptions = {}) => {
    const run = await runCli(line.split(' ').filter(Boolean), {
      ...{ cwd, platform: 'linux', fetch: (url, init) => fetch(url, init) },
      ...options,
      env: { XDG_CONFIG_HOME: path.join(cwd, 'config'), PATH: path.join(cwd, 'bin'), ...env, ...options.env },
    });
    const json = (): Record<string, unknown> => {
      const value: unknown = JSON.parse(run.stdout);
      if (!isRecord(value)) throw new Error('no object');
      return value;
    };
    return { ...run, json };
  };
}
