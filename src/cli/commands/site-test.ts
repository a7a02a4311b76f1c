import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import {
  addSiteTargetOptions,
  findTarget,
  type SiteTargetFlags,
  siteDeps,
  siteJson,
} from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit site test                               the site that install would take here
  connect-kit site test acme --product confluence
  connect-kit site test --json                        for CI, with CONNECT_KIT_SITE_URL and its like`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteTargetOptions(setExamples(command, EXAMPLES))
    .argument('[site]', 'the same as --site')
    .action(async (site: string | undefined, flags: SiteTargetFlags) => {
      const cli = getCli();
      const [{ checkSite }, { linesOfChecks }] = await Promise.all([
        import('../../site/check-site.ts'),
        import('../site-checks.ts'),
      ]);
      const target = await findTarget({ ...flags, ...(site === undefined ? {} : { site }) }, cli);
      const { product } = flags;
      const asked = product === undefined ? target : { ...target, products: [product] };
      const verdict = await checkSite(
        asked,
        { isStrict: product !== undefined || target.productsAreKnown === true },
        siteDeps(cli),
      );
      if (!verdict.ok) cli.finishWith(EXIT.notFine);
      if (cli.options.json) {
        cli.json({ version: 1, site: siteJson(target), ok: verdict.ok, checks: verdict.checks });
        return;
      }
      for (const line of linesOfChecks(verdict.checks, cli.palette)) cli.result(line);
      const { success, danger } = cli.palette;
      const name = `${target.name} at ${target.origin}`;
      cli.result(
        verdict.ok
          ? `${success('Fine')} as far as can be seen without installing: ${name}`
          : `${danger('Not usable')}: ${name}`,
      );
    });
}
