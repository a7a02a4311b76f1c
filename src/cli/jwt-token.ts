import { UsageError } from '../core/errors.ts';
import { CONTEXT_QSH } from '../jwt/canonical-request.ts';
import { decodeToken, MalformedTokenError } from '../jwt/decode.ts';
import { extractRequest } from '../jwt/extract-request.ts';
import { extractToken } from '../jwt/extract-token.ts';
import type { Cli } from './cli.ts';
import type { RequestFlags } from './jwt-request.ts';

/** A curl command has other headers and perhaps a body beside the token. */
const MAX_INPUT = 1024 * 1024;

/**
 * The token that a command is about: the argument, or stdin for `-` and when it is piped.
 * @throws {UsageError} when there is none
 */
export async function readToken(argument: string | undefined, cli: Cli): Promise<string> {
  return requireToken(await readText(argument, cli));
}

function requireToken(text: string): string {
  const token = extractToken(text);
  if (token !== '') return token;
  throw new UsageError('token-missing', 'There is no token.', {
    nextSteps: [
      'Give it as the argument, or pipe it in; "Authorization: JWT …", URLs with jwt=… and curl commands work too.',
    ],
  });
}

/**
 * The token, and the request that came with it: somebody who pastes a signed URL or a curl command means both. Nothing is
 * taken for the request of a token that is bound to none, nor where flags describe one.
 * @returns the flags, with the request in them
 */
export async function readTokenAndRequest<Flags extends RequestFlags & { readonly contextQsh?: boolean }>(
  argument: string | undefined,
  flags: Flags,
  cli: Cli,
): Promise<{ readonly token: string; readonly flags: Flags }> {
  const text = await readText(argument, cli);
  const token = requireToken(text);
  if (flags.url !== undefined || flags.contextQsh === true || !isBoundToRequest(token))
    return { token, flags };
  const request = extractRequest(text);
  if (request === undefined) return { token, flags };
  const { method = request.method, baseUrl } = flags;
  const path = baseUrl === undefined ? '; if only a part of its path is hashed, add --base-url' : '';
  cli.note(
    `The request is the one that the token came with: ${method} ${request.url.replace(/([?&]jwt=)[^&#]*/g, '$1…')}${path}`,
  );
  return { token, flags: { ...flags, method, url: request.url } };
}

function isBoundToRequest(token: string): boolean {
  try {
    const { qsh } = decodeToken(token).claims;
    return typeof qsh === 'string' && qsh !== CONTEXT_QSH;
  } catch (error) {
    if (error instanceof MalformedTokenError) return false;
    throw error;
  }
}

async function readText(argument: string | undefined, cli: Cli): Promise<string> {
  if (argument !== undefined && argument !== '-') return argument;
  const { stdin } = cli.context;
  if (stdin.isTTY && argument === undefined) return '';
  const bytes = await stdin.readAll(MAX_INPUT);
  if (bytes.length <= MAX_INPUT) return new TextDecoder().decode(bytes);
  throw new UsageError('input-too-large', 'More than 1 MiB came from stdin; no token is that long.');
}
