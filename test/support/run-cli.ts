import { setTimeout as delay } from 'node:timers/promises';
import type { CommandEntry } from '../../src/cli/command-module.ts';
import { run } from '../../src/cli/program.ts';
import type { Context, Fetch } from '../../src/core/context.ts';
import type { Prompts } from '../../src/core/prompts.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly fetch?: Fetch;
  /** Answers questions; without it a question fails the test. */
  readonly prompts?: Prompts;
  readonly now?: number;
  readonly signal?: AbortSignal;
  readonly isTTY?: boolean;
  /** Takes whoever wants to be told of keys, to press some. */
  readonly onKeys?: (press: (key: string) => void) => void;
  /** The system that the command line believes to run on. */
  readonly platform?: NodeJS.Platform;
  /** In place of the real commands. */
  readonly commands?: Readonly<Record<string, CommandEntry>>;
  /** Sees what is written as it is written. */
  readonly onOutput?: (text: string) => void;
}

/** Runs the command line in this process, with captured streams and no access to network or environment. */
export async function runCli(argv: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
  let stdout = '';
  let stderr = '';
  const isTTY = options.isTTY ?? false;
  const context: Context = {
    stdin: {
      isTTY,
      readAll: async () => new TextEncoder().encode(options.stdin ?? ''),
      onKey: (listener) => {
        options.onKeys?.(listener);
        return () => {};
      },
    },
    stdout: {
      isTTY,
      columns: 100,
      write: (text) => {
        stdout += text;
        options.onOutput?.(text);
      },
    },
    stderr: {
      isTTY,
      columns: 100,
      write: (text) => {
        stderr += text;
        options.onOutput?.(text);
      },
    },
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    clock: {
      now: () => options.now ?? Date.now(),
      sleep: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
    },
    fetch:
      options.fetch ??
      (async (url) => {
        throw new Error(`unexpected request to ${String(url)}`);
      }),
    prompts: options.prompts ?? refuseQuestions(),
    system: {
      pid: process.pid,
      platform: options.platform ?? process.platform,
      kill: (pid, signal) => void process.kill(pid, signal),
    },
    signal: options.signal ?? new AbortController().signal,
  };
  const exitCode = await run(argv, context, options.commands);
  return { exitCode, stdout, stderr };
}

function refuseQuestions(): Prompts {
  const refuse = async ({ message }: { readonly message: string }) => {
    throw new Error(`unexpected question: ${message}`);
  };
  return { text: refuse, select: refuse, confirm: refuse, secret: refuse };
}
