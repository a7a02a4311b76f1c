import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PRODUCTS } from '../catalog/products.ts';
import { EnvironmentError, hasCode, messageOf } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import type { SavedSite } from './site-store.ts';

/** A file for each site, so that two that are added at once do not cost one of them. */
export interface SiteFiles {
  list(): Promise<readonly SavedSite[]>;
  /** @param token kept in the file too, where there is no better place */
  write(site: SavedSite, token: Secret | undefined): Promise<void>;
  readToken(site: SavedSite): Promise<Secret>;
  remove(name: string): Promise<void>;
}

const NAME = /^site-(.+)\.json$/;

/** @param folder the person's folder for connect-kit; made when something is to be kept */
export function createSiteFiles(folder: string, platform: NodeJS.Platform): SiteFiles {
  const fileOf = (name: string) => path.join(folder, `site-${name}.json`);
  return { list, write, readToken, remove: (name) => rm(fileOf(name), { force: true }) };

  async function list(): Promise<readonly SavedSite[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
      throw unreadable(folder, error);
    });
    const sites = await Promise.all(
      names.toSorted().map(async (file) => {
        const name = NAME.exec(file)?.[1];
        return name === undefined ? undefined : parseSite(name, await readJson(path.join(folder, file)));
      }),
    );
    return sites.filter((site) => site !== undefined);
  }

  async function write(site: SavedSite, token: Secret | undefined): Promise<void> {
    const { name, ...rest } = site;
    const content = { version: 1, ...rest, ...(token === undefined ? {} : { token: token.reveal() }) };
    const file = fileOf(name);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // One that was there may be open to others.
      if (platform !== 'win32') await chmod(folder, 0o700);
      // Closed to others from its first byte on, and whole or not at all.
      const temporary = `${file}.${Math.random().toString(36).slice(2, 10)}.tmp`;
      await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
      await rename(temporary, file);
    } catch (cause) {
      throw new EnvironmentError('site-unwritable', `The site cannot be kept: ${messageOf(cause)}.`, {
        where: file,
        nextSteps: ['Check the permissions of the folder, or set XDG_CONFIG_HOME to another one.'],
        cause,
      });
    }
  }

  async function readToken({ name }: SavedSite): Promise<Secret> {
    const file = fileOf(name);
    const { mode } = await stat(file).catch((error: unknown) => {
      throw unreadable(file, error);
    });
    if (platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new EnvironmentError('token-exposed', `Others can read the token of the site ${name}.`, {
        where: file,
        nextSteps: [
          `Close it: chmod 600 ${file}`,
          'If somebody else may have read it, revoke the token and make another one.',
        ],
      });
    }
    const token = stringAt(await readJson(file), 'token');
    if (token !== undefined) return new Secret(token);
    throw new EnvironmentError('token-unavailable', `There is no token of the site ${name}.`, {
      where: file,
      nextSteps: [`Give it once more: connect-kit site add ${name}`],
    });
  }
}

/** A file that is not ours, or half of one, counts as none. */
function parseSite(name: string, value: unknown): SavedSite | undefined {
  const origin = stringAt(value, 'origin');
  const email = stringAt(value, 'email');
  const named: unknown = isRecord(value) ? value['products'] : undefined;
  const products = PRODUCTS.filter((product) => Array.isArray(named) && named.includes(product));
  const tokenIn = (['keychain', 'secret-service', 'file'] as const).find(
    (place) => place === stringAt(value, 'tokenIn'),
  );
  if (origin === undefined || !URL.canParse(origin) || email === undefined || tokenIn === undefined)
    return undefined;
  return { name, origin, products: products.length === 0 ? PRODUCTS : products, email, tokenIn };
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || hasCode(error, 'ENOENT')) return undefined;
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): EnvironmentError {
  return new EnvironmentError(
    'site-unreadable',
    `The sites that you keep cannot be read: ${messageOf(cause)}.`,
    {
      where: file,
      nextSteps: ['Check the permissions of the folder.'],
      cause,
    },
  );
}
