import type { Command } from 'commander';
import { isRecord, stringAt } from '../../core/json.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { addSiteOption, commandSite, findSite, showTold } from '../instance-site.ts';

const EXAMPLES = `Examples:
  connect-kit instance import-site               the same address and data, another client key
  connect-kit instance import-site --site acme   one of several sites
  connect-kit instance import-site --json        for scripts; exits 1 when an add-on does not accept it`;

export function configure(command: Command, getCli: GetCli): void {
  addSiteOption(setExamples(command, EXAMPLES)).action(
    async ({ site: siteName }: { readonly site?: string }) => {
      const cli = getCli();
      const site = await findSite(siteName, cli);
      const answer = await commandSite(site, 'import-site', undefined, cli);
      if (cli.options.json) cli.json(answer);
      else {
        const keys = isRecord(answer['clientKeys']) ? answer['clientKeys'] : {};
        cli.result(`Jira        ${stringAt(keys, 'jira')}\nConfluence  ${stringAt(keys, 'confluence')}`);
        cli.note('These are its client keys now: to add-ons it is another tenant at the same address.');
      }
      showTold(answer, cli);
    },
  );
}
