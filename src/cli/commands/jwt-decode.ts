import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { type DecodedToken, decodeToken, MalformedTokenError } from '../../jwt/decode.ts';
import { isoTime } from '../../jwt/describe.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../commands.ts';
import { setExamples } from '../examples.ts';
import { readToken } from '../jwt-token.ts';
import { renderToken, TIME_CLAIMS } from '../render-token.ts';

const EXAMPLES = `Examples:
  connect-kit jwt decode "$TOKEN"
  connect-kit jwt decode 'https://app.example.com/page?lic=none&jwt=…'
  pbpaste | connect-kit jwt decode                        "Authorization: JWT …" works too
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[token]', 'the token, bare or in a header or URL; - or nothing reads stdin')
    .action((argument: string | undefined) => decode(argument, getCli()));
}

async function decode(argument: string | undefined, cli: Cli): Promise<void> {
  const token = decodeOrExplain(await readToken(argument, cli));
  if (cli.options.json) {
    cli.json({ version: 1, verified: false, ...token, times: isoTimes(token.claims) });
    return;
  }
  cli.result(
    `${cli.palette.bold('Nothing is verified')}: anyone can write these claims. ` +
      `To check the token: connect-kit jwt verify\n\n${renderToken(token, cli.context.clock.now(), cli.palette)}`,
  );
}

function decodeOrExplain(token: string): DecodedToken {
  try {
    return decodeToken(token);
  } catch (error) {
    if (!(error instanceof MalformedTokenError)) throw error;
    throw new UsageError('token-malformed', error.message, {
      nextSteps: ['A token is three base64url texts joined by dots: header.payload.signature'],
      cause: error,
    });
  }
}

function isoTimes(claims: DecodedToken['claims']): Record<string, string> {
  const times: Record<string, string> = {};
  for (const name of TIME_CLAIMS) {
    const value = claims[name];
    const time = typeof value === 'number' ? isoTime(value) : undefined;
    if (time !== undefined) times[name] = time;
  }
  return times;
}
