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
      orEnvironment(new Option('--site <name>', 'name of the site').default('dev'), 'CONNECT_KIT_SITE'),
    )
    .action(async ({ port, site }: { port: number; site: string }) => {
      const cli = getCli();
      const { serveInstance } = await import('../../instance/serve.ts');
      await serveInstance({ port, siteName: site }, cli.context, {
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
