import type { Command } from 'commander';
import { parseDuration } from '../../core/duration.ts';
import { EXIT, UsageError } from '../../core/errors.ts';
import type { VerificationKey } from '../../jwt/algorithms.ts';
import {
  type CanonicalRequestInput,
  CONTEXT_QSH,
  createCanonicalRequest,
} from '../../jwt/canonical-request.ts';
import type { NamedSecret } from '../../jwt/explain/find-secret.ts';
import type { Verification } from '../../jwt/verify.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addBodyOptions, type BodyFlags, readBody, refuseWithoutExplain } from '../explain-flags.ts';
import type { VerificationInput } from '../explain-verification.ts';
import { addRequestOptions, type RequestFlags, readRequest } from '../jwt-request.ts';
import { readTokenAndRequest } from '../jwt-token.ts';
import {
  addVerificationKeyOptions,
  decodeSecret,
  readInputFile,
  readVerificationKey,
  type VerificationFlags,
} from '../secret.ts';
import { widthOf } from '../width.ts';

const EXAMPLES = `Examples:
  connect-kit jwt verify "$TOKEN" --secret-file secret.txt --url '/page?lic=none' --iss client-key
  connect-kit jwt verify "$TOKEN" --secret-file secret.txt --url '/page?lic=none' --explain          why it is not valid
  connect-kit jwt verify 'https://app.example.com/page?lic=none&jwt=…' --secret-file secret.txt          the token and its request
  connect-kit jwt verify "$TOKEN" --secret-file secret.txt --context-qsh
  connect-kit jwt verify "$TOKEN" --key-server https://connect-install-keys.atlassian.com --aud https://app.example.com --method POST --url /installed
`;

interface VerifyFlags extends VerificationFlags, RequestFlags, BodyFlags {
  readonly iss?: string;
  readonly aud?: readonly string[];
  readonly leeway?: string;
  readonly contextQsh?: boolean;
  readonly explain?: boolean;
  readonly alsoSecretFile?: readonly string[];
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument(
    '[token]',
    'the token, bare or in a header, or in a URL or curl command with its request; - or nothing reads stdin',
  );
  addVerificationKeyOptions(command)
    .option('--iss <issuer>', 'the issuer that the token must name')
    .option('--aud <audience>', 'an audience, one of which the token must name; repeatable', collect)
    .option('--leeway <duration>', 'by how much the clocks may differ (default: 0s)');
  addRequestOptions(command)
    .option('--context-qsh', `accept a context token (qsh "${CONTEXT_QSH}"); alone, nothing else`)
    .option('--explain', 'find out why a hash or signature does not match')
    .option(
      '--also-secret-file <file>',
      'with --explain: the secret of another host, tried when the signature is wrong; repeatable',
      collect,
    );
  addBodyOptions(command).action((argument: string | undefined, flags: VerifyFlags) =>
    verify(argument, flags, getCli()),
  );
}

async function verify(argument: string | undefined, given: VerifyFlags, cli: Cli): Promise<void> {
  if (given.secretStdin === true && (argument === undefined || argument === '-')) {
    throw new UsageError('stdin-ambiguous', 'Token and secret cannot both come from stdin.', {
      nextSteps: ['Give the token as the argument, or the secret with --secret-file.'],
    });
  }
  const { token, flags } = await readTokenAndRequest(argument, given, cli);
  const { alsoSecretFile, body, contentType } = flags;
  refuseWithoutExplain(flags.explain, {
    '--also-secret-file': alsoSecretFile,
    '--body': body,
    '--content-type': contentType,
  });
  const request = readRequest(flags, cli);
  const leeway = readLeeway(flags.leeway);
  const key = await readVerificationKey(flags, cli);
  const otherSecrets = await readOtherSecrets(alsoSecretFile, key, cli);
  const explained = request === undefined ? undefined : { ...request, ...(await readBody(flags, cli)) };
  const { verifyToken } = await import('../../jwt/verify.ts');
  const verification = await verifyToken(token, {
    key,
    now: cli.context.clock.now(),
    leeway,
    issuer: flags.iss,
    audience: flags.aud,
    request,
    allowContextQsh: flags.contextQsh,
  });
  if (!verification.valid) cli.finishWith(EXIT.notFine);
  const explanation =
    flags.explain === true
      ? await explain(verification, { token, key, otherSecrets, request: explained }, cli)
      : undefined;
  if (cli.options.json) cli.json({ ...toJson(verification, request), ...explanation?.json });
  else cli.result([render(verification, flags, request, cli), ...(explanation?.text ?? [])].join('\n\n'));
}

async function explain(
  verification: Verification,
  input: VerificationInput,
  cli: Cli,
): Promise<{ readonly json: object; readonly text: readonly string[] }> {
  const { explainVerification, explanationToJson, renderVerificationExplanation } = await import(
    '../explain-verification.ts'
  );
  const explanation = explainVerification(verification, input);
  if (input.request === undefined) {
    cli.note('--explain compares the hash of a request too: name the request with --url');
  }
  return {
    json: explanationToJson(explanation),
    text: renderVerificationExplanation(explanation, cli.palette, widthOf(cli)),
  };
}

async function readOtherSecrets(
  files: readonly string[] | undefined,
  key: VerificationKey,
  cli: Cli,
): Promise<readonly NamedSecret[]> {
  if (files === undefined) return [];
  if (key.algorithm === 'RS256') {
    throw new UsageError(
      'secret-with-rsa',
      '--also-secret-file gives shared secrets, which RS256 does not use.',
    );
  }
  return Promise.all(
    files.map(async (file) => ({ name: file, secret: decodeSecret(await readInputFile(file, cli), file) })),
  );
}

function toJson(verification: Verification, request: CanonicalRequestInput | undefined): object {
  const canonicalRequest = request === undefined ? undefined : createCanonicalRequest(request);
  if (verification.valid) {
    const { header, claims } = verification;
    return { version: 1, valid: true, header, claims, canonicalRequest };
  }
  const { reason, message, token } = verification;
  return { version: 1, valid: false, reason, message, ...token, canonicalRequest };
}

function render(
  verification: Verification,
  flags: VerifyFlags,
  request: CanonicalRequestInput | undefined,
  cli: Cli,
): string {
  const { success, danger, dim } = cli.palette;
  if (verification.valid) {
    const { checked, unchecked } = listChecks(flags);
    const verdict = `${success('valid')}: ${checked.join(', ')}`;
    return unchecked.length === 0 ? verdict : `${verdict}\n${dim(`not checked: ${unchecked.join(', ')}`)}`;
  }
  const lines = [`${danger('not valid')} (${verification.reason}): ${verification.message}`];
  if (verification.reason === 'qsh-mismatch' && request !== undefined && flags.explain !== true) {
    lines.push(
      `${dim('canonical form of this request')}  ${createCanonicalRequest(request)}`,
      dim(
        'Compare it with what the signer hashed: method, path below the base URL, order and escapes of the query; ' +
          'or add --explain.',
      ),
    );
  }
  return lines.join('\n');
}

/** A token can be valid in every way that was asked for and still be meant for someone else: say what was asked. */
function listChecks({ iss, aud, url, contextQsh }: VerifyFlags): {
  readonly checked: readonly string[];
  readonly unchecked: readonly string[];
} {
  const optional = [
    { name: 'issuer', flags: '--iss', isChecked: iss !== undefined },
    { name: 'audience', flags: '--aud', isChecked: aud !== undefined },
    { name: 'request', flags: '--url or --context-qsh', isChecked: url !== undefined || contextQsh === true },
  ];
  return {
    checked: ['signature', 'times', ...optional.filter((one) => one.isChecked).map(({ name }) => name)],
    unchecked: optional.filter((one) => !one.isChecked).map((one) => `${one.name} (${one.flags})`),
  };
}

/** Seconds. */
function readLeeway(text: string | undefined): number {
  const ms = parseDuration(text ?? '0s');
  if (ms !== undefined) return ms / 1000;
  throw new UsageError('bad-leeway', `--leeway ${JSON.stringify(text)} is not a duration.`, {
    nextSteps: ['Write it with a unit, such as 30s or 2m.'],
  });
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
