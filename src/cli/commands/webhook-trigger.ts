import type { Command } from 'commander';
import type { WebhookEvent } from '../../catalog/webhook-events.ts';
import { UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';
import { isRecord, type JsonObject, stringAt } from '../../core/json.ts';
import { redact } from '../../core/redact.ts';
import type { AddonCredentials, AddonStatus } from '../../instance/control-client.ts';
import type { InstanceRecord } from '../../instance/instance-file.ts';
import { PERSON_ID } from '../../webhook/samples/world.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { commandSite, findAddon, findRunningSite, findSite } from '../instance-site.ts';
import type { BodyMaker, Telling } from '../webhook-trigger-body.ts';
import { addTriggerOptions, type ChangeFlag, type TriggerFlags } from '../webhook-trigger-flags.ts';
import type { ShownRequest, TriggerTarget } from '../webhook-trigger-target.ts';

const EXAMPLES = `Examples:
  connect-kit webhook trigger jira:issue_updated --addon my-addon --issue DEMO-1
                                          as the dev instance sends it, to where the descriptor wants it
  connect-kit webhook trigger comment_created --product jira --set comment.body="Hello"
                                          print a body, and send nothing
  connect-kit webhook trigger page_created --to http://localhost:3000/page-created --secret-file secret.txt --client-key 1234
  connect-kit webhook trigger jira:issue_created --to http://localhost:3000/created --from-instance my-addon --edit
                                          change it in an editor first
  connect-kit webhook trigger jira:issue_updated --addon my-addon --count 100 --rate 20/s
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument('<event>', 'its name, as connect-kit webhook list shows it');
  const changes = addTriggerOptions(command);
  command.action((name: string, flags: TriggerFlags) => trigger(name, flags, changes, getCli()));
}

async function trigger(
  name: string,
  flags: TriggerFlags,
  changes: readonly ChangeFlag[],
  cli: Cli,
): Promise<void> {
  assertFlagsFit(flags);
  assertOneReadsStdin(flags, changes);
  const [{ pickEvent }, { createBodyMaker, productOf }] = await Promise.all([
    import('../../webhook/trigger/pick-event.ts'),
    import('../webhook-trigger-body.ts'),
  ]);
  // A name that is none is told before anything else.
  const asked = productOf(flags);
  const known =
    flags.addon === undefined && flags.fromInstance === undefined ? pickEvent(name, asked) : undefined;
  const site = await findWantedSite(flags, cli);
  const addon = site && (await findWantedAddon(flags, site, cli));
  const event = known ?? pickEvent(name, asked ?? productNamed(addon));
  assertAboutEvent(event, flags);
  if (addon !== undefined && addon.product !== event.product) throw otherProduct(addon, event);
  noteState(event, cli);
  const telling = await readTelling(event, addon, site, flags, cli);
  const target = await createTarget(event, telling.actor, addon, site, flags, cli);
  // What would be refused is refused before a person writes anything.
  const check = async (body: JsonObject) => void (await target?.preview(body));
  const maker = await createBodyMaker(event, telling, { flags, changes, check }, cli);
  const told = { event: event.name, product: event.product };
  if (flags.print === true || target === undefined) await show(maker, target, told, flags, cli);
  else await sendEach(maker, target, told, flags, cli);
}

/** @throws {UsageError} for flags that would change nothing */
function assertFlagsFit(flags: TriggerFlags): void {
  const isSigning = [flags.secretFile, flags.secretStdin, flags.secret, flags.fromInstance].some(
    (flag) => flag !== undefined,
  );
  const forUrl = isSigning || flags.clientKey !== undefined || flags.baseUrl !== undefined || flags.unsigned;
  if (forUrl && flags.to === undefined) {
    const what =
      flags.addon === undefined ? 'It is not said where it goes.' : 'The dev instance signs what it sends.';
    throw new UsageError('target-missing', what, {
      nextSteps:
        flags.addon === undefined
          ? [
              'Give the URL: --to http://localhost:3000/issue-updated',
              'Or an add-on in the dev instance: --addon <key>',
            ]
          : ['Leave out what is about tokens, or send it to a URL of your own: --to <url>'],
    });
  }
  if (flags.showToken === true && flags.print !== true) {
    throw new UsageError('token-not-shown', '--show-token goes with --print.');
  }
  if (flags.sample === true && wishesOf(flags).length > 0) {
    throw new UsageError(
      'sample-with-wish',
      `--sample is not of the dev instance, but ${wishesOf(flags)[0]} is.`,
    );
  }
}

/** @throws {UsageError} when several would share what comes from stdin: the first takes it all */
function assertOneReadsStdin({ secretStdin, body }: TriggerFlags, changes: readonly ChangeFlag[]): void {
  const readers = [
    ...(secretStdin === true ? ['--secret-stdin'] : []),
    ...(body === '-' ? ['--body -'] : []),
    ...changes.flatMap((change) =>
      change.kind === 'merge-file' && change.file === '-' ? ['--merge -'] : [],
    ),
  ];
  if (readers.length < 2) return;
  throw new UsageError('stdin-twice', `${joinWords(readers, 'and')} cannot all read stdin.`, {
    nextSteps: ['Give all but one of them a file.'],
  });
}

function wishesOf({ issue, content, space, actor }: TriggerFlags): readonly string[] {
  return Object.entries({ issue, content, space, actor })
    .filter(([, value]) => value !== undefined)
    .map(([name]) => `--${name}`);
}

/** @throws {UsageError} for what the event has nothing to do with */
function assertAboutEvent({ name, product }: WebhookEvent, { issue, content, space }: TriggerFlags): void {
  const [flag] = Object.entries(product === 'jira' ? { content, space } : { issue }).filter(
    ([, value]) => value !== undefined,
  );
  if (flag === undefined) return;
  throw new UsageError(
    'wish-misplaced',
    `${name} is an event of ${product}: --${flag[0]} is of no use there.`,
  );
}

/** The site of the dev instance: it must run where a flag needs it, and may run where none does. */
async function findWantedSite(flags: TriggerFlags, cli: Cli) {
  const isNeeded =
    [flags.addon, flags.fromInstance, flags.site].some((flag) => flag !== undefined) ||
    wishesOf(flags).length > 0;
  if (isNeeded) return findSite(flags.site, cli);
  return flags.sample === true || flags.body !== undefined ? undefined : findRunningSite(undefined, cli);
}

async function findWantedAddon({ addon, fromInstance }: TriggerFlags, site: InstanceRecord, cli: Cli) {
  const name = addon ?? fromInstance;
  return name === undefined ? undefined : findAddon(name, site, cli);
}

function productNamed(addon: AddonStatus | undefined) {
  return addon?.product === 'jira' || addon?.product === 'confluence' ? addon.product : undefined;
}

function otherProduct({ key, product }: AddonStatus, event: WebhookEvent): UsageError {
  return new UsageError(
    'addon-of-other-product',
    `${event.name} is an event of ${event.product}, and ${key} is installed in ${product}.`,
    {
      nextSteps: [`See what there is for it: connect-kit webhook list --product ${product}`],
    },
  );
}

function noteState({ name, state, replacement }: WebhookEvent, cli: Cli): void {
  if (state === 'unsent') cli.warn(`${name} is in the lists of events, but is reported not to be sent`);
  if (state === 'superseded' && replacement !== undefined)
    cli.warn(`${name} is superseded by ${replacement}`);
}

/** What there is to tell of: what the dev instance has, or samples. */
async function readTelling(
  { product }: WebhookEvent,
  addon: AddonStatus | undefined,
  site: InstanceRecord | undefined,
  { issue, content, space, actor, sample }: TriggerFlags,
  cli: Cli,
): Promise<Telling> {
  if (site === undefined || sample === true) {
    cli.detail('tells of a bundled sample');
    return { baseUrl: undefined, actor: PERSON_ID, known: {} };
  }
  const wishes = { product, issue, content, space, actor, addon: addon?.key };
  const world = await commandSite(site, 'webhooks/world', wishes, cli);
  cli.detail(`tells of the dev instance at ${site.origin}`);
  const known: unknown = world['known'];
  return {
    baseUrl: stringAt(world, 'baseUrl'),
    actor: stringAt(world, 'actor'),
    known: isRecord(known) ? JSON.parse(JSON.stringify(known)) : {},
  };
}

async function createTarget(
  event: WebhookEvent,
  actor: string | undefined,
  addon: AddonStatus | undefined,
  site: InstanceRecord | undefined,
  flags: TriggerFlags,
  cli: Cli,
): Promise<TriggerTarget | undefined> {
  const targets = await import('../webhook-trigger-target.ts');
  if (flags.to !== undefined) {
    let credentials: AddonCredentials | undefined;
    if (addon !== undefined && site !== undefined) {
      const { fetchCredentials } = await import('../../instance/control-client.ts');
      credentials = await fetchCredentials(site, addon, cli.context.fetch);
    }
    return targets.createUrlTarget(event, flags.to, actor, credentials, flags, cli);
  }
  if (addon === undefined || site === undefined) return undefined;
  return targets.createInstanceTarget(event, actor, site, addon, cli);
}

/** What all requests and results have in common. */
type Told = Readonly<Record<'event' | 'product', string>>;

async function show(
  maker: BodyMaker,
  target: TriggerTarget | undefined,
  told: Told,
  flags: TriggerFlags,
  cli: Cli,
): Promise<void> {
  for (let serial = 0; serial < flags.count; serial += 1) {
    const body = maker.make(serial);
    if (target === undefined) showBody(body, told, flags.count, cli);
    else {
      for (const request of await target.preview(body)) {
        showRequest(request, told, flags, cli);
      }
    }
  }
  await target?.close();
  if (target === undefined) {
    cli.note('Nothing was sent. To send it: --addon <key of an add-on in the dev instance>, or --to <url>.');
  }
  await maker.edited?.drop();
}

function showBody(body: JsonObject, told: Told, count: number, cli: Cli): void {
  const document = { version: 1, ...told, method: null, url: null, headers: null, body };
  if (!cli.options.json) cli.result(JSON.stringify(body, null, 2));
  else if (count === 1) cli.json(document);
  else cli.jsonLine(document);
}

function showRequest(
  { method, url, headers, body }: ShownRequest,
  told: Told,
  { showToken, count }: TriggerFlags,
  cli: Cli,
): void {
  const shown = headers.map(([name, value]) => [name, showToken === true ? value : redact(value)] as const);
  const shownUrl = showToken === true ? url : redact(url);
  const parsed: unknown = body === null ? null : JSON.parse(body);
  if (cli.options.json) {
    const document = {
      version: 1,
      ...told,
      method,
      url: shownUrl,
      headers: Object.fromEntries(shown),
      body: parsed,
    };
    if (count === 1) cli.json(document);
    else cli.jsonLine(document);
    return;
  }
  const lines = [`${method} ${shownUrl}`, ...shown.map(([name, value]) => `${name}: ${value}`), ''];
  cli.result([...lines, ...(body === null ? [] : [JSON.stringify(parsed, null, 2)])].join('\n'));
}

async function sendEach(
  maker: BodyMaker,
  target: TriggerTarget,
  told: Told,
  flags: TriggerFlags,
  cli: Cli,
): Promise<void> {
  const { count, rate } = flags;
  const { clock, signal } = cli.context;
  const [{ TriggerDisplay }, { sendAll }] = await Promise.all([
    import('../webhook-trigger-results.ts'),
    import('../../webhook/trigger/send-all.ts'),
  ]);
  const display = new TriggerDisplay(cli, count);
  let begun = 0;
  let answered = 0;
  let isSent = false;
  try {
    if (target.origin !== undefined) {
      const { confirmTarget } = await import('../webhook-replay-plan.ts');
      await confirmTarget(target.origin, count, flags, cli);
    }
    await sendAll({
      ...{ count, rate, clock, signal },
      send: async (serial, place) => {
        const body = maker.make(serial);
        begun += 1;
        const results = await target.send(body, place);
        if (signal.aborted) return;
        answered += 1;
        for (const result of results) display.add(result);
      },
    });
    isSent = display.failed === 0 && !signal.aborted;
  } finally {
    await target.close();
    if (isSent) await maker.edited?.drop();
    else if (maker.edited !== undefined) {
      cli.note(`What you have written is kept. To send it again: --body ${maker.edited.file}`);
    }
  }
  if (!signal.aborted) display.end(told);
  else cli.note(`${begun} of ${count} were sent, ${answered} of them answered.`);
}
