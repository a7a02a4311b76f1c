import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { parseDuration } from '../../core/duration.ts';
import type { GetCli } from '../command-module.ts';
import { orEnvironment } from '../environment.ts';
import { setExamples } from '../examples.ts';
import { parsePort } from '../port.ts';
import { reportError } from '../report-error.ts';

const EXAMPLES = `Examples:
  connect-kit dev                                     run the add-on in this folder
  connect-kit dev ../my-addon --port 0                another folder, any free port
  connect-kit dev --command "python app.py"           an add-on without a package.json
  connect-kit dev --url http://localhost:8080/atlassian-connect.json
                                                      an add-on that runs already
  connect-kit dev --ephemeral                         keep nothing of what is done there`;

interface Flags {
  readonly command?: string;
  readonly url?: string;
  readonly descriptorPath: string;
  readonly product?: Product;
  readonly port: number;
  readonly addonPort: number;
  readonly ephemeral?: boolean;
  readonly timeout: number;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[dir]', 'folder of the add-on', '.')
    .option('--command <command>', 'command that starts the add-on (default: its dev or start script)')
    .addOption(new Option('--url <url>', 'descriptor of an add-on that runs already').conflicts('command'))
    .option('--descriptor-path <path>', 'path of the descriptor', '/atlassian-connect.json')
    .addOption(new Option('--product <product>', 'product to install into').choices(PRODUCTS))
    .addOption(
      orEnvironment(
        new Option('-p, --port <port>', 'port of the dev instance, 0 for any free one')
          .default(2990)
          .argParser(parsePort),
        'CONNECT_KIT_PORT',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--addon-port <port>', 'port at which the add-on is seen, 0 for any free one')
          .default(0)
          .argParser(parsePort),
        'CONNECT_KIT_ADDON_PORT',
      ),
    )
    .option('--ephemeral', 'keep nothing: the data ends with the process, and the add-on is uninstalled')
    .addOption(
      new Option('--timeout <duration>', 'how long the add-on may take to answer')
        .default(60_000, '60s')
        .argParser(parseTimeout),
    )
    .action(async (dir: string, flags: Flags) => {
      const cli = getCli();
      const [{ runDev }, { createDevDisplay }] = await Promise.all([
        import('../../dev/dev.ts'),
        import('../dev-display.ts'),
      ]);
      const { timeout, ephemeral, ...rest } = flags;
      await runDev(
        {
          command: undefined,
          url: undefined,
          product: undefined,
          ...rest,
          dir: path.resolve(cli.context.cwd, dir),
          isEphemeral: ephemeral === true,
          timeoutMs: timeout,
        },
        { ...cli.context, onBug: (error) => reportError(error, cli) },
        createDevDisplay(cli),
      );
    });
}

function parseTimeout(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Write a length of time such as 90s or 2m.');
  return ms;
}
