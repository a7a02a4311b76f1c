import { readEnv } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';
import { Secret } from '../core/secret.ts';
import type { Cli } from './cli.ts';
import { decodeSecret, readInputFile } from './secret.ts';

export interface TokenFlags {
  readonly tokenFile?: string;
  readonly tokenStdin?: boolean;
  readonly token?: string;
}

const VARIABLE = 'CONNECT_KIT_SITE_TOKEN';

/**
 * An API token from the one flag that gives it, else from the environment, else from the person. It never gets into a
 * message.
 * @throws {UsageError} when there is none, or more than one flag gives it
 */
export async function readToken(
  flags: TokenFlags,
  { email, origin }: { readonly email: string; readonly origin: string },
  cli: Cli,
): Promise<Secret> {
  const given = [
    ...(flags.tokenFile === undefined ? [] : ['--token-file']),
    ...(flags.tokenStdin === true ? ['--token-stdin'] : []),
    ...(flags.token === undefined ? [] : ['--token']),
  ];
  if (given.length > 1) {
    throw new UsageError('token-ambiguous', `The API token is given twice: ${given.join(' and ')}.`, {
      nextSteps: ['Leave all but one of them out.'],
    });
  }
  const text = (await readGiven(flags, cli)) ?? (await readVariable(origin, cli)) ?? (await ask(email, cli));
  const token = text?.trim();
  if (token === undefined) {
    throw new UsageError('token-missing', 'The API token is missing.', {
      nextSteps: [
        `Give it with --token-file <file>, with --token-stdin, or in the environment variable ${VARIABLE}.`,
        'To make one: https://id.atlassian.com/manage-profile/security/api-tokens',
      ],
    });
  }
  const problem = problemOf(token);
  if (problem !== undefined)
    throw new UsageError('token-invalid', `The API token from ${given[0] ?? VARIABLE} ${problem}.`);
  return new Secret(token);
}

async function readGiven(flags: TokenFlags, cli: Cli): Promise<string | undefined> {
  if (flags.tokenFile !== undefined) {
    return decodeSecret(await readInputFile(flags.tokenFile, cli), flags.tokenFile);
  }
  if (flags.tokenStdin === true) {
    if (cli.context.stdin.isTTY) {
      throw new UsageError('stdin-is-terminal', '--token-stdin reads a pipe or a file, not the keyboard.', {
        nextSteps: ['Redirect it, or leave the flag out to be asked.'],
      });
    }
    return decodeSecret(await cli.context.stdin.readAll(MAX_BYTES), 'stdin');
  }
  if (flags.token !== undefined) {
    cli.warn(
      'a token on the command line stays in the shell history and other users can see it; ' +
        `prefer --token-file, --token-stdin or ${VARIABLE}`,
    );
  }
  return flags.token;
}

async function readVariable(origin: string, cli: Cli): Promise<string | undefined> {
  const { isEnvironmentFor } = await import('../site/resolve-site.ts');
  const { env } = cli.context;
  return isEnvironmentFor(origin, env) ? readEnv(env, VARIABLE) : undefined;
}

async function ask(email: string, cli: Cli): Promise<string | undefined> {
  if (!cli.canPrompt) return undefined;
  return cli.context.prompts.secret({ message: `API token of ${email}` });
}

/** Far above any token, and below what a store takes. */
const MAX_BYTES = 2_000;

function problemOf(token: string): string | undefined {
  if (token === '') return 'is empty';
  if (token.length > MAX_BYTES) return 'is longer than any token';
  return /\s/.test(token) ? 'has spaces or line breaks in it' : undefined;
}
