import { execFileSync } from 'node:child_process';
import { closeSync, constants, createWriteStream, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTempDir } from '../../test/support/temp-dir.ts';
import { createStandardOutput } from './standard-output.ts';

describe('createStandardOutput', () => {
  it('writes to a file at once, without a stream', async () => {
    const { fd, file } = await openFile();
    const output = createStandardOutput({ fd, open: never, onClosed: never });
    output.write('größer\n');
    expect(readFileSync(file, 'utf8')).toBe('größer\n');
    expect(output.isTTY).toBe(false);
    expect(output.columns).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')(
    'hands what a full pipe does not take to a stream, in order',
    async () => {
      const pipe = await makePipe();
      const fd = openDescriptor(pipe, constants.O_RDWR | constants.O_NONBLOCK);
      const { fd: rest, file } = await openFile();
      const text = '0123456789'.repeat(20_000);
      const stream = createWriteStream('', { fd: rest, autoClose: false });
      const output = createStandardOutput({ fd, open: () => toTerminalStream(stream), onClosed: never });
      output.write(text);
      output.write('the end');
      await new Promise((resolve) => stream.end(resolve));
      expect(`${drain(fd)}${readFileSync(file, 'utf8')}`).toBe(`${text}the end`);
    },
  );

  it.skipIf(process.platform === 'win32')('tells when the reader of a pipe has gone away', async () => {
    const pipe = await makePipe();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    const fd = openDescriptor(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
    closeSync(reader);
    let closed = 0;
    const gone = () => {
      closed += 1;
      throw new Error('the process ends here');
    };
    expect(() => createStandardOutput({ fd, open: never, onClosed: gone }).write('x')).toThrow('ends here');
    expect(closed).toBe(1);
  });
});

function never(): never {
  throw new Error('not expected to be called');
}

/** Of a terminal's stream, only what every writable stream has is used here. */
function toTerminalStream(stream: ReturnType<typeof createWriteStream>): NodeJS.WriteStream {
  return Object.assign(Object.create(process.stdout), {
    on: () => stream,
    write: (chunk: Uint8Array) => stream.write(chunk),
  });
}

async function openFile(): Promise<{ fd: number; file: string }> {
  const file = path.join(await createTempDir(), 'out.txt');
  return { fd: openDescriptor(file, constants.O_WRONLY | constants.O_CREAT), file };
}

async function makePipe(): Promise<string> {
  const pipe = path.join(await createTempDir(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  return pipe;
}

function openDescriptor(file: string, flags: number): number {
  const fd = openSync(file, flags);
  onTestFinished(() => closeSync(fd));
  return fd;
}

/** What stands in a pipe that does not wait. */
function drain(fd: number): string {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(65_536);
    try {
      chunks.push(chunk.subarray(0, readSync(fd, chunk)));
    } catch {
      return Buffer.concat(chunks).toString('utf8');
    }
  }
}
