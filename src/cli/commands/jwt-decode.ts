import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { type DecodedToken, decodeToken, MalformedTokenError } from '../../jwt/decode.ts';
import { isoTime } from '../../jwt/describe.ts';
import { findOddities, type Oddity } from '../../jwt/oddities.ts';
import { PRESETS, type TokenKind } from '../../jwt/presets.ts';
import { recogniseKind } from '../../jwt/recognise-kind.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { readToken } from '../jwt-token.ts';
import { renderToken, TIME_CLAIMS } from '../render-token.ts';

const EXAMPLES = `Examples:
  connect-kit jwt decode "$TOKEN"
  connect-kit jwt decode 'https://app.example.com/page?lic=none&jwt=…'
  pbpaste | connect-kit jwt decode                        "Authorization: JWT …" or "curl …", as a browser copies it
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[token]', 'the token, bare or in a header, URL or curl command; - or nothing reads stdin')
    .action((argument: string | undefined) => decode(argument, getCli()));
}

async function decode(argument: string | undefined, cli: Cli): Promise<void> {
  const text = await readToken(argument, cli);
  const token = decodeOrExplain(text);
  const now = cli.context.clock.now();
  const kind = recogniseKind(token);
  const oddities = findOddities(text, token, kind, now);
  if (cli.options.json) {
    cli.json({
      version: 1,
      verified: false,
      ...token,
      times: isoTimes(token.claims),
      kind: kind ?? null,
      oddities,
    });
    return;
  }
  const { bold } = cli.palette;
  cli.result(
    [
      `${bold('Nothing is verified')}: anyone can write these claims. To check the token: connect-kit jwt verify`,
      renderToken(token, now, cli.palette),
      renderKind(kind, cli),
      ...(oddities.length === 0 ? [] : [renderOddities(oddities, cli)]),
    ].join('\n\n'),
  );
}

function renderKind(kind: TokenKind | undefined, { palette }: Cli): string {
  const what =
    kind === undefined ? 'no token of Connect' : `${palette.accent(kind)}  ${PRESETS[kind].summary}`;
  return `${palette.bold('Looks like')}\n  ${what}`;
}

function renderOddities(oddities: readonly Oddity[], { palette }: Cli): string {
  const width = Math.max(...oddities.map(({ id }) => id.length));
  const lines = oddities.map(({ id, message }) => `  ${palette.warning(id.padEnd(width))}  ${message}`);
  return [palette.bold('Odd'), ...lines].join('\n');
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
