import { request } from 'node:http';
import { onTestFinished } from 'vitest';
import { type CliRun, runCli } from './run-cli.ts';

export interface RunningListener {
  readonly port: number;
  readonly url: string;
  /** What was printed up to now. */
  output(): string;
  /** As Ctrl-C does. */
  stop(): Promise<CliRun>;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<CliRun>;
  /** Resolves when the output has this text. */
  waitFor(text: string | RegExp): Promise<void>;
}

/** `webhook record` on a free port, stopped when the test ends. */
export async function startListener(
  cwd: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningListener> {
  const abort = new AbortController();
  let output = '';
  const waiting = new Set<() => void>();
  const ended = runCli(['webhook', 'record', '--listen', '0', ...argv], {
    cwd,
    env,
    signal: abort.signal,
    onOutput: (text) => {
      output += text;
      for (const check of waiting) check();
    },
  });
  const waitFor = (text: string | RegExp) =>
    new Promise<void>((resolve, reject) => {
      const check = () => {
        if (typeof text === 'string' ? !output.includes(text) : !text.test(output)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      void ended.then(() => reject(new Error(`it ended before it printed ${text}:\n${output}`)));
      check();
    });
  onTestFinished(async () => {
    abort.abort();
    await ended;
  });
  await waitFor(/http:\/\/localhost:\d+/);
  const port = Number(/http:\/\/localhost:(\d+)/.exec(output)?.[1]);
  return {
    port,
    url: `http://localhost:${port}`,
    output: () => output,
    stop: () => {
      abort.abort();
      return ended;
    },
    ended,
    waitFor,
  };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** Sends exactly these headers and bytes. */
export async function send(
  port: number,
  target: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: Uint8Array;
  } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port,
        path: target,
        method: options.method ?? 'POST',
        headers: { 'Content-Type': 'application/json', ...options.headers },
        agent: false,
      },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}
