/**
 * What the outside world looks like to connect-kit. `main.ts` builds the real one; tests build their own.
 * Domains take the parts that they need as arguments and never reach for `process`.
 */

import type { Prompts } from './prompts.ts';

/** A stream that text goes to. */
export interface Output {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in columns, where the stream has one. */
  readonly columns: number | undefined;
}

/** The stream that text comes from. */
export interface Input {
  readonly isTTY: boolean;
  /** Everything up to the end of the stream, as bytes; no more is read once there are more than `limit`. */
  readAll(limit?: number): Promise<Uint8Array>;
  /** Tells each key of a terminal as it is pressed, until the function that it returns is called. */
  onKey?(listener: (key: string) => void): () => void;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `ms` milliseconds, rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** What time it is for the programs beside this one, where this clock has been put forward. */
  machineNow?(): number;
}

/** The part of the Fetch API that connect-kit uses. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Response>;

/** What is needed to tell this process from others, and to end those. */
export interface System {
  readonly pid: number;
  readonly platform: NodeJS.Platform;
  /** As `process.kill`: a negative id means the process group; throws `ESRCH` when there is none. */
  kill(pid: number, signal: NodeJS.Signals | 0): void;
  /** The signal that has asked this process to end, where one has. */
  lastSignal?(): NodeJS.Signals | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Context {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Environment;
  /** Absolute path that relative paths of flags and arguments are resolved against. */
  readonly cwd: string;
  /** Where the shell is, if `cwd` is elsewhere because of `--cwd`. */
  readonly startedIn?: string;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly system: System;
  /** For commands that may ask; `Cli.canPrompt` says whether anybody is there to answer. */
  readonly prompts: Prompts;
  /** Aborts on Ctrl-C and on `SIGTERM`. */
  readonly signal: AbortSignal;
}

/** Environment values are set when they are neither missing nor empty. */
export function readEnv(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
}
