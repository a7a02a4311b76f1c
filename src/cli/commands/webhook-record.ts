import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, UsageError } from '../../core/errors.ts';
import type { RecordEvent } from '../../webhook/record/record-deliveries.ts';
import type { Recorder } from '../../webhook/record/recorder.ts';
import { parseBaseUrl } from '../base-url.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption } from '../instance-site.ts';
import { parsePort } from '../port.ts';
import { reportError } from '../report-error.ts';
import { addVerificationKeyOptions, type VerificationFlags } from '../secret.ts';
import { collectEvents } from '../webhook-events.ts';
import { readOptionalKey, secretsIn } from '../webhook-key.ts';
import { parseCount } from '../webhook-numbers.ts';
import { addRedactionOptions, type RedactionFlags, readRedaction } from '../webhook-redaction.ts';

const EXAMPLES = `Examples:
  connect-kit webhook record --listen 8080 --forward http://localhost:3000
                                          pass deliveries on to the add-on, and keep them
  connect-kit webhook record --from-instance
                                          keep what the dev instance sends, to whatever add-on
  connect-kit webhook record --listen 8080 --answer 204 --until 1
                                          answer the next one itself, and end
  connect-kit webhook record --listen 8080 --forward http://localhost:3000 --only 'jira:issue_*' --secret-file secret.txt
                                          keep some, and say whether they are well signed
`;

interface Flags extends Omit<VerificationFlags, 'fromInstance'>, RedactionFlags {
  /** True where no add-on is named. */
  readonly fromInstance?: string | true;
  readonly addon?: string;
  readonly site?: string;
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
    .option('--only <event>', 'keep only this event, * for any part of a name; repeatable', collectEvents)
    .addOption(new Option('--until <n>', 'end after so many recordings').argParser(parseCount))
    .option('--event <event>', 'the event of deliveries that do not say it, as those of Confluence')
    .option('--addon-key <key>', 'the add-on, to be noted')
    .addOption(
      new Option('--base-url <url>', 'the base URL that the product knows; its path is not hashed').argParser(
        parseBaseUrl,
      ),
    );
  addSiteOption(command.optionsGroup('From the dev instance, with --from-instance:')).option(
    '--addon <key>',
    'only what is sent to this add-on: its key, or product/key',
  );
  addVerificationKeyOptions(command.optionsGroup('Whether tokens are valid:'), '[add-on]');
  addRedactionOptions(command).action((flags: Flags) => {
    const isListening = ['listen', 'forward', 'answer'].some(
      (name) => (command.getOptionValueSource(name) ?? 'default') !== 'default',
    );
    return flags.fromInstance === undefined || isListening
      ? record(flags, getCli())
      : recordFromInstance(flags, getCli());
  });
}

/** What the dev instance sends, as it sends it. */
async function recordFromInstance(flags: Flags, cli: Cli): Promise<void> {
  const { context } = cli;
  const { fromInstance, until, only = [] } = flags;
  const name = flags.addon ?? (fromInstance === true ? undefined : fromInstance);
  const [{ findSite, findAddon }, client, { recordFrom }, { followStream }] = await Promise.all([
    import('../instance-site.ts'),
    import('../../instance/control-client.ts'),
    import('../../webhook/record/record-deliveries.ts'),
    import('../../webhook/record/follow-stream.ts'),
  ]);
  const site = await findSite(flags.site, cli);
  const addon = name === undefined ? undefined : await findAddon(name, site, cli);
  const { addons } = await client.fetchStatus(site, context.fetch);
  const credentials = await Promise.all(
    addons.map((one) => client.fetchCredentials(site, one, context.fetch)),
  );
  const secrets = credentials.flatMap(({ sharedSecret }) => sharedSecret ?? []);
  const recorder = await openRecorder(flags, secrets, cli);
  const query = new URLSearchParams(addon === undefined ? {} : { addon: addon.key, product: addon.product });
  const open = (signal: AbortSignal) =>
    client.listen(site, `webhooks/stream?${query}`, context.fetch, AbortSignal.any([signal, context.signal]));
  const kept = await recordFrom((sink) => followStream(open, site.origin, sink), {
    ...{ recorder, only, until, event: flags.event, addonKey: flags.addonKey },
    signal: context.signal,
    onEvent: createDisplay(flags, cli),
  });
  noteKept(kept, flags, cli);
}

async function openRecorder(flags: Flags, secrets: readonly string[], cli: Cli): Promise<Recorder> {
  const redaction = await readRedaction(flags, secrets, cli);
  const { createRecorder } = await import('../../webhook/record/recorder.ts');
  const { cwd, system } = cli.context;
  return createRecorder({ folder: path.resolve(cwd, flags.out), redaction, newId: randomUUID, system });
}

function noteKept(kept: number, { out }: Flags, cli: Cli): void {
  cli.note(`${kept} ${kept === 1 ? 'delivery' : 'deliveries'} recorded in ${out}`);
}

/** @throws {UsageError} where the secret is to come from an add-on that nobody names */
function verificationOf({ fromInstance, ...flags }: Flags): VerificationFlags {
  if (fromInstance !== true) return { ...flags, fromInstance };
  throw new UsageError(
    'addon-missing',
    '--from-instance says with --listen whose secret tokens are checked with.',
    {
      nextSteps: [
        'Name the add-on: --from-instance <add-on key>',
        'Or leave out --listen and --forward, to record what the instance sends.',
      ],
    },
  );
}

async function record(flags: Flags, cli: Cli): Promise<void> {
  const { context } = cli;
  const key = await readOptionalKey(verificationOf(flags), cli);
  const [{ recordDeliveries }, { judgeDelivery }, { basePathOf }] = await Promise.all([
    import('../../webhook/record/record-deliveries.ts'),
    import('../../webhook/judge.ts'),
    import('../../jwt/canonical-request.ts'),
  ]);
  const basePath = basePathOf(flags.baseUrl);
  const recorder = await openRecorder(flags, secretsIn(key), cli);
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
  noteKept(kept, flags, cli);
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
      case 'following':
        if (cli.options.json) cli.jsonLine({ version: 1, event: 'listening', url: event.origin });
        cli.note(`Recording what the dev instance at ${event.origin} sends. Ctrl-C stops it.`);
        return;
      case 'ended':
        cli.warn('the dev instance has ended');
        cli.finishWith(EXIT.environment);
        return;
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
