import type { Context } from '../core/context.ts';
import { type DevRunning, runDev } from './dev.ts';
import type { OnDevEvent } from './events.ts';
import { commandEnvironment } from './exec-environment.ts';
import type { DevDeps, DevOptions } from './options.ts';
import { runGuest } from './run-guest.ts';

export interface ExecOptions extends Omit<DevOptions, 'isEphemeral' | 'hasOwnClock'> {
  /** Program and arguments; no shell looks at them. */
  readonly argv: readonly string[];
  /** Where the command is run. */
  readonly cwd: string;
}

export type ExecDeps = DevDeps & Pick<Context, 'stdin'>;

/**
 * Runs an add-on as `connect-kit dev --ephemeral` does, and a command while it is there: with the streams of this process, and what it
 * needs to know in its environment. Everything ends with the command.
 * @param onStart called right before the command is started
 * @returns the command's exit code; 128 and the number of the signal where one has ended it
 * @throws {ConnectKitError} when the loop fails, be it before the command or under it: the command is ended then
 */
export async function execDev(
  { argv, cwd, ...options }: ExecOptions,
  deps: ExecDeps,
  onEvent: OnDevEvent,
  onStart: () => void,
): Promise<number> {
  let command: Promise<number> | undefined;
  const whileReady = async (running: DevRunning, signal: AbortSignal) => {
    onStart();
    command = runGuest(argv, { cwd, env: commandEnvironment(deps.env, running), signal }, deps);
    await command;
  };
  try {
    await runDev({ ...options, isEphemeral: true, hasOwnClock: true }, deps, onEvent, whileReady);
    return command === undefined ? 0 : await command;
  } catch (error) {
    // It has been asked to end, and is not left behind.
    await command?.catch(() => {});
    throw error;
  }
}
