import type { Command } from 'commander';
import { renderTable } from '../../terminal/table.ts';
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
  connect-kit installed                               in the site of this project, or the dev instance
  connect-kit installed --site acme --product jira
  connect-kit installed --all --json                  what comes with the products as well`;

const COLUMNS = [
  { title: 'Product' },
  { title: 'Key' },
  { title: 'Version' },
  { title: 'State' },
  { title: 'Name' },
];

interface Flags extends SiteTargetFlags {
  readonly all?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  addSiteTargetOptions(setExamples(command, EXAMPLES))
    .option('--all', 'also the apps that come with the product')
    .action(async (flags: Flags) => {
      const cli = getCli();
      const { readInstalled } = await import('../../site/read-installed.ts');
      const target = await findTarget(flags, cli);
      const found = await readInstalled(target, flags.product, siteDeps(cli));
      if (!found.ok) return showFailure(found, target, cli);
      const addons = found.products.flatMap(({ product, addons: all }) =>
        all
          .filter(({ userInstalled }) => userInstalled || flags.all === true)
          .map((addon) => ({ product, ...addon })),
      );
      if (found.failure !== undefined) {
        cli.warn(`not everything could be read: ${found.failure.message}`);
        cli.finishWith(found.failure.exitCode);
      }
      if (cli.options.json) {
        cli.json({ version: 1, site: siteJson(target), complete: found.failure === undefined, addons });
        return;
      }
      cli.note(
        `${addons.length === 1 ? '1 app' : `${addons.length} apps`} in ${target.name} (${target.from})`,
      );
      const rows = addons.map(({ product, key, version, enabled, name }) => [
        ...[product, key, version, enabled ? 'enabled' : 'disabled', name],
      ]);
      if (rows.length > 0) cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
    });
}
