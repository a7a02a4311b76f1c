import { ConnectKitError, EXIT, type ExitCode, messageOf } from '../core/errors.ts';
import { redact } from '../core/redact.ts';
import type { Cli } from './cli.ts';

const ISSUES_URL = 'https://github.com/connect-kit/connect-kit/issues';

/**
 * Says what went wrong on stderr, most important line first, and with `--json` also on stdout so that it stays
 * parseable. Anything that is not a {@link ConnectKitError} is a bug of connect-kit and says so.
 * @returns the exit code for it
 */
export function reportError(error: unknown, cli: Cli): ExitCode {
  const { exitCode, code, message, where, nextSteps } = describe(error);
  if (cli.options.json && exitCode !== EXIT.interrupted) {
    cli.json({ version: 1, error: { code, message: redact(message), where, nextSteps } });
  }
  const { danger, dim } = cli.notePalette;
  if (exitCode === EXIT.interrupted) {
    cli.note(dim(message));
    return exitCode;
  }
  const lines = [`${danger('error')} ${message}`];
  if (where !== undefined) lines.push(`  ${dim('at')} ${where}`);
  lines.push(...nextSteps.map((step) => `  ${dim('→')} ${step}`));
  if (cli.options.verbose || exitCode === EXIT.bug) lines.push(stackOf(error));
  cli.context.stderr.write(`${redact(lines.filter((line) => line !== '').join('\n'))}\n`);
  return exitCode;
}

interface Description {
  readonly exitCode: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly where: string | undefined;
  readonly nextSteps: readonly string[];
}

function describe(error: unknown): Description {
  if (error instanceof ConnectKitError) return error;
  return {
    exitCode: EXIT.bug,
    code: 'bug',
    message: `This is a bug in connect-kit: ${messageOf(error)}`,
    where: undefined,
    nextSteps: [`Please report it at ${ISSUES_URL} with the lines below.`],
  };
}

function stackOf(error: unknown): string {
  const lines: string[] = [];
  for (let current = error; current instanceof Error; current = current.cause) {
    lines.push(`${lines.length === 0 ? '' : 'caused by '}${current.stack ?? current.message}`);
  }
  return lines.join('\n');
}
