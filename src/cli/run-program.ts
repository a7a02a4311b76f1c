import type { Context } from '../core/context.ts';
import type { RunProgram } from '../site/token-store.ts';

/** A keyring that is locked asks the person to open it. */
const TIMEOUT_MS = 120_000;

/** Runs programs of the system with the environment of this run; what they say on stderr is nobody's business. */
export function createRunProgram({ env, signal }: Pick<Context, 'env' | 'signal'>): RunProgram {
  return async (program, args, stdin) => {
    const { execa } = await import('execa');
    const { exitCode, stdout } = await execa(program, args, {
      ...{ env: { ...env }, extendEnv: false, reject: false, stderr: 'ignore' },
      ...(stdin === undefined ? { stdin: 'ignore' } : { input: stdin }),
      ...{ cancelSignal: signal, timeout: TIMEOUT_MS },
    });
    return { exitCode, stdout: typeof stdout === 'string' ? stdout : '' };
  };
}
