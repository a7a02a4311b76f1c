/**
 * The errors that connect-kit raises on purpose, and the exit code that each kind ends with.
 * Anything else that reaches the edge is a bug of connect-kit and is reported as one.
 */

/** Process exit codes, documented in `docs/exit-codes.md`. */
export const EXIT = {
  /** Everything is fine. */
  ok: 0,
  /** The thing that was checked is not fine: findings, an invalid token, a refused install. */
  notFine: 1,
  /** Wrong usage, or input that cannot be read. */
  usage: 2,
  /** The environment failed: network, port, missing program. */
  environment: 3,
  /** connect-kit itself is broken (`EX_SOFTWARE` of sysexits). */
  bug: 70,
  /** Interrupted by the person or the system. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface ErrorDetails {
  /** Where it happened: a file with line and column, a URL, a JSON pointer. */
  readonly where?: string;
  /** What the person can do next, most useful first. */
  readonly nextSteps?: readonly string[];
  /** What led to it; shown with `--verbose`. */
  readonly cause?: unknown;
}

/** An error that a person can act upon: what happened, where, and what to do next. */
export abstract class ConnectKitError extends Error {
  abstract readonly exitCode: ExitCode;
  /** Stable and machine-readable, for instance `port-in-use`. */
  readonly code: string;
  readonly where: string | undefined;
  readonly nextSteps: readonly string[];

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.code = code;
    this.where = details.where;
    this.nextSteps = details.nextSteps ?? [];
  }
}

/** A flag, an argument or an input file is wrong: exit code 2. */
export class UsageError extends ConnectKitError {
  override readonly exitCode = EXIT.usage;
}

/** The thing that was examined is not fine (an install was refused, a token is invalid): exit code 1. */
export class NotFineError extends ConnectKitError {
  override readonly exitCode = EXIT.notFine;
}

/** Network, port, file system or a missing program: exit code 3. */
export class EnvironmentError extends ConnectKitError {
  override readonly exitCode = EXIT.environment;
}

/** The person or the system asked to stop: exit code 130. */
export class CancelledError extends ConnectKitError {
  override readonly exitCode = EXIT.interrupted;

  constructor(message = 'Interrupted.', details: ErrorDetails = {}) {
    super('interrupted', message, details);
  }
}

/** True for errors of Node's own APIs that carry the given `code`, such as `ENOENT`. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
  );
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The innermost `code` along the chain of causes, for instance undici's `UND_ERR_…` or `ECONNREFUSED`. */
export function rootCodeOf(error: unknown): string | undefined {
  let code: string | undefined;
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string') code = current.code;
    if (current instanceof AggregateError && current.errors[0] instanceof Error) {
      code = rootCodeOf(current.errors[0]) ?? code;
    }
  }
  return code;
}
