import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../core/duration.ts';
import { UsageError } from '../core/errors.ts';
import type { Pace } from '../webhook/replay/due-deliveries.ts';
import { addSecretOptions, type SecretFlags } from './secret.ts';
import { collectEvents } from './webhook-events.ts';
import { parseCount } from './webhook-numbers.ts';

export const REPORT_FORMATS = ['junit', 'json'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReplayFlags extends SecretFlags {
  readonly to?: string;
  readonly clientKey?: string;
  readonly unsigned?: boolean;
  readonly only?: readonly string[];
  readonly path?: string;
  readonly set?: readonly string[];
  readonly header?: readonly string[];
  readonly speed?: number | 'max';
  readonly rate?: number;
  readonly concurrency?: number;
  readonly repeat: number;
  readonly shuffle?: boolean;
  readonly seed?: string;
  readonly retry: 'product' | 'none';
  readonly retryWait?: number;
  readonly timeout: number;
  readonly expectStatus?: string;
  readonly expectBody?: string;
  readonly maxLatency?: number;
  readonly compare?: boolean;
  readonly report?: readonly string[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

export function addReplayOptions(command: Command): Command {
  addSecretOptions(
    command
      .option('--to <url>', 'base URL of the add-on; paths of deliveries go below it')
      .optionsGroup('Token:')
      .option('--client-key <key>', "clientKey of the product (default: that of the recording's token)"),
  ).option('--unsigned', 'send no tokens');
  command
    .optionsGroup('What is sent:')
    .option('--only <event>', 'only this event, * for any part of a name; repeatable', collectEvents)
    .option('--path <path>', 'to this path, in place of those of the recordings')
    .option(
      '--set <path=value>',
      'with this value in the body, such as issue.fields.summary=x; repeatable',
      collect,
    )
    .option('--header <header>', 'with this header, such as "X-Test: 1"; repeatable', collect)
    .addOption(new Option('--repeat <n>', 'all of it so many times').default(1).argParser(parseCount))
    .option('--shuffle', 'in a random order, each time another')
    .option('--seed <text>', 'makes random orders and waits the same in every run')
    .option('--dry-run', 'show what would be sent, and send nothing')
    .optionsGroup('How fast:')
    .addOption(
      new Option('--speed <speed>', 'max, original, or 2x and the like: with the recorded gaps')
        .argParser(parseSpeed)
        .conflicts('rate'),
    )
    .addOption(new Option('--rate <n/s>', 'so many a second, such as 50/s or 30/m').argParser(parseRate))
    .addOption(
      new Option('--concurrency <n>', 'how many at a time (default: 1; with --speed or --rate 10)').argParser(
        parseCount,
      ),
    )
    .addOption(
      new Option('--timeout <duration>', 'how long an answer may take')
        .default(20_000, '20s')
        .argParser(parseTime),
    )
    .addOption(
      new Option('--retry <how>', 'try again as the product does, or not at all')
        .choices(['product', 'none'])
        .default('none'),
    )
    .addOption(
      new Option('--retry-wait <duration>', 'wait so long, and not 5 to 15 minutes as Jira').argParser(
        parseTime,
      ),
    )
    .optionsGroup('What is expected:')
    .option('--expect-status <statuses>', '204, 2xx, 200-299, several with commas, or any (default: 2xx)')
    .option('--expect-body <what>', 'JSON that is part of the body, an /expression/, or @file')
    .addOption(new Option('--max-latency <duration>', 'no answer may take longer').argParser(parseTime))
    .option('--compare', 'status and body are those that were recorded')
    .option('--report <format>', 'junit or json, and with =file where to; repeatable', collect)
    .option('--yes', 'send to another machine without asking');
  return command;
}

/** @throws {UsageError} when the order and the recorded gaps contradict each other */
export function readPace({ speed, rate, shuffle }: ReplayFlags): Pace {
  if (rate !== undefined) return { kind: 'rate', perSecond: rate };
  if (speed === undefined || speed === 'max') return { kind: 'max' };
  if (shuffle === true) {
    throw new UsageError(
      'shuffle-with-gaps',
      'In another order, the recorded gaps are none: --shuffle takes no such --speed.',
      {
        nextSteps: ['Take --speed max or --rate.'],
      },
    );
  }
  return { kind: 'recorded', factor: speed };
}

/** @throws {UsageError} for what is no header */
export function readHeaders(texts: readonly string[] = []): readonly (readonly [string, string])[] {
  return texts.map((text) => {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([^\r\n\0]*?)[ \t]*$/.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError(
        'bad-header',
        `--header ${JSON.stringify(text)} is not of the form "Name: value".`,
      );
    }
    if (/^(?:authorization|host|content-length|transfer-encoding|connection)$/i.test(name)) {
      throw new UsageError(
        'header-refused',
        `--header cannot set ${name}, which is written for each request.`,
        {
          nextSteps: ['For deliveries without a token: --unsigned.'],
        },
      );
    }
    return [name, value];
  });
}

/** @throws {UsageError} for an unknown format, or two reports on stdout */
export function readReports(
  texts: readonly string[] = [],
): readonly { readonly format: ReportFormat; readonly file: string | undefined }[] {
  const reports = texts.map((text) => {
    const at = text.indexOf('=');
    const name = at === -1 ? text : text.slice(0, at);
    const format = REPORT_FORMATS.find((one) => one === name);
    const file = at === -1 ? undefined : text.slice(at + 1);
    if (format === undefined || file === '') {
      throw new UsageError('bad-report', `--report ${JSON.stringify(text)} is no report.`, {
        nextSteps: ['Write junit or json, or junit=report.xml to have it in a file.'],
      });
    }
    return { format, file };
  });
  if (reports.filter(({ file }) => file === undefined).length > 1) {
    throw new UsageError('output-twice', 'Two reports would go to stdout.', {
      nextSteps: ['Send one of them to a file: --report junit=report.xml'],
    });
  }
  return reports;
}

function parseSpeed(text: string): number | 'max' {
  if (text === 'max') return 'max';
  if (text === 'original') return 1;
  const factor = Number(/^(\d+(?:\.\d+)?)x$/.exec(text)?.[1] ?? Number.NaN);
  if (!(factor > 0)) throw new InvalidArgumentError('Write max, original, or a multiple such as 2x or 0.5x.');
  return factor;
}

/** So many a second. */
export function parseRate(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(?:\/(s|m|h))?$/.exec(text) ?? [];
  const perSecond =
    Number(amount ?? Number.NaN) / { s: 1, m: 60, h: 3600 }[unit === 'm' || unit === 'h' ? unit : 's'];
  if (!(perSecond > 0)) throw new InvalidArgumentError('Write a rate such as 50/s or 30/m.');
  return perSecond;
}

/** Milliseconds. */
export function parseTime(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms <= 0)
    throw new InvalidArgumentError('Write a length of time such as 500ms or 20s.');
  return ms;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
