import type { Command } from 'commander';
import { CONTEXT_QSH } from '../../jwt/canonical-request.ts';
import { decodeToken } from '../../jwt/decode.ts';
import { type Pieces, PRESETS, presetClaims, type TokenKind } from '../../jwt/presets.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { findInstanceAddon } from '../instance-addon.ts';
import {
  addClaimOptions,
  type ClaimFlags,
  composeClaims,
  type KindOfClaims,
  readGivenClaims,
} from '../jwt-claims.ts';
import { resolveHash } from '../jwt-hash.ts';
import { addOutputOptions, type OutputFlags, readOutputForm } from '../jwt-output.ts';
import { addPresetOptions, assertComplete, type PresetFlags, readPieces } from '../jwt-preset.ts';
import { addTargetOptions, readTarget, type TargetFlags } from '../jwt-target.ts';
import { addSigningKeyOptions, readSigningKey, type SigningFlags } from '../secret.ts';

const EXAMPLES = `Examples:
  an add-on calls the REST API:
    connect-kit jwt sign --as app --addon-key my-addon --secret-file secret.txt --url https://x.atlassian.net/rest/api/3/myself --curl
  the same, signed as an add-on that is installed in the dev instance:
    connect-kit jwt sign --as app --from-instance my-addon --url /rest/api/3/myself --curl
  a product opens a page of the add-on:
    connect-kit jwt sign --as host --client-key CLIENT-KEY --secret-file secret.txt --base-url https://app.example.com/ac --url '/page?lic=none' --url-only
  a product installs the add-on:
    connect-kit jwt sign --as install --client-key CLIENT-KEY --key-file keys/private.pem --base-url https://app.example.com --url /installed --header
  any claims at all:
    connect-kit jwt sign --secret-file secret.txt --iss me --exp 1h --claim context={}
`;

interface SignFlags extends SigningFlags, ClaimFlags, PresetFlags, TargetFlags, OutputFlags {
  readonly contextQsh?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  addPresetOptions(setExamples(command, EXAMPLES));
  addTargetOptions(command).option('--context-qsh', `make a context token: qsh "${CONTEXT_QSH}"`);
  addClaimOptions(command);
  addSigningKeyOptions(command);
  addOutputOptions(command).action((flags: SignFlags) => sign(flags, getCli()));
}

async function sign(flags: SignFlags, cli: Cli): Promise<void> {
  const addon =
    flags.fromInstance === undefined ? undefined : await findInstanceAddon(flags.fromInstance, cli);
  const pieces = readPieces(flags, addon);
  const given = await readGivenClaims(flags, cli);
  const target = await readTarget(flags, pieces, cli);
  const output = readOutputForm(flags, target);
  assertComplete(flags, pieces, given);
  const { qsh, canonicalRequest } = resolveHash(flags, target, given, output);
  const now = cli.context.clock.now();
  const claims = composeClaims(flags, given, createKind(flags.as, pieces), { now, qsh });
  const algorithm = flags.as === undefined ? undefined : PRESETS[flags.as].algorithm;
  const key = await readSigningKey(flags, cli, { algorithm, addon });
  const { signToken } = await import('../../jwt/sign.ts');
  const token = await signToken(claims, key);
  if (claims.iss === undefined) cli.warn('the token has no iss; products and add-ons look the key up by it');
  if (!cli.options.json) cli.result(output?.render(token) ?? token);
  else {
    const rendered = output === undefined ? {} : { [output.name]: output.render(token) };
    cli.json({ version: 1, token, ...decodeToken(token), canonicalRequest, ...rendered });
  }
}

function createKind(kind: TokenKind | undefined, pieces: Pieces): KindOfClaims | undefined {
  if (kind === undefined) return undefined;
  return { lifetime: PRESETS[kind].lifetime, claims: (bound) => presetClaims(kind, pieces, bound) };
}
