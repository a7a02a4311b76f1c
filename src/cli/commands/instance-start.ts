import { type Command, Option } from 'commander';
import type { GetCli } from '../command-module.ts';
import { orEnvironment } from '../environment.ts';
import { setExamples } from '../examples.ts';
import { parsePort } from '../port.ts';
import { reportError } from '../report-error.ts';

const EXAMPLES = `Examples:
  connect-kit instance start              Jira at http://localhost:2990, Confluence at /wiki
  connect-kit instance start --port 0     at any free port
  connect-kit instance start --json       one line of JSON when it is ready`;

interface Flags {
  readonly port: number;
  readonly site: readonly string[];
  readonly ephemeral?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .addOption(
      orEnvironment(
        new Option('-p, --port <port>', 'port to listen on, 0 for any free one')
          .default(2990)
          .argParser(parsePort),
        'CONNECT_KIT_PORT',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--site <name...>', 'names of the sites, each at a port of its own').default(['dev']),
        'CONNECT_KIT_SITE',
      ),
    )
    .option('--ephemeral', 'keep nothing: the data ends with the process')
    .action(async ({ port, site, ephemeral }: Flags) => {
      const cli = getCli();
      const { serveInstance } = await import('../../instance/serve.ts');
      await serveInstance({ port, siteNames: site, isEphemeral: ephemeral === true }, cli.context, {
        onReady: ({ origin, keysUrl, hostScriptUrl, services }) => {
          if (cli.options.json) {
            const { jira, confluence } = services.site.products;
            cli.jsonLine({
              version: 1,
              event: 'ready',
              jira: jira.baseUrl,
              confluence: confluence.baseUrl,
              keysUrl,
              hostScriptUrl,
            });
            return;
          }
          cli.result(
            `Jira        ${origin}\nConfluence  ${origin}/wiki\nTraffic     ${origin}/_connect-kit/`,
          );
          cli.note('Sign in as admin / admin. Ctrl-C stops it.');
          cli.note(`Add-ons find its install keys at CONNECT_KEYS_CDN_URL=${keysUrl}`);
        },
        onBug: (error) => reportError(error, cli),
      });
    });
}
