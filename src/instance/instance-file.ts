import { mkdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';

/**
 * Where a running dev instance can be found from another terminal: `.connect-kit/instance.json` in the folder that it
 * was started in. A file that a crash left behind points to nothing, and is overwritten by the next start.
 */
export interface InstanceRecord {
  /** Of the site that is meant where none is named. */
  readonly origin: string;
  readonly controlToken: string;
  /** Every site, by the name that it was started by; left out where there is one and nobody named it. */
  readonly sites?: readonly SiteRecord[];
}

export interface SiteRecord {
  readonly name: string;
  readonly origin: string;
}

const FOLDER = '.connect-kit';
const FILE = 'instance.json';

/** Where the sites of an instance that was started in `cwd` keep their data. */
export function dataFolderOf(cwd: string): string {
  return path.join(cwd, FOLDER, 'sites');
}

/** Where is written down what passes between the sites of an instance that was started in `cwd` and their add-ons. */
export function trafficFolderOf(cwd: string): string {
  return path.join(cwd, FOLDER, 'traffic');
}

/** Makes the folder for everything that an instance leaves in `cwd`; none of it belongs into a repository. */
export async function makeInstanceFolder(cwd: string): Promise<string> {
  const folder = path.join(cwd, FOLDER);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  return folder;
}

/** Written whole or not at all, readable by its owner only. */
export async function writeInstanceFile(cwd: string, record: InstanceRecord): Promise<void> {
  const folder = await makeInstanceFolder(cwd);
  const file = path.join(folder, FILE);
  await writeFile(`${file}.new`, `${JSON.stringify({ version: 1, ...record }, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** The record of `cwd` or of the nearest folder above it that has one. */
export async function readInstanceFile(cwd: string): Promise<InstanceRecord | undefined> {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const record = await readRecord(path.join(folder, FOLDER, FILE));
    if (record !== undefined) return record;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The record of `folder` alone. */
export async function readInstanceFileIn(folder: string): Promise<InstanceRecord | undefined> {
  return readRecord(path.join(folder, FOLDER, FILE));
}

/** Removes the record, and the folder when nothing else is in it. Another instance's record stays. */
export async function removeInstanceFile(cwd: string, { controlToken }: InstanceRecord): Promise<void> {
  const folder = path.join(cwd, FOLDER);
  const record = await readRecord(path.join(folder, FILE));
  if (record?.controlToken !== controlToken) return;
  await rm(path.join(folder, FILE), { force: true });
  await rm(path.join(folder, '.gitignore'), { force: true });
  try {
    await rmdir(folder);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
    if (!hasCode(error, 'ENOENT')) await writeFile(path.join(folder, '.gitignore'), '*\n');
  }
}

async function readRecord(file: string): Promise<InstanceRecord | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return undefined;
    throw error;
  }
  return parseRecord(text);
}

/** A file that is not ours, or half of one, counts as none. */
function parseRecord(text: string): InstanceRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const origin = stringAt(value, 'origin');
  const controlToken = stringAt(value, 'controlToken');
  if (!isRecord(value) || origin === undefined || controlToken === undefined || !isOrigin(origin))
    return undefined;
  const sites = Array.isArray(value['sites']) ? value['sites'].flatMap(parseSite) : [];
  return { origin, controlToken, ...(sites.length === 0 ? {} : { sites }) };
}

function parseSite(value: unknown): readonly SiteRecord[] {
  const name = stringAt(value, 'name');
  const origin = stringAt(value, 'origin');
  return name === undefined || origin === undefined || !isOrigin(origin) ? [] : [{ name, origin }];
}

function isOrigin(text: string): boolean {
  return /^http:\/\/localhost:\d+$/.test(text);
}
