import path from 'node:path';
import type { Command } from 'commander';
import type { GetCli } from '../command-module.ts';
import { addDevOptions, type DevFlags, readDevOptions } from '../dev-flags.ts';
import { setExamples } from '../examples.ts';
import { reportError } from '../report-error.ts';

const EXAMPLES = `Examples:
  connect-kit dev                                     run the add-on in this folder
  connect-kit dev ../my-addon --port 0                another folder, any free port
  connect-kit dev --command "python app.py"           an add-on without a package.json
  connect-kit dev --url http://localhost:8080/atlassian-connect.json
                                                      an add-on that runs already
  connect-kit dev --ephemeral                         keep nothing of what is done there
  connect-kit dev exec -- npm test                    run something while the add-on is there, and end`;

interface Flags extends DevFlags {
  readonly ephemeral?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument('[dir]', 'folder of the add-on', '.');
  addDevOptions(command, 2990)
    .option('--ephemeral', 'keep nothing: the data ends with the process, and the add-on is uninstalled')
    .action(async (dir: string, flags: Flags) => {
      const cli = getCli();
      const [{ runDev }, { createDevDisplay }] = await Promise.all([
        import('../../dev/dev.ts'),
        import('../dev-display.ts'),
      ]);
      const options = await readDevOptions(flags, path.resolve(cli.context.cwd, dir), cli);
      await runDev(
        { ...options, isEphemeral: flags.ephemeral === true },
        { ...cli.context, onBug: (error) => reportError(error, cli) },
        createDevDisplay(cli),
      );
    });
}
