import { type Command, Option } from 'commander';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { NotFineError, UsageError } from '../../core/errors.ts';
import { joinWords } from '../../core/join-words.ts';
import type { KeepIn, SavedSite } from '../../site/site-store.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { orEnvironment } from '../environment.ts';
import { setExamples } from '../examples.ts';
import { insecureOption, openSiteStore, siteDeps } from '../site-target.ts';
import { readToken, type TokenFlags } from '../site-token.ts';

const EXAMPLES = `Examples:
  connect-kit site add                                asks for the address, the e-mail and the API token
  connect-kit site add acme --url https://acme.atlassian.net --email me@example.com
                                                      asks for the token only
  connect-kit site add acme --url acme.atlassian.net --email me@example.com --token-stdin < token.txt
  connect-kit site add acme --url https://acme.atlassian.net/wiki --email me@example.com --token-file token.txt --use`;

interface Flags extends TokenFlags {
  readonly url?: string;
  readonly email?: string;
  readonly product?: readonly Product[];
  readonly keepIn: KeepIn;
  readonly test: boolean;
  readonly use?: boolean;
  readonly force?: boolean;
  readonly insecure?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[name]', "how you call it (default: the first part of its host's name)")
    .addOption(orEnvironment(new Option('--url <url>', 'address of the site'), 'CONNECT_KIT_SITE_URL'))
    .addOption(
      orEnvironment(
        new Option('--email <email>', 'e-mail address of an administrator'),
        'CONNECT_KIT_SITE_EMAIL',
      ),
    )
    .option('--token-file <file>', 'read their API token from a file')
    .option('--token-stdin', 'read the API token from stdin')
    .option('--token <token>', 'the API token itself, visible to others (env: CONNECT_KIT_SITE_TOKEN)')
    .addOption(
      new Option('--product <product...>', 'the products that it has (default: it is asked)').choices(
        PRODUCTS,
      ),
    )
    .addOption(
      new Option(
        '--keep-in <store>',
        "where the token is kept: the system's store, or a file that only you can read",
      )
        .choices(['auto', 'system', 'file'])
        .default('auto'),
    )
    .option('--no-test', 'keep it without trying it')
    .option('--use', 'make it the site of this project')
    .option('-f, --force', 'replace a site of that name which is elsewhere')
    .addOption(insecureOption())
    .action(async (name: string | undefined, flags: Flags) => add(name, flags, getCli()));
}

async function add(givenName: string | undefined, flags: Flags, cli: Cli): Promise<void> {
  const [{ parseSiteAddress }, { checkName, suggestName }, store] = await Promise.all([
    import('../../site/address.ts'),
    import('../../site/site-name.ts'),
    openSiteStore(cli),
  ]);
  const url = flags.url ?? (await askText('Address of the site', '', '--url <url>', cli));
  const { origin, products: found } = parseSiteAddress(url, 'The address', { insecure: flags.insecure });
  const name = givenName ?? suggestName(origin);
  checkName(name);
  const before = (await store.list()).find((site) => site.name === name);
  if (before !== undefined && before.origin !== origin && flags.force !== true) throw isTaken(before);
  const email =
    flags.email ?? (await askText('E-mail of an administrator', before?.email ?? '', '--email <email>', cli));
  const token = await readToken(flags, { email, origin }, cli);
  const site = { name, origin, email, products: flags.product ?? found };
  const products = flags.test
    ? await test({ ...site, token }, flags.product !== undefined, cli)
    : site.products;
  const saved = await store.save({ ...site, products }, token, flags.keepIn);
  if (flags.use === true) {
    const { writeProjectSite } = await import('../../site/project-site.ts');
    await writeProjectSite(cli.context.cwd, name);
  }
  await show(saved, before !== undefined, flags.use === true, cli);
}

/** @returns the products in which the person is an administrator */
async function test(
  site: Omit<SavedSite, 'tokenIn'> & { readonly token: Awaited<ReturnType<typeof readToken>> },
  isStrict: boolean,
  cli: Cli,
): Promise<readonly Product[]> {
  const [{ checkSite }, { linesOfChecks }] = await Promise.all([
    import('../../site/check-site.ts'),
    import('../site-checks.ts'),
  ]);
  const target = { ...site, kind: 'real', username: site.email, from: 'the command line' } as const;
  const verdict = await checkSite(target, { isStrict }, siteDeps(cli));
  for (const line of linesOfChecks(verdict.checks, cli.notePalette)) cli.note(line);
  if (verdict.products.length > 0 && (!isStrict || verdict.products.length === site.products.length))
    return verdict.products;
  const [wrong] = verdict.checks.filter((check) => check.verdict === 'wrong');
  throw new NotFineError(
    'site-not-usable',
    `The site is not kept: ${wrong?.message ?? 'it cannot be used.'}`,
    {
      where: site.origin,
      nextSteps: [...(wrong?.advice ?? []), 'To keep it nevertheless: --no-test'],
    },
  );
}

async function show(site: SavedSite, isUpdate: boolean, isUsed: boolean, cli: Cli): Promise<void> {
  const { TOKEN_PLACES } = await import('../../site/site-store.ts');
  const { name, origin, products, email, tokenIn } = site;
  if (cli.options.json) {
    cli.json({
      version: 1,
      site: { name, url: origin, products, email, tokenIn },
      updated: isUpdate,
      used: isUsed,
    });
    return;
  }
  const { success, bold } = cli.palette;
  cli.result(
    `${success(isUpdate ? 'Updated' : 'Added')} ${bold(name)}: ${joinWords(products, 'and')} at ${origin}`,
  );
  cli.note(`The token is in ${TOKEN_PLACES[tokenIn]}.`);
  if (isUsed) cli.note('It is the site of this project now.');
}

async function askText(message: string, initial: string, flag: string, cli: Cli): Promise<string> {
  if (cli.canPrompt) {
    const answer = await cli.context.prompts.text({
      message,
      initial,
      problemOf: (text) => (text.trim() === '' ? 'This is needed.' : undefined),
    });
    return answer.trim();
  }
  throw new UsageError('flag-missing', `${message} is missing.`, { nextSteps: [`Give it with ${flag}.`] });
}

function isTaken({ name, origin }: SavedSite): UsageError {
  return new UsageError('site-exists', `The site ${name} is ${origin} already.`, {
    nextSteps: ['Take another name, or --force to replace it.'],
  });
}
