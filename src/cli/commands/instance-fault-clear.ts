import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { showRemoved } from '../instance-faults.ts';
import { addSiteOption, commandSite, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance fault clear            everything works again
  connect-kit instance fault clear --json     with the ids, for scripts`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES)).action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      showRemoved(await commandSite(await findSite(siteName, cli), 'faults', undefined, cli, 'DELETE'), cli);
    },
  );
}
