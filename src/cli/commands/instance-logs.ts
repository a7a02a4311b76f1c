import { type Command, Option } from 'commander';
import { EnvironmentError, UsageError } from '../../core/errors.ts';
import type { Exchange } from '../../proxy/exchange.ts';
import type { FilterFields } from '../../proxy/traffic-filter.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findRunningSite } from '../instance-site.ts';
import { renderExchange, renderMessages } from '../render-exchange.ts';

const EXAMPLES = `Examples:
  connect-kit instance logs                                what has passed, also when nothing runs any more
  connect-kit instance logs --follow --status failed       what fails from now on
  connect-kit instance logs --kind webhook --last 1 --bodies
                                                           the last webhook, as it was sent
  connect-kit instance logs --path '/rest/api/3/issue/**' --since 10m --json
                                                           one line of JSON each`;

/** How many are shown where nobody says from when on. */
const LAST = '100';
const LAST_BEFORE_FOLLOWING = '10';

interface Flags extends FilterFields {
  readonly follow?: boolean;
  readonly bodies?: boolean;
  readonly site?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .option('-f, --follow', 'go on with what passes from now on, until Ctrl-C or until the site ends')
    .option('--addon <key>', 'of this add-on only')
    .option('--product <product>', 'jira or confluence')
    .option('--direction <direction>', 'to-addon or to-product')
    .option(
      '--kind <kinds>',
      'webhook, rest, lifecycle, module, oauth2, install-key, descriptor or other; several by commas',
    )
    .option('--status <status>', 'a code such as 401, a class such as 4xx, or failed')
    .option('--path <pattern>', "paths: * within a segment, ** across; such as '/rest/api/3/**'")
    .option('--since <when>', 'a length of time such as 10m, or a moment in ISO 8601')
    .addOption(
      new Option(
        '--last <n>',
        `how many of the latest (default: ${LAST}, or ${LAST_BEFORE_FOLLOWING} with --follow)`,
      ),
    )
    .option('--bodies', 'with headers and bodies')
    .action(async ({ follow, bodies, site: siteName, ...rest }: Flags) => {
      const cli = getCli();
      const fields = await checkFilter(withDefaultLast(rest, follow === true), cli);
      const show = (exchange: Exchange) => showExchange(exchange, bodies === true, cli);
      const running = await findRunningSite(siteName, cli);
      if (running === undefined) {
        for (const exchange of await readOffline(fields, siteName, follow === true, cli)) show(exchange);
      } else if (follow === true) {
        const { followTraffic } = await import('../../instance/control-client.ts');
        const { fetch, signal } = cli.context;
        for await (const exchange of followTraffic(running, fields, fetch, signal)) show(exchange);
        if (!signal.aborted) cli.note('The site has ended.');
      } else {
        const query = new URLSearchParams({ ...fields, messages: 'true' });
        const answer = await commandSite(running, `traffic?${query}`, undefined, cli, 'GET');
        const { readExchange } = await import('../../proxy/exchange-json.ts');
        const exchanges = Array.isArray(answer['exchanges']) ? answer['exchanges'] : [];
        for (const exchange of exchanges.flatMap((one) => readExchange(one) ?? [])) show(exchange);
      }
    });
}

function withDefaultLast(fields: FilterFields, isFollowing: boolean): FilterFields {
  if (fields.last !== undefined || fields.since !== undefined) return fields;
  return { ...fields, last: isFollowing ? LAST_BEFORE_FOLLOWING : LAST };
}

/**
 * The fields as a site takes them, with a moment in place of a length of time.
 * @throws {UsageError} `filter-invalid`
 */
async function checkFilter(fields: FilterFields, { context }: Cli): Promise<Record<string, string>> {
  const { filterFieldsOf, parseTrafficFilter, TrafficFilterError } = await import(
    '../../proxy/traffic-filter.ts'
  );
  try {
    const { since } = parseTrafficFilter(fields, context.clock.now());
    const wire = filterFieldsOf({ ...fields });
    return { ...wire, ...(since === undefined ? {} : { since: new Date(since).toISOString() }) };
  } catch (cause) {
    if (!(cause instanceof TrafficFilterError)) throw cause;
    throw new UsageError('filter-invalid', `--${cause.message}`, { cause });
  }
}

/** @throws {EnvironmentError} when there is nothing to follow */
async function readOffline(
  fields: Record<string, string>,
  siteName: string | undefined,
  isFollowing: boolean,
  { context }: Cli,
): Promise<readonly Exchange[]> {
  if (isFollowing) {
    throw new EnvironmentError(
      'instance-not-running',
      'No dev instance runs here, so there is nothing to follow.',
      {
        nextSteps: [
          'Start one with `connect-kit instance start`.',
          'Leave out --follow for what has passed.',
        ],
      },
    );
  }
  const [{ readTraffic }, { filterExchanges, parseTrafficFilter }] = await Promise.all([
    import('../../instance/traffic/offline-traffic.ts'),
    import('../../proxy/traffic-filter.ts'),
  ]);
  return filterExchanges(readTraffic(context.cwd, siteName), parseTrafficFilter(fields, context.clock.now()));
}

function showExchange(exchange: Exchange, hasBodies: boolean, cli: Cli): void {
  if (cli.options.json) {
    const { request, response, ...rest } = exchange;
    cli.jsonLine({ version: 1, ...(hasBodies ? { ...rest, request, response } : rest) });
    return;
  }
  cli.result(renderExchange(exchange, cli.palette));
  const messages = hasBodies ? renderMessages(exchange, cli.palette) : '';
  if (messages !== '') cli.result(`${messages}\n`);
}
