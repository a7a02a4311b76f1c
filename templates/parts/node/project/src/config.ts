import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Descriptor, readDescriptor } from './descriptor.ts';
import { readSettings, type Settings } from './settings.ts';

/** The folder of package.json: this file is one level below it, in `src` as well as in `dist`. */
export const PROJECT_FOLDER = path.join(import.meta.dirname, '..');
export const MIGRATIONS_FOLDER = path.join(PROJECT_FOLDER, 'migrations');

export interface Config {
  readonly port: number;
  /** The address to listen on. `127.0.0.1` unless `HOST` says otherwise. */
  readonly host: string;
  readonly settings: Settings;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  readonly encryptionKey: string | undefined;
  /** Nobody else's data is here: there is no PostgreSQL, and `NODE_ENV` is not `production`. */
  readonly isDevelopment: boolean;
}

/** Reads the environment; `connect-kit dev` sets what differs on a developer's machine. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const databaseUrl = env['DATABASE_URL'] || undefined;
  return {
    port: readPort(env['PORT'] || '3000'),
    host: env['HOST'] || '127.0.0.1',
    settings: readSettings(env),
    databaseUrl,
    dataFolder: path.resolve(PROJECT_FOLDER, env['DATA_FOLDER'] || 'data'),
    encryptionKey: env['ENCRYPTION_KEY'] || undefined,
    isDevelopment: databaseUrl === undefined && env['NODE_ENV'] !== 'production',
  };
}

/** The descriptors of the project: one for each product. The first names the add-on. */
export function loadDescriptors(baseUrl: string): readonly [Descriptor, ...Descriptor[]] {
  const [first, ...others] = readdirSync(PROJECT_FOLDER)
    .filter((name) => /^atlassian-connect[\w-]*\.json$/.test(name))
    .sort((a, b) => a.length - b.length)
    .map((name) => readDescriptor(name, readFileSync(path.join(PROJECT_FOLDER, name), 'utf8'), baseUrl));
  if (first === undefined) throw new Error(`There is no atlassian-connect.json in ${PROJECT_FOLDER}.`);
  return [first, ...others];
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}
