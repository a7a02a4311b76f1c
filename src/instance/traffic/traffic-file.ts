import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, type FileHandle, open, rename } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../../core/errors.ts';
import type { Exchange } from '../../proxy/exchange.ts';
import { parseExchange } from '../../proxy/exchange-json.ts';

/** Bytes at which a file makes room for the next one; two generations are kept. */
const MAX_BYTES = 5 * 1024 * 1024;
const SUFFIX = '.jsonl';
const OLD_SUFFIX = '.1.jsonl';

/** Where exchanges are written down, one a line. */
export interface TrafficFile {
  append(exchange: Exchange): void;
  /** Resolves when everything is on the disk. */
  close(): Promise<void>;
}

export interface TrafficFileOptions {
  readonly folder: string;
  readonly siteName: string;
  /** Told once, when it cannot be written; nothing is written from then on. */
  readonly onError: (error: unknown) => void;
  readonly maxBytes?: number;
}

/**
 * Writes exchanges down behind the back of whoever makes them: nobody waits for the disk. The file is for its owner
 * only. A last line that a killed process has left half-written stays alone, and is passed over by readers.
 */
export function openTrafficFile({
  folder,
  siteName,
  onError,
  maxBytes = MAX_BYTES,
}: TrafficFileOptions): TrafficFile {
  const file = path.join(folder, `${siteName}${SUFFIX}`);
  const waiting: string[] = [];
  let handle: FileHandle | undefined;
  let size = 0;
  let hasFailed = false;
  let isWriting = false;
  let written: Promise<void> = Promise.resolve();

  const openFile = async (): Promise<FileHandle> => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = await open(file, 'a+', 0o600);
    await chmod(file, 0o600);
    ({ size } = await opened.stat());
    if (size > 0 && !(await endsWithNewline(opened, size))) {
      await opened.appendFile('\n');
      size += 1;
    }
    return opened;
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const lines = waiting.splice(0);
      handle ??= await openFile();
      for (const line of lines) {
        const length = Buffer.byteLength(line);
        if (size > 0 && size + length > maxBytes) {
          await handle.close();
          handle = undefined;
          await rename(file, path.join(folder, `${siteName}${OLD_SUFFIX}`));
          handle = await openFile();
        }
        await handle.appendFile(line);
        size += length;
      }
    }
    isWriting = false;
  };

  const start = (): void => {
    if (isWriting || hasFailed) return;
    isWriting = true;
    written = write().catch((error: unknown) => {
      hasFailed = true;
      isWriting = false;
      onError(error);
    });
  };

  return {
    append: (exchange) => {
      if (hasFailed) return;
      waiting.push(`${JSON.stringify(exchange)}\n`);
      start();
    },
    close: async () => {
      await written;
      start();
      await written;
      await handle?.close();
      handle = undefined;
    },
  };
}

async function endsWithNewline(handle: FileHandle, size: number): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}

/**
 * The exchanges that were written down of a site, oldest first. What is no exchange is passed over.
 * @returns undefined when nothing was ever written down
 */
export function readTrafficFile(folder: string, siteName: string): readonly Exchange[] | undefined {
  const texts = [OLD_SUFFIX, SUFFIX].map((suffix) => readIfThere(path.join(folder, `${siteName}${suffix}`)));
  if (texts.every((text) => text === undefined)) return undefined;
  return texts.flatMap((text = '') => text.split('\n').flatMap((line) => parseExchange(line) ?? []));
}

/** The sites of which something was written down, the one first that was written to last. */
export function sitesWithTraffic(folder: string): readonly string[] {
  return list(folder)
    .filter((name) => name.endsWith(SUFFIX) && !name.endsWith(OLD_SUFFIX))
    .map((name) => ({ name, changed: statSync(path.join(folder, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed)
    .map(({ name }) => name.slice(0, -SUFFIX.length));
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
