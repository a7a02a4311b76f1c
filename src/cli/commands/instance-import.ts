import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findRunningSite, readSeed, showTold } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance import seed.json               what it has takes the place of what is there
  connect-kit instance import seed.json --site acme   into one of several sites, running or not
  connect-kit instance import - < seed.json           from stdin`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .argument('<file>', 'a seed that export has written, or - for stdin')
    .action(async (file: string, { site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const seed = await readSeed(file, cli);
      const running = await findRunningSite(siteName, cli);
      if (running === undefined) {
        await importOffline(seed, file, siteName, cli);
        return;
      }
      const answer = await commandSite(running, 'import', seed, cli);
      if (cli.options.json) cli.json(answer);
      else cli.note(`Taken over into ${running.name}.`);
      showTold(answer, cli);
    });
}

async function importOffline(
  seed: unknown,
  file: string,
  siteName: string | undefined,
  cli: Cli,
): Promise<void> {
  const [{ importData }, { SeedError }] = await Promise.all([
    import('../../instance/offline-data.ts'),
    import('../../instance/seed/seed.ts'),
  ]);
  try {
    importData(cli.context.cwd, siteName, seed, cli.context);
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new UsageError('seed-invalid', error.message, { where: file, cause: error });
  }
  if (cli.options.json) cli.json({ version: 1, addons: [] });
  else cli.note('Taken over. Its add-ons are installed with the next start.');
}
