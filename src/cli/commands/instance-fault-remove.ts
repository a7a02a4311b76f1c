import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { showRemoved } from '../instance-faults.ts';
import { addSiteOption, commandSite, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance fault remove f1            by the id that add and list show
  connect-kit instance fault remove f1 --json     for scripts`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .argument('<id>', 'the id of the fault')
    .action(async (id: string, { site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const site = await findSite(siteName, cli);
      showRemoved(await commandSite(site, `faults/${encodeURIComponent(id)}`, undefined, cli, 'DELETE'), cli);
    });
}
