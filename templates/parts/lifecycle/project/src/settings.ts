import { ATLASSIAN_KEYS_URL, ATLASSIAN_SCRIPT_URL } from './connect/host.ts';

/** Addresses that differ on a developer's machine; `connect-kit dev` sets them. Without trailing slashes. */
export interface Settings {
  /** Where Atlassian reaches this server. May have a path. */
  readonly baseUrl: string;
  /** Where Atlassian publishes the keys that signed installs are checked with. */
  readonly installKeysUrl: string;
  /** Atlassian's JavaScript bridge. */
  readonly hostScriptUrl: string;
}

/** @throws Error for an address that is none */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    baseUrl: readUrl(env, 'AC_LOCAL_BASE_URL', `http://localhost:${env['PORT'] || '3000'}`),
    installKeysUrl: readUrl(env, 'CONNECT_KEYS_CDN_URL', ATLASSIAN_KEYS_URL),
    hostScriptUrl: readUrl(env, 'AC_HOST_SCRIPT_URL', ATLASSIAN_SCRIPT_URL),
  };
}

function readUrl(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: string): string {
  const text = env[name] || otherwise;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new Error(`${name} must be an http or https URL, not "${text}".`);
}
