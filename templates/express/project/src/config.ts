import path from 'node:path';

/** The folder of package.json: this file is one level below it, in `src` as well as in `dist`. */
export const PROJECT_FOLDER = path.join(import.meta.dirname, '..');

export interface Config {
  readonly port: number;
  /** The address to listen on. `127.0.0.1` unless `HOST` says otherwise. */
  readonly host: string;
  /** Where Atlassian reaches this server, without a trailing slash. May have a path. */
  readonly baseUrl: string;
  /** Where Atlassian publishes the keys that signed installs are checked with. */
  readonly installKeysUrl: string;
  /** Atlassian's JavaScript bridge. */
  readonly hostScriptUrl: string;
  readonly dataFolder: string;
}

/** Reads the environment; `connect-kit dev` sets what differs on a developer's machine. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = readPort(env['PORT'] || '3000');
  return {
    port,
    host: env['HOST'] || '127.0.0.1',
    baseUrl: readUrl('AC_LOCAL_BASE_URL', env['AC_LOCAL_BASE_URL'] || `http://localhost:${port}`),
    installKeysUrl: readUrl(
      'CONNECT_KEYS_CDN_URL',
      env['CONNECT_KEYS_CDN_URL'] || 'https://connect-install-keys.atlassian.com',
    ),
    hostScriptUrl: readUrl(
      'AC_HOST_SCRIPT_URL',
      env['AC_HOST_SCRIPT_URL'] || 'https://connect-cdn.atl-paas.net/all.js',
    ),
    dataFolder: path.resolve(PROJECT_FOLDER, env['DATA_FOLDER'] || 'data'),
  };
}

/** The path of the base URL: empty unless the add-on shares its host with something else. */
export function basePathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/+$/, '');
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}

function readUrl(name: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new Error(`${name} must be an http or https URL, not "${text}".`);
}
