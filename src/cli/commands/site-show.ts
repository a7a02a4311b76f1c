import type { Command } from 'commander';
import { joinWords } from '../../core/join-words.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { findTarget, insecureOption, siteJson } from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit site show                               the site that install would take here, and why
  connect-kit site show acme --json`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[site]', 'a site that you keep, its address, or embedded')
    .addOption(insecureOption())
    .action(async (site: string | undefined, flags: { readonly insecure?: boolean }) => {
      const cli = getCli();
      const target = await findTarget({ ...flags, ...(site === undefined ? {} : { site }) }, cli);
      if (cli.options.json) {
        cli.json({ version: 1, site: siteJson(target) });
        return;
      }
      const { dim, bold } = cli.palette;
      const what = target.kind === 'embedded' ? 'the dev instance' : 'a site of its own';
      cli.result(`${bold(target.name)}, ${what}`);
      cli.result(`  ${dim('address')}   ${target.origin}`);
      cli.result(`  ${dim('products')}  ${joinWords(target.products, 'and')}`);
      cli.result(`  ${dim('as')}        ${target.username}`);
      cli.result(`  ${dim('named by')}  ${target.from}`);
    });
}
