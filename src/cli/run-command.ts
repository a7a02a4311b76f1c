import type { Context } from '../core/context.ts';
import type { Programs } from '../scaffold/programs.ts';

/**
 * Runs programs with the environment of this run. They are stopped when the run is interrupted, and nobody answers their
 * questions.
 * @param onLine takes what shown programs write, line by line
 */
export function createPrograms(
  { env, signal }: Pick<Context, 'env' | 'signal'>,
  onLine: (line: string) => void,
): Programs {
  const base = (options: Parameters<Programs['capture']>[2]) => ({
    cwd: options.folder,
    env: { ...env, ...options.env },
    extendEnv: false,
    reject: false as const,
    cancelSignal: signal,
  });
  return {
    run: async (program, args, options) => {
      const { execa } = await import('execa');
      const running = execa(program, args, { ...base(options), stdin: 'ignore', all: true, buffer: false });
      try {
        for await (const line of running.iterable({ from: 'all' })) onLine(line);
      } catch {
        // How the program ended says more: it was stopped, or there is none.
      }
      const { exitCode, code } = await running;
      return { exitCode, isMissing: code === 'ENOENT' };
    },
    capture: async (program, args, options) => {
      const { execa } = await import('execa');
      const { exitCode, code, stdout, stderr } = await execa(program, args, {
        ...base(options),
        ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
        encoding: 'buffer',
        maxBuffer: options.maxBytes ?? MAX_OUTPUT,
      });
      return { exitCode, isMissing: code === 'ENOENT', stdout, stderr: new TextDecoder().decode(stderr) };
    },
  };
}

const MAX_OUTPUT = 1024 * 1024;
