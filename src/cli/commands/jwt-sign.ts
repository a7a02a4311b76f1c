import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import { CONTEXT_QSH, createCanonicalRequest, hashCanonicalRequest } from '../../jwt/canonical-request.ts';
import { decodeToken } from '../../jwt/decode.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../commands.ts';
import { setExamples } from '../examples.ts';
import { addClaimOptions, type ClaimFlags, readClaims } from '../jwt-claims.ts';
import { addRequestOptions, type RequestFlags, readRequest } from '../jwt-request.ts';
import { addSigningKeyOptions, readSigningKey, type SigningFlags } from '../secret.ts';

const EXAMPLES = `Examples:
  connect-kit jwt sign --secret-file secret.txt --iss my-addon --url /rest/api/3/myself
  connect-kit jwt sign --secret-file secret.txt --iss my-addon --method POST --url https://x.example/wiki/rest/api/content --base-url https://x.example/wiki
  connect-kit jwt sign --secret-file secret.txt --iss client-key --sub account-id --context-qsh --claim context={}
  connect-kit jwt sign --key-file key.pem --kid my-key --iss client-key --aud https://app.example.com --method POST --url /installed
`;

interface SignFlags extends SigningFlags, ClaimFlags, RequestFlags {
  readonly contextQsh?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  addClaimOptions(setExamples(command, EXAMPLES));
  addRequestOptions(command).option('--context-qsh', `make a context token: qsh "${CONTEXT_QSH}"`);
  addSigningKeyOptions(command).action((flags: SignFlags) => sign(flags, getCli()));
}

async function sign(flags: SignFlags, cli: Cli): Promise<void> {
  const request = readRequest(flags, cli);
  if (request !== undefined && flags.contextQsh === true) {
    throw new UsageError(
      'qsh-ambiguous',
      '--context-qsh binds the token to no request; --url binds it to one.',
    );
  }
  const canonicalRequest = request === undefined ? undefined : createCanonicalRequest(request);
  const claims = readClaims(flags, cli.context.clock.now(), qshOf(canonicalRequest, flags));
  const key = await readSigningKey(flags, cli);
  const { signToken } = await import('../../jwt/sign.ts');
  const token = await signToken(claims, key);
  if (claims.iss === undefined) cli.warn('the token has no iss; products and add-ons look the key up by it');
  if (cli.options.json) cli.json({ version: 1, token, ...decodeToken(token), canonicalRequest });
  else cli.result(token);
}

function qshOf(canonicalRequest: string | undefined, { contextQsh }: SignFlags): string | undefined {
  if (canonicalRequest !== undefined) return hashCanonicalRequest(canonicalRequest);
  return contextQsh === true ? CONTEXT_QSH : undefined;
}
