import type { Command } from 'commander';
import { PRODUCT_NAMES, type Product } from '../../catalog/products.ts';
import { UsageError } from '../../core/errors.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import {
  addSiteTargetOptions,
  findTarget,
  type SiteTargetFlags,
  showFailure,
  siteDeps,
  siteJson,
} from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit uninstall my-addon                      from the site of this project, or the dev instance
  connect-kit uninstall my-addon --site acme --product confluence
  connect-kit uninstall my-addon --json               ends with 0 as well when it was not there`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteTargetOptions(setExamples(command, EXAMPLES))
    .argument('<key>', 'key of the add-on')
    .action(async (key: string, flags: SiteTargetFlags) => {
      const cli = getCli();
      const [{ readInstalled }, { unregisterAddon }] = await Promise.all([
        import('../../site/read-installed.ts'),
        import('../../site/register.ts'),
      ]);
      const target = await findTarget(flags, cli);
      const found = await readInstalled(target, flags.product, siteDeps(cli));
      if (!found.ok) return showFailure(found, target, cli);
      const products = found.products.filter(({ addons }) => addons.some((addon) => addon.key === key));
      const [first, second] = products.map(({ product }) => product);
      if (second !== undefined) throw isInBoth(key);
      // It may be where nobody could look.
      if (first === undefined && found.failure !== undefined) return showFailure(found.failure, target, cli);
      if (first !== undefined) {
        const outcome = await unregisterAddon(target, { product: first, key }, siteDeps(cli));
        if (!outcome.ok) return showFailure(outcome, target, cli);
      }
      if (cli.options.json) {
        cli.json({ version: 1, site: siteJson(target), key, product: first, removed: first !== undefined });
      } else cli.result(describe(key, first, target.name));
    });
}

function describe(key: string, product: Product | undefined, site: string): string {
  return product === undefined
    ? `${key} is not installed in ${site}: there is nothing to remove.`
    : `Uninstalled ${key} from ${PRODUCT_NAMES[product]} of ${site}.`;
}

function isInBoth(key: string): UsageError {
  return new UsageError('addon-ambiguous', `${key} is installed in Jira and in Confluence.`, {
    nextSteps: ['Name the one: --product jira or --product confluence'],
  });
}
