import type { Command } from 'commander';
import { stringAt } from '../../core/json.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance rotate-keys               installs are signed with another key from now on
  connect-kit instance rotate-keys --json        with the key's id, for scripts`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES)).action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const answer = await commandSite(await findSite(siteName, cli), 'rotate-keys', undefined, cli);
      if (cli.options.json) cli.json(answer);
      else cli.result(`Installs are signed with the key ${stringAt(answer, 'kid')} from now on.`);
      cli.note('The key server answers the old ones too.');
    },
  );
}
