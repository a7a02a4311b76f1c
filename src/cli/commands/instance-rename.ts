import { type Command, Option } from 'commander';
import { stringAt } from '../../core/json.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { commandSite, findSite, showTold } from '../instance-site.ts';
import { parsePort } from '../port.ts';

const EXAMPLES = `Examples:
  connect-kit instance rename dev --name acme               another name, and any free port
  connect-kit instance rename dev --name acme --port 4990   at this port
  connect-kit instance rename dev --json                    for scripts; exits 1 when an add-on does not accept it`;

interface Flags {
  readonly name?: string;
  readonly port: number;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[site]', 'the site, by the name that it was started by (default: the first one)')
    .option('--name <name>', 'what it is called from now on')
    .addOption(
      new Option('-p, --port <port>', 'where it is from now on, 0 for any free port')
        .default(0)
        .argParser(parsePort),
    )
    .action(async (siteName: string | undefined, { name, port }: Flags) => {
      const cli = getCli();
      const site = await findSite(siteName, cli);
      const answer = await commandSite(site, 'rename', { name, port }, cli);
      if (cli.options.json) cli.json(answer);
      else {
        cli.result(`The site is at ${stringAt(answer, 'origin')} now.`);
        cli.note(`Who comes to ${stringAt(answer, 'before')} is sent on, until the instance ends.`);
      }
      showTold(answer, cli);
    });
}
