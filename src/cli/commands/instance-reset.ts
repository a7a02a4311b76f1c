import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findRunningSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance reset                     every site that was started in this folder is as new
  connect-kit instance reset --site acme         one of them
  connect-kit instance reset --json              with the names of the sites, for scripts`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES), 'all of them').action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const { cwd, system } = cli.context;
      const running = await findRunningSite(siteName, cli);
      if (running === undefined) {
        const { resetData } = await import('../../instance/offline-data.ts');
        show(resetData(cwd, siteName, system));
        return;
      }
      const { findInstance, sitesOf } = await import('../../instance/control-client.ts');
      const sites = siteName === undefined ? sitesOf(await findInstance(cwd)) : [running];
      for (const site of sites) await commandSite(site, 'reset', undefined, cli);
      show(sites.map(({ name }) => name));

      function show(names: readonly string[]): void {
        if (cli.options.json) cli.json({ version: 1, reset: names });
        else if (names.length === 0) cli.note('There was nothing to remove.');
        else cli.result(`As new: ${names.join(', ')}.`);
      }
    },
  );
}
