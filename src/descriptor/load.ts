import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Fetch, Input } from '../core/context.ts';
import { EnvironmentError, hasCode, messageOf, rootCodeOf, UsageError } from '../core/errors.ts';
import { decodeUtf8 } from './decode.ts';
import { languageOf, type SourceLanguage } from './language.ts';

/** What `connect-kit` reads where no descriptor is named: the name that Atlassian's own frameworks use. */
export const DEFAULT_DESCRIPTOR = 'atlassian-connect.json';

/** Far above real descriptors (the largest known has 60 kB); as much can be checked with 256 MB of memory. */
const MAX_BYTES = 16 * 1024 * 1024;
const TIMEOUT_MS = 15_000;

export interface LoadedDescriptor {
  /** How to name the source to a person: the path as given, the URL without credentials, or `<stdin>`. */
  readonly source: string;
  /** All of it. Where it begins with a byte order mark, that is U+FEFF here. */
  readonly text: string;
  readonly language: SourceLanguage;
  /** True for what a URL answers: it is what the product would read. */
  readonly isServed: boolean;
}

export interface LoadOptions {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly stdin: Pick<Input, 'readAll'>;
  readonly fetch: Fetch;
  readonly signal: AbortSignal;
}

/**
 * The text of a descriptor.
 * @param source a path, an http(s) URL, or `-` for stdin
 * @throws UsageError when there is nothing readable at the source
 * @throws EnvironmentError when the URL's server cannot be reached or fails
 */
export async function loadDescriptor(source: string, options: LoadOptions): Promise<LoadedDescriptor> {
  if (source === '-') {
    const text = decode('<stdin>', await options.stdin.readAll(MAX_BYTES));
    return { source: '<stdin>', text, language: languageOf(text, {}), isServed: false };
  }
  if (/^https?:\/\//i.test(source)) return loadUrl(source, options);
  const text = decode(source, await readDescriptorFile(source, options.cwd));
  return { source, text, language: languageOf(text, { name: source }), isServed: false };
}

async function readDescriptorFile(source: string, cwd: string): Promise<Uint8Array> {
  const file = path.resolve(cwd, source);
  try {
    const stats = statSync(file);
    if (stats.size > MAX_BYTES) throw tooLarge(source);
    // At once: a file of this size takes less time to read than Node takes to load its other way of reading.
    if (stats.isFile()) return readFileSync(file);
    // A pipe may keep one waiting, and that must not keep Ctrl-C waiting.
    if (!stats.isDirectory()) return await readStream(file, source);
    throw Object.assign(new Error('is a folder'), { code: 'EISDIR' });
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) {
      throw new UsageError('descriptor-not-found', `There is no file ${source}.`, {
        where: file,
        nextSteps: [
          'Name the descriptor: connect-kit validate descriptor path/to/atlassian-connect.json',
          'Or name the URL at which the add-on serves it, or - for stdin.',
        ],
        cause: error,
      });
    }
    if (hasCode(error, 'EISDIR')) {
      throw new UsageError('descriptor-is-folder', `${source} is a folder.`, {
        where: file,
        nextSteps: [`Name the file in it, for instance ${path.join(source, DEFAULT_DESCRIPTOR)}`],
        cause: error,
      });
    }
    if (hasCode(error, 'EACCES', 'EPERM')) {
      throw new UsageError('descriptor-unreadable', `${source} cannot be read.`, {
        where: file,
        nextSteps: ['Check the permissions of the file.'],
        cause: error,
      });
    }
    const code = error instanceof UsageError ? undefined : rootCodeOf(error);
    if (code === undefined) throw error;
    throw new UsageError('descriptor-unreadable', `${shorten(source)} cannot be read: ${code}.`, {
      cause: error,
    });
  }
}

/** What is no file may have no end. */
async function readStream(file: string, source: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of createReadStream(file)) {
    const bytes = Buffer.from(chunk);
    size += bytes.byteLength;
    if (size > MAX_BYTES) throw tooLarge(source);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Names of files may be of any length. */
function shorten(name: string): string {
  return name.length > 200 ? `${name.slice(0, 199)}…` : name;
}

async function loadUrl(address: string, options: LoadOptions): Promise<LoadedDescriptor> {
  const { url, authorization, source } = parseUrl(address);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await options.fetch(url, {
      headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      signal: AbortSignal.any([options.signal, timeout]),
    });
    if (!response.ok) throw badStatus(source, response);
    const text = decode(source, await readLimited(response, source));
    const contentType = response.headers.get('content-type') ?? '';
    return { source, text, language: languageOf(text, { name: url.pathname, contentType }), isServed: true };
  } catch (error) {
    if (error instanceof UsageError || error instanceof EnvironmentError || options.signal.aborted)
      throw error;
    const reason = timeout.aborted ? 'no answer within 15 seconds' : (rootCodeOf(error) ?? reasonOf(error));
    throw new EnvironmentError('descriptor-unreachable', `The descriptor cannot be fetched: ${reason}.`, {
      where: source,
      nextSteps: ["Check that the add-on's server runs and that the address is right."],
      cause: error,
    });
  }
}

/** `fetch` itself only says that it failed; what it failed for is the cause. */
function reasonOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}

/** `fetch` refuses URLs with credentials; they go into a header, and out of everything that is shown. */
function parseUrl(address: string): { url: URL; authorization: string | undefined; source: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined) {
    throw new UsageError('invalid-url', `${address} is not a URL.`, {
      nextSteps: ['Write it as https://host/path/atlassian-connect.json'],
    });
  }
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const authorization =
    username === '' && password === '' ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  return { url, authorization, source: url.href };
}

function badStatus(source: string, { status, statusText }: Response): Error {
  const message = `The server answered ${`${status} ${statusText}`.trim()} instead of a descriptor.`;
  if (status >= 500) {
    return new EnvironmentError('descriptor-unavailable', message, {
      where: source,
      nextSteps: ["Look into the add-on server's log."],
    });
  }
  return new UsageError('descriptor-not-found', message, {
    where: source,
    nextSteps: ['Check the path of the URL; many frameworks serve /atlassian-connect.json'],
  });
}

async function readLimited(response: Response, source: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw tooLarge(source);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(source: string, bytes: Uint8Array): string {
  if (bytes.byteLength > MAX_BYTES) throw tooLarge(source);
  return decodeUtf8(bytes, source);
}

function tooLarge(source: string): UsageError {
  return new UsageError('descriptor-too-large', `${source} is larger than 16 MB: no descriptor is.`, {
    nextSteps: ['Check that this is the descriptor and not another file.'],
  });
}
