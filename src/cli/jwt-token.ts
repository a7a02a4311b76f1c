import { UsageError } from '../core/errors.ts';
import { extractToken } from '../jwt/extract-token.ts';
import type { Cli } from './cli.ts';

/** A curl command has other headers and perhaps a body beside the token. */
const MAX_INPUT = 1024 * 1024;

/**
 * The token that a command is about: the argument, or stdin for `-` and when it is piped.
 * @throws {UsageError} when there is none
 */
export async function readToken(argument: string | undefined, cli: Cli): Promise<string> {
  const token = extractToken(await readText(argument, cli));
  if (token !== '') return token;
  throw new UsageError('token-missing', 'There is no token.', {
    nextSteps: [
      'Give it as the argument, or pipe it in; "Authorization: JWT …", URLs with jwt=… and curl commands work too.',
    ],
  });
}

async function readText(argument: string | undefined, cli: Cli): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  const { stdin } = cli.context;
  if (stdin.isTTY && argument === undefined) return '';
  const bytes = await stdin.readAll(MAX_INPUT);
  if (bytes.length <= MAX_INPUT) return new TextDecoder().decode(bytes);
  throw new UsageError('input-too-large', 'More than 1 MiB came from stdin; no token is that long.');
}
