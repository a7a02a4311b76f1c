import type { Command } from 'commander';
import { renderTable } from '../../terminal/table.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit instance status             the instance that was started in this folder, and its add-ons
  connect-kit instance status --json      the same for scripts; exits 1 when none runs`;

const COLUMNS = [{ title: 'Product' }, { title: 'Key' }, { title: 'State' }, { title: 'Base URL' }];

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).action(async () => {
    const cli = getCli();
    const { fetchStatus, findInstance } = await import('../../instance/control-client.ts');
    const { cwd, fetch, stdout } = cli.context;
    const status = await fetchStatus(await findInstance(cwd), fetch);
    if (cli.options.json) {
      cli.json({ version: 1, ...status });
      return;
    }
    const { length } = status.addons;
    cli.note(`Running at ${status.origin}, ${length} ${length === 1 ? 'add-on' : 'add-ons'} installed.`);
    const rows = status.addons.map(({ product, key, enabled, baseUrl }) => [
      product,
      key,
      enabled ? 'enabled' : 'disabled',
      baseUrl,
    ]);
    if (rows.length > 0) cli.result(renderTable(COLUMNS, rows, stdout, cli.palette));
  });
}
