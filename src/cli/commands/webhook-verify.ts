import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../core/duration.ts';
import { EXIT } from '../../core/errors.ts';
import { basePathOf } from '../../jwt/canonical-request.ts';
import { printable } from '../../report/printable.ts';
import type { Recording } from '../../webhook/recording/recording.ts';
import { type RecordingVerdict, requestOf, verifyRecording } from '../../webhook/verify-recording.ts';
import { parseBaseUrl } from '../base-url.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addVerificationKeyOptions, readVerificationKey, type VerificationFlags } from '../secret.ts';
import { warnOfEdited } from '../webhook-edited.ts';
import { readOptionalKey } from '../webhook-key.ts';
import { widthOf } from '../width.ts';

const EXAMPLES = `Examples:
  connect-kit webhook verify capture.har --secret-file secret.txt
                                          whether its deliveries are well signed
  connect-kit webhook verify request.txt --from-instance my-addon --explain
                                          raw HTTP, and why it is not
  connect-kit webhook verify recordings   what was found when they were recorded, and what their claims say now
`;

interface Flags extends VerificationFlags {
  readonly iss?: string;
  readonly aud?: readonly string[];
  readonly leeway?: number;
  readonly baseUrl?: string;
  readonly explain?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument(
    '<source...>',
    'recordings, folders, globs, HAR files and what else webhook import reads',
  );
  addVerificationKeyOptions(command)
    .option('--iss <issuer>', 'the clientKey that tokens must name')
    .option('--aud <audience>', 'an audience, one of which tokens must name; repeatable', collect)
    .addOption(
      new Option('--leeway <duration>', 'by how much the clocks may differ (default: 0s)').argParser(
        parseLeeway,
      ),
    )
    .addOption(
      new Option('--base-url <url>', 'base URL of the add-on, in place of the recorded path of it').argParser(
        parseBaseUrl,
      ),
    )
    .option('--explain', 'find out why a hash or signature does not match')
    .action((sources: readonly string[], flags: Flags) => verify(sources, flags, getCli()));
}

async function verify(sources: readonly string[], flags: Flags, cli: Cli): Promise<void> {
  const { findEntries } = await import('../../webhook/replay/entries.ts');
  const entries = await findEntries(sources, cli.context.cwd, warnOfEdited(cli));
  let key = await readOptionalKey(flags, cli);
  const basePath = flags.baseUrl === undefined ? undefined : basePathOf(flags.baseUrl);
  const outcomes: object[] = [];
  for (let index = 0; index < entries.count; index += 1) {
    const recording = await entries.load(index);
    // Says which flags give one.
    if (key === undefined && hasWholeToken(recording)) key = await readVerificationKey(flags, cli);
    const verdict = await verifyRecording(recording, {
      ...{ key, basePath, issuer: flags.iss, audience: flags.aud },
      leeway: (flags.leeway ?? 0) / 1000,
    });
    const judged = judge(verdict, recording);
    if (!judged.isFine) cli.finishWith(EXIT.notFine);
    const explanation =
      flags.explain === true && !judged.isFine
        ? await explain(verdict, recording, basePath, key, cli)
        : undefined;
    const { isFine: _, ...told } = judged;
    const name = entries.nameOf(index);
    if (cli.options.json)
      outcomes.push({ recording: name, event: recording.event, ...told, ...explanation?.json });
    else {
      cli.result(renderJudged(judged, `${recording.event ?? 'unknown event'}  ${name}`, cli));
      for (const block of explanation?.text ?? []) cli.result(`\n${block}\n`);
    }
  }
  if (cli.options.json) cli.json({ version: 1, deliveries: outcomes });
}

function renderJudged({ isFine, verdict, reason, message }: Judged, name: string, cli: Cli): string {
  const { success, danger, warning, dim } = cli.palette;
  const style = isFine ? success : verdict === 'unverifiable' ? warning : danger;
  return `${style(WORDS[verdict])}${reason === undefined ? '' : ` (${printable(reason)})`}: ${printable(message)}  ${dim(printable(name))}`;
}

interface Judged {
  readonly isFine: boolean;
  readonly verdict: 'valid' | 'invalid' | 'unverifiable' | 'no-token';
  readonly reason?: string;
  readonly message: string;
}

const WORDS: Readonly<Record<Judged['verdict'], string>> = {
  valid: 'valid',
  invalid: 'not valid',
  unverifiable: 'cannot be verified',
  'no-token': 'not signed',
};

/** In words; fine is only what is known to be well signed. */
function judge(verdict: RecordingVerdict, recording: Recording): Judged {
  switch (verdict.kind) {
    case 'no-token':
      return { isFine: false, verdict: 'no-token', message: 'the request carries no token' };
    case 'unreadable':
      return { isFine: false, verdict: 'invalid', reason: 'malformed', message: verdict.message };
    case 'verified': {
      const { verification } = verdict;
      if (verification.valid) return { isFine: true, verdict: 'valid', message: 'signature, times, request' };
      const { reason, message } = verification;
      return { isFine: false, verdict: 'invalid', reason, message };
    }
    case 'unsigned':
      return judgeUnsigned(verdict, recording);
  }
}

function judgeUnsigned(
  { problem }: Extract<RecordingVerdict, { kind: 'unsigned' }>,
  { verdict }: Recording,
): Judged {
  if (problem !== undefined) {
    const { reason, message } = problem;
    return {
      isFine: false,
      verdict: 'invalid',
      reason,
      message: `${message} (Its signature was taken out.)`,
    };
  }
  if (verdict?.valid === true) {
    const message =
      'so it was when it was recorded; its signature was taken out since, times and request fit';
    return { isFine: true, verdict: 'valid', message };
  }
  if (verdict !== null) {
    const { reason, message } = verdict;
    return {
      isFine: false,
      verdict: 'invalid',
      reason,
      message: `${message} (So it was when it was recorded.)`,
    };
  }
  const message =
    'its signature was taken out when it was recorded, and nobody had checked it; times and request fit';
  return { isFine: false, verdict: 'unverifiable', reason: 'signature-redacted', message };
}

async function explain(
  verdict: RecordingVerdict,
  recording: Recording,
  basePath: string | undefined,
  key: Awaited<ReturnType<typeof readOptionalKey>>,
  cli: Cli,
): Promise<{ readonly json: object; readonly text: readonly string[] } | undefined> {
  const explaining = await import('../explain-verification.ts');
  const { bytes } = recording.request.body;
  const [, contentType] = recording.request.headers.find(([name]) => /^content-type$/i.test(name)) ?? [];
  const request = {
    ...requestOf(recording, basePath),
    body: Buffer.from(bytes).toString('utf8'),
    ...(contentType === undefined ? {} : { contentType }),
  };
  if (verdict.kind === 'verified' && key !== undefined) {
    const { token, verification } = verdict;
    const explanation = explaining.explainVerification(verification, {
      token,
      key,
      otherSecrets: [],
      request,
    });
    return {
      json: explaining.explanationToJson(explanation),
      text: explaining.renderVerificationExplanation(explanation, cli.palette, widthOf(cli)),
    };
  }
  const qsh = verdict.kind === 'unsigned' ? verdict.token.claims['qsh'] : undefined;
  if (verdict.kind !== 'unsigned' || verdict.problem?.reason !== 'qsh-mismatch' || typeof qsh !== 'string') {
    return undefined;
  }
  const [{ explainMismatch }, rendering] = await Promise.all([
    import('../../jwt/explain/explain-mismatch.ts'),
    import('../render-explanation.ts'),
  ]);
  const explanation = explainMismatch(request, qsh);
  return {
    json: { explanation: rendering.redactExplanation(explanation) },
    text: [rendering.renderExplanation(explanation, cli.palette, widthOf(cli))],
  };
}

function hasWholeToken({ request: { headers, query } }: Recording): boolean {
  const header = headers.find(([name, value]) => /^authorization$/i.test(name) && /^JWT\s/i.test(value))?.[1];
  const token = header ?? new URLSearchParams(query ?? '').get('jwt') ?? undefined;
  return token !== undefined && !token.includes('[redacted]');
}

function parseLeeway(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Write a length of time such as 30s or 2m.');
  return ms;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
