import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addonPath, addSiteOption, commandSite, findAddon, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance rotate-secret my-addon               installed with a new secret, and no enabled after it
  connect-kit instance rotate-secret confluence/my-addon    where both products have it
  connect-kit instance rotate-secret my-addon --json        for scripts; exits 1 when the add-on does not accept it`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .argument('<add-on>', 'its key, or product/key')
    .action(async (name: string, { site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const site = await findSite(siteName, cli);
      const addon = await findAddon(name, site, cli);
      const answer = await commandSite(site, `${addonPath(addon)}/rotate-secret`, undefined, cli);
      if (cli.options.json) cli.json(answer);
      else
        cli.result(`${addon.key} has accepted a new shared secret; tokens with the old one are refused now.`);
    });
}
