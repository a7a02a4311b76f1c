import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../core/duration.ts';
import { PROVIDERS, type ProviderName } from '../../tunnel/provider.ts';
import type { GetCli } from '../command-module.ts';
import { orEnvironment } from '../environment.ts';
import { setExamples } from '../examples.ts';
import { parsePort } from '../port.ts';
import { addSiteTargetOptions, type SiteTargetFlags } from '../site-target.ts';

const EXAMPLES = `Examples:
  connect-kit tunnel -- npm start                     start the add-on, and register it for as long as it runs
  connect-kit tunnel --port 3000                      an add-on that runs already, at that port
  connect-kit tunnel --site my-site -- npm start      in a site of your own
  connect-kit tunnel --url https://my-addon.example.com --local-port 4000 -- npm start
                                                      an address that leads to port 4000 here
  connect-kit tunnel --provider ngrok --domain my-addon.ngrok.app
                                                      the same address each time
  connect-kit tunnel --record recordings              keep each webhook, for webhook replay
  connect-kit tunnel --env PUBLIC_URL -- python app.py
                                                      the address also in a variable of that name`;

export interface TunnelFlags extends SiteTargetFlags {
  readonly port?: number;
  readonly target?: string;
  readonly provider?: ProviderName;
  readonly url?: string;
  readonly domain?: string;
  readonly tunnelName?: string;
  readonly localPort: number;
  readonly inspectorPort: number;
  readonly env?: readonly string[];
  readonly descriptorPath: string;
  readonly keep?: boolean;
  readonly replace?: boolean;
  readonly timeout: number;
  readonly record?: string;
}

export function configure(command: Command, getCli: GetCli): void {
  addSiteTargetOptions(setExamples(command, EXAMPLES))
    .argument('[command...]', 'command that starts the add-on, after -- (default: its dev or start script)')
    .option('--port <port>', 'port of an add-on that runs already on this machine', parsePort)
    .addOption(new Option('--target <url>', 'address of an add-on that runs already here').conflicts('port'))
    .addOption(
      orEnvironment(
        new Option('--provider <provider>', 'what makes the public address (default: what is there)').choices(
          PROVIDERS,
        ),
        'CONNECT_KIT_TUNNEL_PROVIDER',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--url <url>', 'public https address that leads here already'),
        'CONNECT_KIT_TUNNEL_URL',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--domain <domain>', 'address that is reserved with the provider'),
        'CONNECT_KIT_TUNNEL_DOMAIN',
      ),
    )
    .option('--tunnel-name <name>', 'tunnel that was made with cloudflared tunnel create')
    .addOption(
      orEnvironment(
        new Option('--local-port <port>', 'port here that the tunnel leads to, 0 for any free one')
          .default(0)
          .argParser(parsePort),
        'CONNECT_KIT_TUNNEL_PORT',
      ),
    )
    .addOption(
      new Option('--inspector-port <port>', 'port of the page that shows what passes, 0 for any free one')
        .default(0)
        .argParser(parsePort),
    )
    .option(
      '--env <name>',
      'another variable to put the public address into; may be given again',
      collectName,
    )
    .option('--descriptor-path <path>', 'path of the descriptor', '/atlassian-connect.json')
    .option('--keep', 'leave the add-on installed at the end')
    .option('--replace', 'take the place of the same add-on that somebody else has installed in the site')
    .addOption(
      new Option('--timeout <duration>', 'how long the add-on and its public address may take to answer')
        .default(60_000, '60s')
        .argParser(parseTimeout),
    )
    .option('--record <folder>', 'save each webhook that passes as a recording in this folder')
    .action(async (words: readonly string[], flags: TunnelFlags) => {
      const { runTunnelCommand } = await import('../run-tunnel.ts');
      await runTunnelCommand(words, flags, getCli());
    });
}

function collectName(name: string, before: readonly string[] = []): readonly string[] {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new InvalidArgumentError('Write the name of a variable.');
  return [...before, name];
}

function parseTimeout(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Write a length of time such as 90s or 2m.');
  return ms;
}
