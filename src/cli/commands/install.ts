import type { Command } from 'commander';
import { PRODUCT_NAMES } from '../../catalog/products.ts';
import type { LintResult } from '../../lint/lint-descriptor.ts';
import type { Registered } from '../../site/registrar.ts';
import { productUrl, type SiteTarget } from '../../site/target.ts';
import type { Cli } from '../cli.ts';
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
  connect-kit install https://addon.example.com/atlassian-connect.json
                                                      into the site of this project, or the dev instance
  connect-kit install --site acme                     the add-on whose descriptor is in this folder
  connect-kit install http://localhost:3000/atlassian-connect.json --site embedded
  connect-kit install https://addon.example.com/atlassian-connect.json --product confluence --json`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteTargetOptions(setExamples(command, EXAMPLES))
    .argument('[descriptor]', "the descriptor's address, or the folder or file that says it", '.')
    .action(async (source: string, flags: SiteTargetFlags) => {
      const cli = getCli();
      const { installAddon } = await import('../../site/install-addon.ts');
      const { cwd, stdin } = cli.context;
      const { formatFindings } = await import('../site-findings.ts');
      const { target, outcome } = await installAddon(
        { source, product: flags.product },
        (product) => findTarget(flags, cli, product),
        { ...siteDeps(cli), cwd, stdin },
        {
          onChecked: (url: string, text: string, result: LintResult) => {
            const findings = formatFindings(url, text, result, cli);
            if (findings !== '') cli.context.stderr.write(findings);
          },
          onDoubt: (sentence) => cli.warn(sentence),
        },
      );
      if (outcome.ok) showInstalled(outcome, target, cli);
      else await showFailure(outcome, target, cli);
    });
}

function showInstalled({ addon, product, replaced }: Registered, target: SiteTarget, cli: Cli): void {
  const { key, name, version, enabled } = addon;
  if (cli.options.json) {
    cli.json({
      version: 1,
      site: siteJson(target),
      product,
      addon: { key, name, version, enabled },
      updated: replaced !== undefined,
      previousVersion: replaced?.version,
    });
    return;
  }
  const { success, bold, dim } = cli.palette;
  const verb = replaced === undefined ? 'Installed' : 'Updated';
  cli.result(`${success(verb)} ${bold(name)} in ${PRODUCT_NAMES[product]}`);
  cli.result(`  ${dim('key')}      ${key}`);
  cli.result(`  ${dim('version')}  ${version}`);
  cli.result(`  ${dim('site')}     ${productUrl(target, product)} (${target.from})`);
  if (!enabled) cli.warn('it is disabled there; an administrator enables it under Manage apps');
}
