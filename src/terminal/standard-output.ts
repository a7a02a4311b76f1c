import { fstatSync, writeSync } from 'node:fs';
import type { Output } from '../core/context.ts';
import { hasCode } from '../core/errors.ts';

export interface StandardOutputOptions {
  /** File descriptor of the stream: 1 or 2. */
  readonly fd: number;
  /** Node's stream for it, which takes milliseconds to make. */
  readonly open: () => NodeJS.WriteStream;
  /** Told when whoever reads has gone away. */
  readonly onClosed: () => void;
}

/**
 * A standard stream as an {@link Output}. What is no terminal is written to directly and at once, as Node does it with
 * files and, on Linux, with pipes; Node's own stream, and with it the code for sockets, is made for terminals only, and
 * where a pipe is full and does not wait.
 */
export function createStandardOutput({ fd, open, onClosed }: StandardOutputOptions): Output {
  let stream: NodeJS.WriteStream | undefined;
  const opened = (): NodeJS.WriteStream => {
    stream ??= open().on('error', (error) => {
      if (!hasCode(error, 'EPIPE')) throw error;
      onClosed();
    });
    return stream;
  };
  const isDirect = isPipeOrFile(fd);
  return {
    write: (text) => {
      const rest = isDirect && stream === undefined ? writeDirectly(fd, text, onClosed) : text;
      if (rest.length > 0) opened().write(rest);
    },
    get isTTY() {
      return !isDirect && opened().isTTY === true;
    },
    get columns() {
      return isDirect ? undefined : opened().columns;
    },
  };
}

/** Consoles and what cannot be told are left to Node. */
function isPipeOrFile(fd: number): boolean {
  try {
    const stats = fstatSync(fd);
    return stats.isFIFO() || stats.isFile();
  } catch {
    return false;
  }
}

/** Writes as much as can be written; returns the rest. */
function writeDirectly(fd: number, text: string, onClosed: () => void): string | Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
  } catch (error) {
    if (hasCode(error, 'EPIPE')) onClosed();
    else if (!hasCode(error, 'EAGAIN')) throw error;
    return rest;
  }
  return rest;
}
