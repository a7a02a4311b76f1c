import type { Command } from 'commander';
import { renderTable } from '../../terminal/table.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { openSiteStore } from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit site list                               what you keep; never a token
  connect-kit site list --json`;

const COLUMNS = [
  { title: 'Name' },
  { title: 'Address' },
  { title: 'Products' },
  { title: 'E-mail' },
  { title: 'Token in' },
  { title: '' },
];

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).action(async () => {
    const cli = getCli();
    const [{ TOKEN_PLACES }, { readProjectSite }, store] = await Promise.all([
      import('../../site/site-store.ts'),
      import('../../site/project-site.ts'),
      openSiteStore(cli),
    ]);
    const used = await readProjectSite(cli.context.cwd);
    const sites = await store.list();
    if (cli.options.json) {
      const shown = sites.map(({ name, origin, products, email, tokenIn }) => ({
        ...{ name, url: origin, products, email, tokenIn, used: name === used },
      }));
      cli.json({ version: 1, sites: shown });
      return;
    }
    if (sites.length === 0) cli.note('You keep no site; connect-kit site add keeps one.');
    else {
      const rows = sites.map(({ name, origin, products, email, tokenIn }) => [
        ...[name, origin, products.join(', '), email, TOKEN_PLACES[tokenIn]],
        name === used ? 'this project' : '',
      ]);
      cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
    }
  });
}
