import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, UsageError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { Secret } from '../core/secret.ts';
import { parseSiteAddress } from './address.ts';
import type { SiteTarget } from './target.ts';

const FILE = 'credentials.json';

/**
 * The sites in which atlassian-connect-express registers an add-on: `hosts` of the credentials.json in its folder, by
 * host name. It always takes https, and Confluence below `/wiki`.
 * @throws {UsageError} when the file cannot be read as JSON
 */
export async function readAceCredentials(folder: string): Promise<readonly SiteTarget[]> {
  const file = path.join(folder, FILE);
  const hosts = await readHosts(file);
  return Object.entries(hosts).flatMap(([host, entry]) => {
    const username = stringAt(entry, 'username') ?? '';
    const password = stringAt(entry, 'password') ?? '';
    // The file that templates ship has the form, and nothing in it yet.
    if (username === '' || password === '') return [];
    const { origin } = parseSiteAddress(host.replace(/^http:\/\//i, 'https://'), FILE);
    const isConfluence = stringAt(entry, 'product')?.toLowerCase() === 'confluence';
    return [
      {
        name: new URL(origin).host,
        kind: 'real',
        origin,
        products: [isConfluence ? 'confluence' : 'jira'],
        productsAreKnown: true,
        username,
        token: new Secret(password),
        from: FILE,
      } satisfies SiteTarget,
    ];
  });
}

async function readHosts(file: string): Promise<Readonly<Record<string, unknown>>> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (hasCode(cause, 'ENOENT', 'ENOTDIR')) return {};
    const why = cause instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    // No cause: the message of a syntax error quotes the text, and in this text are passwords.
    throw new UsageError('credentials-unreadable', `${FILE} ${why}.`, { where: file });
  }
  const hosts = isRecord(value) ? value['hosts'] : undefined;
  return isRecord(hosts) ? hosts : {};
}
