import type { Command } from 'commander';
import { EXIT, UsageError } from '../../core/errors.ts';
import { isRecord, stringAt } from '../../core/json.ts';
import { renderTable } from '../../terminal/table.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findSite, readSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance deliveries                                   the newest webhooks, and what became of them
  connect-kit instance deliveries --addon my-addon --failed         what an add-on has not accepted
  connect-kit instance deliveries 17                                one of them, with every try and its body
  connect-kit instance deliveries 17 --retry                        send it again, now; exits 1 when it fails
  connect-kit instance deliveries --event page_created --json       for scripts`;

interface Flags {
  readonly addon?: string;
  readonly event?: string;
  readonly failed?: boolean;
  readonly retry?: boolean;
  readonly site?: string;
}

const COLUMNS = [
  { title: 'Id', align: 'right' as const },
  { title: 'Add-on' },
  { title: 'Event' },
  { title: 'Status' },
  { title: 'Tries', align: 'right' as const },
  { title: 'Last' },
  { title: 'Next try' },
];

const TRY_COLUMNS = [
  { title: 'Try', align: 'right' as const },
  { title: 'At' },
  { title: 'Took', align: 'right' as const },
  { title: 'Answer' },
];

type Answer = Readonly<Record<string, unknown>>;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .argument('[id]', 'one of them, by its number')
    .option('--addon <key>', 'of this add-on only')
    .option('--event <name>', 'of this event only')
    .option('--failed', 'only those that the add-on has not accepted, be it for good or as yet')
    .option('--retry', 'send the one with this number again, now')
    .action(async (id: string | undefined, flags: Flags) => {
      const cli = getCli();
      if (id === undefined && flags.retry === true) {
        throw new UsageError('delivery-missing', 'Say which delivery is to be sent again.', {
          nextSteps: ['Find its number: connect-kit instance deliveries --failed'],
        });
      }
      const site = await findSite(flags.site, cli);
      if (id === undefined) {
        showList(await readSite(site, `deliveries?${queryOf(flags)}`, cli), cli);
        return;
      }
      const path = `deliveries/${encodeURIComponent(id)}`;
      const answer =
        flags.retry === true
          ? await commandSite(site, `${path}/retry`, undefined, cli)
          : await readSite(site, path, cli);
      if (flags.retry === true && answer['status'] !== 'delivered') cli.finishWith(EXIT.notFine);
      if (cli.options.json) cli.json(answer);
      else showOne(answer, cli);
    });
}

function queryOf({ addon, event, failed }: Flags): string {
  return new URLSearchParams({
    ...(addon === undefined ? {} : { addon }),
    ...(event === undefined ? {} : { event }),
    ...(failed === true ? { status: 'failed,waiting' } : {}),
  }).toString();
}

function showList(answer: Answer, cli: Cli): void {
  if (cli.options.json) {
    cli.json(answer);
    return;
  }
  const rows = recordsAt(answer, 'deliveries').map((one) => [
    String(one['id']),
    stringAt(one, 'addon') ?? '',
    stringAt(one, 'event') ?? '',
    stringAt(one, 'status') ?? '',
    String(one['tries']),
    stringAt(one['last'], 'message') ?? '',
    stringAt(one, 'nextTry') ?? '',
  ]);
  if (rows.length === 0) cli.note('No webhook was sent that this asks for.');
  else cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
}

function showOne(answer: Answer, cli: Cli): void {
  const text = (name: string) => stringAt(answer, name) ?? '';
  cli.result(`${text('event')} to ${text('addon')}: ${text('status')}\n${text('url')}`);
  const rows = recordsAt(answer, 'tries').map((one) => [
    String(one['number']),
    stringAt(one, 'at') ?? '',
    `${one['durationMs']} ms`,
    stringAt(one, 'message') ?? '',
  ]);
  if (rows.length > 0) cli.result(renderTable(TRY_COLUMNS, rows, cli.context.stdout, cli.palette));
  if (answer['body'] !== null) cli.result(JSON.stringify(answer['body'], null, 2));
  else if (answer['bodyBytes'] !== 0) cli.note('Its body was too long to be kept.');
  if (text('nextTry') !== '') cli.note(`It is tried again at ${text('nextTry')}.`);
}

function recordsAt(answer: Answer, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list = answer[name];
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
