import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../core/duration.ts';
import { UsageError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { showFaults } from '../instance-faults.ts';
import { addSiteOption, commandSite, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance fault add --match 'GET /rest/api/3/issue/*' --status 429 --retry-after 5
                                                       reading an issue is refused for now
  connect-kit instance fault add --status 503 --rate 0.2 --seed 1
                                                       one request in five fails, the same ones each time
  connect-kit instance fault add --kind webhook --duplicate
                                                       webhooks come twice
  connect-kit instance fault add --tamper qsh --times 1
                                                       one token that the add-on must refuse
  connect-kit instance fault add --preset flaky        a bad day`;

interface Flags {
  readonly preset?: string;
  readonly match?: string;
  readonly direction?: string;
  readonly kind?: string;
  readonly addon?: string;
  readonly product?: string;
  readonly status?: number;
  readonly retryAfter?: number | 'none';
  readonly reason?: string;
  readonly body?: string;
  readonly latency?: number;
  readonly jitter?: number;
  readonly drop?: boolean;
  readonly truncate?: boolean;
  readonly duplicate?: boolean;
  readonly tamper?: string;
  readonly expired?: boolean;
  readonly revoke?: boolean;
  readonly skew?: number;
  readonly rate?: number;
  readonly times?: number;
  readonly seed?: number;
  readonly site?: string;
}

/** The flag of a field of the control API, where it has another name. */
const FLAGS: Readonly<Record<string, string>> = {
  retryAfter: 'retry-after',
  latencyMs: 'latency',
  jitterMs: 'jitter',
  skewMs: 'skew',
};

export function configure(command: Command, getCli: GetCli): void {
  const option = (flags: string, description: string, parse?: (text: string) => number | 'none') => {
    const made = new Option(flags, description);
    command.addOption(parse === undefined ? made : made.argParser(parse));
  };
  setExamples(command, EXAMPLES);
  option('--preset <name>', 'rate-limited, flaky, slow, clock-skew, maintenance or key-server-down');
  option('--match <request>', "method and path, such as 'GET /rest/api/3/issue/*'; ** goes across segments");
  option('--direction <direction>', 'to-product or to-addon (default: what the fault is made for)');
  option('--kind <kind>', 'webhook, lifecycle, module, rest, oauth2 or install-key');
  option('--addon <key>', 'of this add-on only');
  option('--product <product>', 'jira or confluence');
  option('--status <code>', 'answered with this status, as the product does', parseNumber);
  option('--retry-after <seconds>', 'what Retry-After says, or none', parseRetryAfter);
  option('--reason <reason>', 'what RateLimit-Reason says');
  option('--body <file>', "the body of the answer, in place of the product's");
  option('--latency <duration>', 'held back for so long', parseLength);
  option('--jitter <duration>', 'give or take so much', parseLength);
  option('--drop', 'the connection breaks before anything is done; deliveries are lost');
  option('--truncate', 'the connection breaks in the middle of the body');
  option('--duplicate', 'deliveries come twice');
  option('--tamper <part>', 'tokens to the add-on have a wrong qsh or signature');
  option('--expired', 'tokens to the add-on have expired; with --direction to-product, access tokens have');
  option('--revoke', 'access tokens are taken back when they are used');
  option('--skew <duration>', 'the clock of the product is ahead (+5m) or behind (-5m)', parseSkew);
  option('--rate <share>', 'how many are hit: 0.2 is one in five', parseNumber);
  option('--times <n>', 'how often, until it is over', parseNumber);
  option('--seed <n>', 'hits the same ones each time', parseNumber);
  addSiteOption(command).action(async ({ site: siteName, ...flags }: Flags) => {
    const cli = getCli();
    const fault = await checkFault(flags, cli);
    const answer = await commandSite(await findSite(siteName, cli), 'faults', fault, cli);
    showFaults(answer, cli);
    cli.note('It is on until the instance ends, or until `connect-kit instance fault clear`.');
  });
}

/** @throws {UsageError} `fault-invalid` */
async function checkFault(flags: Omit<Flags, 'site'>, cli: Cli): Promise<unknown> {
  const [{ FaultSpecError, parseFaultSpec }, { parsePreset }] = await Promise.all([
    import('../../instance/faults/parse-fault-spec.ts'),
    import('../../instance/faults/presets.ts'),
  ]);
  const { latency, jitter, skew, body: file, ...rest } = flags;
  const fault: Record<string, unknown> = {
    ...rest,
    ...(latency === undefined ? {} : { latencyMs: latency }),
    ...(jitter === undefined ? {} : { jitterMs: jitter }),
    ...(skew === undefined ? {} : { skewMs: skew }),
    ...(file === undefined ? {} : { body: await readBody(file, cli) }),
  };
  try {
    if (fault['preset'] === undefined) parseFaultSpec(fault);
    else parsePreset(fault);
  } catch (cause) {
    if (!(cause instanceof FaultSpecError)) throw cause;
    const flag = FLAGS[cause.field] ?? cause.field;
    throw new UsageError('fault-invalid', cause.message, {
      where: flag === '' ? 'fault' : `--${flag}`,
      cause,
    });
  }
  return fault;
}

async function readBody(file: string, cli: Cli): Promise<string> {
  const { readInputFile } = await import('../secret.ts');
  return new TextDecoder().decode(await readInputFile(file, cli));
}

function parseNumber(text: string): number {
  const value = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(value)) throw new InvalidArgumentError('Write a number.');
  return value;
}

function parseRetryAfter(text: string): number | 'none' {
  return text === 'none' ? text : parseNumber(text);
}

function parseLength(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Write a length of time such as 500ms or 2s.');
  return ms;
}

function parseSkew(text: string): number {
  const ms = parseDuration(text.replace(/^[+-]/, ''));
  if (ms === undefined)
    throw new InvalidArgumentError('Write a length of time with its sign, such as +5m or -30s.');
  return text.startsWith('-') ? -ms : ms;
}
