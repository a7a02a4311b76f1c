import type { Command } from 'commander';
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
      const [{ checkSite }, { showChecks }] = await Promise.all([
        import('../../site/check-site.ts'),
        import('../site-checks.ts'),
      ]);
      const target = await findTarget({ ...flags, ...(site === undefined ? {} : { site }) }, cli);
      const { product } = flags;
      const asked = product === undefined ? target : { ...target, products: [product] };
      const verdict = await checkSite(asked, { isStrict: product !== undefined }, siteDeps(cli));
      cli.finishWith(verdict.exitCode);
      if (cli.options.json) {
        cli.json({ version: 1, site: siteJson(target), ok: verdict.ok, checks: verdict.checks });
        return;
      }
      showChecks(verdict.checks, cli);
      const { success, danger } = cli.palette;
      const name = `${target.name} at ${target.origin}`;
      cli.result(verdict.ok ? `${success('Fine')}: ${name}` : `${danger('Not usable')}: ${name}`);
    });
}
