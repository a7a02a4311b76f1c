import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit instance stop               stop the instance that was started in this folder`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).action(async () => {
    const cli = getCli();
    const { findInstance, requestStop, sitesOf } = await import('../../instance/control-client.ts');
    const { cwd, fetch } = cli.context;
    const record = await findInstance(cwd);
    await requestStop(record, fetch);
    const origins = sitesOf(record).map(({ origin }) => origin);
    if (cli.options.json) cli.json({ version: 1, stopping: record.origin, sites: origins });
    else cli.result(`The dev instance at ${origins.join(', ')} is stopping.`);
  });
}
