import type { Context } from '../core/context.ts';
import type { CommandOutcome } from '../scaffold/init.ts';

/**
 * Runs a program with the environment of this run and hands on what it writes, line by line.
 * It is stopped when the run is interrupted.
 */
export async function runCommand(
  program: string,
  args: readonly string[],
  folder: string,
  context: Pick<Context, 'env' | 'signal'>,
  onLine: (line: string) => void,
): Promise<CommandOutcome> {
  const { execa } = await import('execa');
  const running = execa(program, args, {
    cwd: folder,
    env: { ...context.env },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    cancelSignal: context.signal,
  });
  for await (const line of running.iterable({ from: 'all' })) onLine(line);
  const { exitCode, code } = await running;
  return { exitCode, isMissing: code === 'ENOENT' };
}
