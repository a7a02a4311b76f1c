// @ts-check
import path from 'node:path';

/** The folder of package.json. */
export const PROJECT_FOLDER = path.join(import.meta.dirname, '..');

/**
 * @typedef {object} Config
 * @property {number} port
 * @property {string} host the address to listen on
 * @property {string} baseUrl where Atlassian reaches this server, without a trailing slash; may have a path
 * @property {string | undefined} databaseUrl of a PostgreSQL; without it, an embedded database in `dataFolder`
 * @property {string} dataFolder
 * @property {string | undefined} encryptionKeys see `Secrets`
 * @property {boolean} isProduction
 */

/**
 * Reads the settings from the environment; README.md lists them.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Config}
 */
export function readConfig(env) {
  // The framework switches all authentication off when it finds these, in production as well.
  if (/no-auth|no-token-verfication/.test(env.AC_OPTS ?? '')) {
    throw new Error(`AC_OPTS must not switch authentication off: "${env.AC_OPTS}".`);
  }
  const port = readPort(env.PORT || '3000');
  return {
    port,
    host: env.HOST || '127.0.0.1',
    baseUrl: readUrl('AC_LOCAL_BASE_URL', env.AC_LOCAL_BASE_URL || `http://localhost:${port}`),
    databaseUrl: env.DATABASE_URL || undefined,
    dataFolder: path.resolve(PROJECT_FOLDER, env.DATA_FOLDER || 'data'),
    encryptionKeys: env.ENCRYPTION_KEY || undefined,
    isProduction: env.NODE_ENV === 'production',
  };
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}

/**
 * @param {string} name
 * @param {string} text
 */
function readUrl(name, text) {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text.replace(/\/+$/, '');
  throw new Error(`${name} must be an http or https URL, not "${text}".`);
}
