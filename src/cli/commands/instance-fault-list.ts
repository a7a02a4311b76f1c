import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { showFaults } from '../instance-faults.ts';
import { addSiteOption, commandSite, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance fault list            what goes wrong on purpose, and how often it has
  connect-kit instance fault list --json     with every detail, for scripts`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES)).action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const answer = await commandSite(await findSite(siteName, cli), 'faults', undefined, cli, 'GET');
      showFaults(answer, cli);
      if (Array.isArray(answer['faults']) && answer['faults'].length === 0)
        cli.note('Nothing goes wrong on purpose.');
    },
  );
}
