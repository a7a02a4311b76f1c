import { UsageError } from '../core/errors.ts';
import { extractToken } from '../jwt/extract-token.ts';
import type { Cli } from './cli.ts';

/**
 * The token that a command is about: the argument, or stdin for `-` and when it is piped.
 * @throws {UsageError} when there is none
 */
export async function readToken(argument: string | undefined, cli: Cli): Promise<string> {
  const token = extractToken(await readText(argument, cli));
  if (token !== '') return token;
  throw new UsageError('token-missing', 'There is no token.', {
    nextSteps: [
      'Give it as the argument, or pipe it in; "Authorization: JWT …" and URLs with jwt=… work too.',
    ],
  });
}

async function readText(argument: string | undefined, cli: Cli): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  const { stdin } = cli.context;
  if (stdin.isTTY && argument === undefined) return '';
  return new TextDecoder().decode(await stdin.readAll());
}
