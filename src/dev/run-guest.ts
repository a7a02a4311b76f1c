import { constants } from 'node:os';
import { execa } from 'execa';
import type { Context, Environment } from '../core/context.ts';
import { EnvironmentError } from '../core/errors.ts';

interface GuestOptions {
  readonly cwd: string;
  /** The whole environment of the command. */
  readonly env: Environment;
  /** Asks the command to end. */
  readonly signal: AbortSignal;
}

/**
 * Runs a command with the streams of this process, as if it stood alone on the command line.
 * @returns its exit code; 128 and the number of the signal where one has ended it
 * @throws {EnvironmentError} `command-failed` when it cannot be started at all
 */
export async function runGuest(
  argv: readonly string[],
  { cwd, env, signal }: GuestOptions,
  { system, stdin }: Pick<Context, 'system' | 'stdin'>,
): Promise<number> {
  const [program = '', ...args] = argv;
  const subprocess = execa(program, args, {
    cwd,
    env: Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)),
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  const passOn = () => {
    const name = system.lastSignal?.() ?? 'SIGTERM';
    // A terminal sends it to everything that runs in front, and so to the command.
    if (name !== 'SIGINT' || !stdin.isTTY) subprocess.kill(name);
  };
  if (signal.aborted) passOn();
  signal.addEventListener('abort', passOn, { once: true });
  const { exitCode, signal: endedBy, code, shortMessage } = await subprocess;
  signal.removeEventListener('abort', passOn);
  if (exitCode !== undefined) return exitCode;
  if (endedBy !== undefined) return 128 + constants.signals[endedBy];
  throw new EnvironmentError('command-failed', `The command cannot be started: ${program}.`, {
    where: cwd,
    cause: shortMessage,
    nextSteps: [
      code === 'ENOENT'
        ? 'There is no such program in this folder or on the path. A line for the shell is run by `-- sh -c "…"`.'
        : `The system says ${code ?? 'nothing more'}.`,
    ],
  });
}
