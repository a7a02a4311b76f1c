import { type Command, InvalidArgumentError, Option } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { Instance, RunningSite } from '../../instance/instance.ts';
import type { Outcome } from '../../instance/tenant/announce.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { orEnvironment } from '../environment.ts';
import { setExamples } from '../examples.ts';
import { readSeed } from '../instance-site.ts';
import { parsePort } from '../port.ts';
import { reportError } from '../report-error.ts';

const EXAMPLES = `Examples:
  connect-kit instance start              Jira at http://localhost:2990, Confluence at /wiki
  connect-kit instance start --port 0     at any free port
  connect-kit instance start --site acme --site globex
                                          two sites, at 2990 and 2991
  connect-kit instance start --ephemeral --seed seed.json
                                          with what \`instance export\` has written
  connect-kit instance start --retry-after 5
                                          failed webhooks come again after 5 s, not after minutes
  connect-kit instance start --rate-limit 100/min
                                          429 for add-ons that ask more often
  connect-kit instance start --json       one line of JSON when it is ready`;

interface Flags {
  readonly port: number;
  readonly site: readonly string[];
  readonly ephemeral?: boolean;
  readonly seed?: string;
  readonly retryAfter?: number;
  readonly rateLimit?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .addOption(
      orEnvironment(
        new Option('-p, --port <port>', 'port to listen on, 0 for any free one')
          .default(2990)
          .argParser(parsePort),
        'CONNECT_KIT_PORT',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--site <name...>', 'names of the sites, each at a port of its own').default(['dev']),
        'CONNECT_KIT_SITE',
      ),
    )
    .option('--ephemeral', 'keep nothing: the data ends with the process')
    .option('--seed <file>', 'what a new site begins with: a file of `instance export`, or - for stdin')
    .addOption(
      new Option(
        '--retry-after <seconds>',
        'how long Jira waits before it tries a failed webhook again (default: 5 to 15 minutes, as Jira does)',
      ).argParser(parseSeconds),
    )
    .option('--rate-limit <n/unit>', 'requests that each add-on may make of each product, such as 100/min')
    .action(async ({ port, site, ephemeral, seed: seedFile, retryAfter, rateLimit }: Flags) => {
      const cli = getCli();
      const [{ serveInstance }, { parseRateLimit }] = await Promise.all([
        import('../../instance/serve.ts'),
        import('../../instance/faults/rate-limit.ts'),
      ]);
      const limit = rateLimit === undefined ? {} : { rateLimit: parseRateLimit(rateLimit) };
      const seed = seedFile === undefined ? undefined : await readSeed(seedFile, cli);
      // From the environment they come as one text.
      const siteNames = [site].flat().flatMap((names) => names.split(','));
      const options = {
        ...{ port, siteNames, isEphemeral: ephemeral === true, seed },
        ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter * 1000 }),
        ...limit,
      };
      const served = serveInstance(options, cli.context, {
        onReady: (instance) => showReady(instance, cli),
        onMoved: (moved, outcomes) => showMoved(moved, outcomes, cli),
        onBug: (error) => reportError(error, cli),
      });
      await (seedFile === undefined
        ? served
        : served.catch((error: unknown) => throwNaming(seedFile, error)));
    });
}

/** The instance knows what is wrong with a seed, and not where it comes from. */
function throwNaming(seedFile: string, error: unknown): never {
  if (!(error instanceof UsageError) || error.code !== 'seed-invalid') throw error;
  const where = seedFile === '-' ? 'stdin' : seedFile;
  throw new UsageError(error.code, error.message, { where, nextSteps: error.nextSteps, cause: error });
}

/** A day is more than anybody waits for a webhook. */
const MAX_SECONDS = 86_400;

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+(?:\.\d+)?$/.test(text) && seconds > 0 && seconds <= MAX_SECONDS) return seconds;
  throw new InvalidArgumentError(`A time is a number of seconds, above 0 and up to ${MAX_SECONDS}.`);
}

function showReady(instance: Instance, cli: Cli): void {
  const { sites, keysUrl } = instance;
  for (const { seeded, name } of sites) warnOfRefusals(name, seeded, cli);
  if (cli.options.json) {
    cli.jsonLine({
      ...{ version: 1, event: 'ready' },
      ...addressesOf(instance),
      sites: sites.map((site) => ({ site: site.name, ...addressesOf(site) })),
    });
    return;
  }
  const blocks = sites.map(({ name, origin }) => {
    const heading = sites.length === 1 ? '' : `${cli.palette.bold(name)}\n`;
    return `${heading}Jira        ${origin}\nConfluence  ${origin}/wiki\nTraffic     ${origin}/_connect-kit/`;
  });
  cli.result(blocks.join('\n\n'));
  cli.note('Sign in as admin / admin. Ctrl-C stops it.');
  cli.note(`Add-ons find its install keys at CONNECT_KEYS_CDN_URL=${keysUrl}`);
  cli.note(
    `Add-ons that act as people get their tokens from ${sites.map((site) => site.oauth2Url).join(', ')}`,
  );
}

function addressesOf({ keysUrl, oauth2Url, hostScriptUrl, services }: RunningSite) {
  const { jira, confluence } = services.site.products;
  return { jira: jira.baseUrl, confluence: confluence.baseUrl, keysUrl, oauth2Url, hostScriptUrl };
}

function showMoved({ name, origin }: RunningSite, outcomes: readonly Outcome[], cli: Cli): void {
  const told = outcomes.filter(({ accepted }) => accepted).map(({ key }) => key);
  if (told.length > 0) cli.note(`Told that ${name} is at ${origin} now: ${told.join(', ')}.`);
  warnOfRefusals(name, outcomes, cli);
}

function warnOfRefusals(site: string, outcomes: readonly Outcome[], cli: Cli): void {
  for (const { accepted, key, message } of outcomes) {
    if (!accepted) cli.warn(`${key} on ${site}: ${message}`);
  }
}
