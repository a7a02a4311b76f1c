import { EnvironmentError, UsageError } from '../core/errors.ts';
import { findStartCommand } from '../dev/start-command.ts';
import { type WaitOptions, waitForDescriptor } from '../dev/wait-for-descriptor.ts';

/** A server under a watcher needs a moment to come back with its new descriptor. */
const CHANGE_TIMEOUT_MS = 15_000;

/**
 * The descriptor as the add-on itself answers it.
 * @param options.isStarted whether its process is started here
 * @param before one that is not waited for: another one is
 * @throws {EnvironmentError} `addon-silent` or `descriptor-unchanged`
 */
export async function readDescriptor(
  options: WaitOptions & { readonly isStarted: boolean },
  before: string | undefined,
): Promise<string> {
  try {
    if (before === undefined) return await waitForDescriptor(options);
    const timeoutMs = Math.min(options.timeoutMs, CHANGE_TIMEOUT_MS);
    return await waitForDescriptor({ ...options, timeoutMs, accept: (text) => text !== before });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    throw before === undefined ? silent(error, options) : unchanged(error, options.url);
  }
}

/**
 * The command that starts the add-on when none is given.
 * @throws {UsageError} `command-missing` or `command-recursive`
 */
export async function findCommand(dir: string): Promise<string> {
  try {
    return await findStartCommand(dir);
  } catch (error) {
    if (!(error instanceof UsageError) || !error.code.startsWith('command-')) throw error;
    const { code, message, where } = error;
    throw new UsageError(code, message.replace('connect-kit dev', 'connect-kit'), {
      ...(where === undefined ? {} : { where }),
      nextSteps: [
        'Name the command: connect-kit tunnel -- python app.py',
        'Or start it yourself and name its port: connect-kit tunnel --port 3000',
      ],
    });
  }
}

function silent(
  cause: EnvironmentError,
  { url, isStarted }: { readonly url: string; readonly isStarted: boolean },
): EnvironmentError {
  return new EnvironmentError(cause.code, cause.message, {
    where: url,
    cause,
    nextSteps: [
      isStarted
        ? 'It must listen on the port in PORT; if it listens elsewhere, start it yourself and name that with --port.'
        : 'Start it first, and name the port that it listens at with --port or --target.',
      'If its descriptor has another path, name it with --descriptor-path.',
      'If it only needs longer to start, raise --timeout.',
    ],
  });
}

function unchanged(cause: EnvironmentError, url: string): EnvironmentError {
  return new EnvironmentError(
    'descriptor-unchanged',
    'A descriptor file changed, but the add-on does not serve another descriptor.',
    { where: url, cause, nextSteps: ['Restart it if it reads the file only when it starts.'] },
  );
}
