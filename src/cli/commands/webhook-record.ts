import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '../../core/errors.ts';
import type { RecordEvent } from '../../webhook/record/record-deliveries.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { parsePort } from '../port.ts';
import { reportError } from '../report-error.ts';
import { addVerificationKeyOptions, type VerificationFlags } from '../secret.ts';
import { readOptionalKey, secretsIn } from '../webhook-key.ts';
import { parseCount } from '../webhook-numbers.ts';
import { addRedactionOptions, type RedactionFlags, readRedaction } from '../webhook-redaction.ts';

const EXAMPLES = `Examples:
  connect-kit webhook record --listen 8080 --forward http://localhost:3000
                                          pass deliveries on to the add-on, and keep them
  connect-kit webhook record --listen 8080 --answer 204 --until 1
                                          answer the next one itself, and end
  connect-kit webhook record --listen 8080 --forward http://localhost:3000 --only 'jira:issue_*' --secret-file secret.txt
                                          keep some, and say whether they are well signed
`;

interface Flags extends VerificationFlags, RedactionFlags {
  readonly listen: number;
  readonly forward?: URL;
  readonly out: string;
  readonly only?: readonly string[];
  readonly until?: number;
  readonly answer?: number;
  readonly baseUrl?: string;
  readonly event?: string;
  readonly addonKey?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .addOption(
      new Option('--listen <port>', 'port on this machine to take deliveries at, 0 for any free one')
        .default(8080)
        .argParser(parsePort),
    )
    .addOption(new Option('--forward <url>', "the add-on's own server").argParser(parseServer))
    .addOption(
      new Option('--answer <status>', 'what to answer where nothing is forwarded (default: 204)')
        .argParser(parseStatus)
        .conflicts('forward'),
    )
    .option('--out <folder>', 'folder for the recordings', 'recordings')
    .option('--only <event>', 'keep only this event, * for any part of a name; repeatable', collect)
    .addOption(new Option('--until <n>', 'end after so many recordings').argParser(parseCount))
    .option('--event <event>', 'the event of deliveries that do not say it, as those of Confluence')
    .option('--addon-key <key>', 'the add-on, to be noted')
    .option('--base-url <url>', 'the base URL that the product knows; its path is not hashed');
  addVerificationKeyOptions(command.optionsGroup('Whether tokens are valid:'));
  addRedactionOptions(command).action((flags: Flags) => record(flags, getCli()));
}

async function record(flags: Flags, cli: Cli): Promise<void> {
  const { context } = cli;
  const key = await readOptionalKey(flags, cli);
  const redaction = await readRedaction(flags, secretsIn(key), cli);
  const [{ createRecorder }, { recordDeliveries }, { judgeDelivery }, { basePathOf }, { randomUUID }] =
    await Promise.all([
      import('../../webhook/record/recorder.ts'),
      import('../../webhook/record/record-deliveries.ts'),
      import('../../webhook/judge.ts'),
      import('../../jwt/canonical-request.ts'),
      import('node:crypto'),
    ]);
  const basePath = basePathOf(flags.baseUrl);
  const folder = path.resolve(context.cwd, flags.out);
  const recorder = await createRecorder({ folder, redaction, newId: randomUUID, system: context.system });
  const show = createDisplay(flags, cli);
  const kept = await recordDeliveries({
    recorder,
    port: flags.listen,
    forward: flags.forward,
    answer: flags.answer ?? 204,
    basePath,
    only: flags.only ?? [],
    event: flags.event,
    addonKey: flags.addonKey,
    until: flags.until,
    clock: context.clock,
    signal: context.signal,
    judge: async (request) =>
      key === undefined ? null : judgeDelivery(request, { key, now: context.clock.now(), basePath }),
    onEvent: show,
  });
  cli.note(`${kept} ${kept === 1 ? 'delivery' : 'deliveries'} recorded in ${flags.out}`);
}

function createDisplay(flags: Flags, cli: Cli): (event: RecordEvent) => void {
  return (event) => {
    switch (event.type) {
      case 'listening': {
        const url = `http://localhost:${event.port}`;
        if (cli.options.json) cli.jsonLine({ version: 1, event: 'listening', url });
        const what =
          flags.forward === undefined
            ? `answering ${flags.answer ?? 204}`
            : `forwarding to ${flags.forward.origin}`;
        cli.note(`Listening at ${url}, ${what}. Ctrl-C stops it.`);
        return;
      }
      case 'recorded':
        showRecorded(event, cli);
        return;
      case 'passed':
        cli.detail(`${event.event ?? 'unknown event'}: passed, not kept`);
        return;
      case 'problem':
        cli.warn(event.message);
        return;
      case 'unwritable':
        cli.finishWith(EXIT.environment);
        reportError(event.error, cli);
        return;
      default:
        event satisfies never;
    }
  };
}

/** One line: when, what, how it ended, what the token was worth, and the file. */
function showRecorded({ file, recording }: Extract<RecordEvent, { type: 'recorded' }>, cli: Cli): void {
  const { time, event, request, response, verdict, note, redactions } = recording;
  const name = path.relative(cli.context.cwd, file);
  const shown = name.startsWith('..') ? file : name;
  if (cli.options.json) {
    const { method, path, query } = request;
    const answer = response === null ? null : { status: response.status, latencyMs: response.latencyMs };
    cli.jsonLine({
      ...{ version: 1, event: 'recorded', file: shown, id: recording.id, time, webhookEvent: event },
      ...{ method, path, query, response: answer, note, verdict, redactions: redactions.length },
    });
    return;
  }
  const { dim, success, danger, warning } = cli.palette;
  const isFine = response !== null && response.status < 400;
  const hasToken = request.headers.some(([header]) => header.toLowerCase() === 'authorization');
  const parts = [
    dim(time.slice(11, 19)),
    event ?? warning('unknown event'),
    `${request.method} ${request.path}`,
    (isFine ? success : danger)(response === null ? 'no answer' : String(response.status)),
    ...(response === null ? [] : [dim(`${response.latencyMs} ms`)]),
    verdict === null
      ? dim(hasToken ? 'token not checked' : 'no token')
      : verdict.valid
        ? success('valid token')
        : danger(`${verdict.reason}: ${verdict.message}`),
    ...(response === null && note !== undefined ? [warning(note)] : []),
    dim(shown),
  ];
  cli.result(parts.join('  '));
}

function parseServer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new InvalidArgumentError('Write the address of a server, such as http://localhost:3000.');
  }
  return url;
}

function parseStatus(text: string): number {
  const status = Number(text);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new InvalidArgumentError('A status is a number from 200 to 599.');
  }
  return status;
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
