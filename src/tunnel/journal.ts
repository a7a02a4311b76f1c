import { readdir, readFile, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { PRODUCTS, type Product } from '../catalog/products.ts';
import type { System } from '../core/context.ts';
import { EnvironmentError, hasCode } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import { writeFileAtomically } from '../core/write-file.ts';
import type { Leftover } from '../dev/leftover.ts';
import { makeInstanceFolder } from '../instance/instance-file.ts';
import { claimFolder } from '../instance/store/claim.ts';

/**
 * What `connect-kit tunnel` is about to leave elsewhere, written down in `.connect-kit/tunnel.json` before it does so:
 * whatever kills it, the next start finds every registration that may be there, and ends every process.
 */
export interface Registration {
  readonly site: { readonly name: string; readonly origin: string };
  readonly product: Product;
  readonly key: string;
  /**
   * `registering`: the site may have it or not. `registered`: it has. `removing`: it may have it still.
   */
  readonly state: 'registering' | 'registered' | 'removing';
}

interface Content {
  readonly registrations: readonly Registration[];
  readonly processes: readonly Leftover[];
}

const FILE = 'tunnel.json';
const STATES = ['registering', 'registered', 'removing'] as const;

export class Journal {
  readonly #dir: string;
  readonly #release: () => void;
  #content: Content;
  /** Writes go one after the other. */
  #written: Promise<void> = Promise.resolve();

  private constructor(dir: string, release: () => void, content: Content) {
    this.#dir = dir;
    this.#release = release;
    this.#content = content;
  }

  /**
   * Opens the journal of a project for this process alone.
   * @throws {EnvironmentError} `already-running` when another process has it
   */
  static async open(dir: string, system: System): Promise<Journal> {
    await makeInstanceFolder(dir);
    const release = claim(dir, system);
    return new Journal(dir, release, await read(fileIn(dir)));
  }

  get registrations(): readonly Registration[] {
    return this.#content.registrations;
  }

  get processes(): readonly Leftover[] {
    return this.#content.processes;
  }

  /** Writes down a registration, in place of what is written of it. Resolves when it is on the disk. */
  async put(registration: Registration): Promise<void> {
    const others = this.registrations.filter((one) => !isSame(one, registration));
    await this.#write({ ...this.#content, registrations: [...others, registration] });
  }

  /** Strikes out a registration that is known to be gone, or that is meant to stay. */
  async drop(registration: RegistrationId): Promise<void> {
    const registrations = this.registrations.filter((one) => !isSame(one, registration));
    await this.#write({ ...this.#content, registrations });
  }

  async addProcess(leftover: Leftover): Promise<void> {
    await this.#write({ ...this.#content, processes: [...this.processes, leftover] });
  }

  async dropProcesses(): Promise<void> {
    if (this.processes.length > 0) await this.#write({ ...this.#content, processes: [] });
  }

  /** Gives the journal back; what is still open in it is for the next start. */
  async close(): Promise<void> {
    await this.#written;
    const { registrations, processes } = this.#content;
    if (registrations.length === 0 && processes.length === 0) await rm(fileIn(this.#dir), { force: true });
    this.#release();
    await tidy(this.#dir);
  }

  async #write(content: Content): Promise<void> {
    this.#content = content;
    this.#written = this.#written.then(() =>
      writeFileAtomically(fileIn(this.#dir), `${JSON.stringify({ version: 1, ...content }, null, 2)}\n`),
    );
    await this.#written;
  }
}

type RegistrationId = Pick<Registration, 'site' | 'product' | 'key'>;

export function isSame(one: RegistrationId, other: RegistrationId): boolean {
  return isSameSite(one.site, other.site) && one.product === other.product && one.key === other.key;
}

/**
 * A site is its address: a name may be given to another one. A dev instance is its name: it keeps its add-ons when it
 * starts at another port.
 */
export function isSameSite(one: Registration['site'], other: Registration['site']): boolean {
  return one.origin === other.origin || (one.name === other.name && /^embedded:/.test(one.name));
}

function claim(dir: string, system: System): () => void {
  try {
    return claimFolder(lockIn(dir), system);
  } catch (cause) {
    if (!(cause instanceof EnvironmentError)) throw cause;
    const pid = /process (\d+)/.exec(cause.message)?.[1] ?? '?';
    throw new EnvironmentError('already-running', `A tunnel of this folder runs already (process ${pid}).`, {
      where: dir,
      cause,
      nextSteps: [
        'End it with Ctrl-C where it runs.',
        `When process ${pid} is not connect-kit, remove ${path.join(lockIn(dir), 'owner.json')}.`,
      ],
    });
  }
}

async function read(file: string): Promise<Content> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    // It is written whole or not at all; what is not JSON is not ours.
    if (!(error instanceof SyntaxError) && !hasCode(error, 'ENOENT')) throw error;
    value = undefined;
  }
  const list = (name: string) => (isRecord(value) && Array.isArray(value[name]) ? value[name] : []);
  return {
    registrations: list('registrations').flatMap(readRegistration),
    processes: list('processes').flatMap(readProcess),
  };
}

function readRegistration(value: unknown): readonly Registration[] {
  if (!isRecord(value)) return [];
  const name = stringAt(value['site'], 'name');
  const origin = stringAt(value['site'], 'origin');
  const key = stringAt(value, 'key');
  const product = PRODUCTS.find((one) => one === value['product']);
  const state = STATES.find((one) => one === value['state']);
  const isWhole =
    name !== undefined &&
    origin !== undefined &&
    key !== undefined &&
    product !== undefined &&
    state !== undefined;
  return isWhole ? [{ site: { name, origin }, product, key, state }] : [];
}

function readProcess(value: unknown): readonly Leftover[] {
  const mark = stringAt(value, 'mark');
  const pid = isRecord(value) ? value['pid'] : undefined;
  return mark !== undefined && typeof pid === 'number' && Number.isInteger(pid) && pid > 1
    ? [{ pid, mark }]
    : [];
}

function fileIn(dir: string): string {
  return path.join(dir, '.connect-kit', FILE);
}

function lockIn(dir: string): string {
  return path.join(dir, '.connect-kit', 'tunnel');
}

/** Leaves no empty folder behind. */
async function tidy(dir: string): Promise<void> {
  await rmdir(lockIn(dir)).catch(() => {});
  const folder = path.dirname(fileIn(dir));
  const rest = await readdir(folder).catch(() => []);
  if (rest.length === 1 && rest[0] === '.gitignore') await rm(folder, { recursive: true, force: true });
}
