import { Argument, type Command } from 'commander';
import { LICENCE_STATES } from '../../instance/addons/licence.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addonPath, addSiteOption, commandSite, findAddon, findSite } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance licence my-addon expired   lic=none, and REST says that it is not active
  connect-kit instance licence my-addon trial     an active evaluation
  connect-kit instance licence my-addon --json    what it has now`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES))
    .argument('<add-on>', 'its key, or product/key')
    .addArgument(
      new Argument('[state]', 'what its licence is from now on; without it, what it is').choices(
        LICENCE_STATES,
      ),
    )
    .action(
      async (name: string, state: string | undefined, { site: siteName }: { readonly site?: string }) => {
        const cli = getCli();
        const site = await findSite(siteName, cli);
        const addon = await findAddon(name, site, cli);
        const { product, key } = addon;
        if (state !== undefined) await commandSite(site, `${addonPath(addon)}/licence`, { state }, cli);
        const licence = state ?? addon.licence;
        if (cli.options.json) cli.json({ version: 1, product, key, licence });
        else cli.result(licence);
      },
    );
}
