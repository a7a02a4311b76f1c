import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findRunningSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance export > seed.json               people, installed add-ons, and the rest of the data
  connect-kit instance export --site acme > acme.json   one of several sites, running or not
  connect-kit instance start --seed seed.json           begin with it elsewhere`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES)).action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const running = await findRunningSite(siteName, cli);
      if (running !== undefined) {
        cli.json(await commandSite(running, 'export', undefined, cli));
        return;
      }
      const { exportData } = await import('../../instance/offline-data.ts');
      cli.json(exportData(cli.context.cwd, siteName, cli.context.system));
    },
  );
}
