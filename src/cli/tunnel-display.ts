import path from 'node:path';
import type { AgainBecause, TunnelEvent, TunnelReady } from '../tunnel/events.ts';
import type { Cli } from './cli.ts';
import { isWorthALine, renderExchange } from './render-exchange.ts';
import { reportError } from './report-error.ts';
import { showFindings } from './site-findings.ts';

/** Shows what happens while `connect-kit tunnel` runs: lines for people, or one JSON document a line with `--json`. */
export function createTunnelDisplay(cli: Cli): (event: TunnelEvent) => void {
  return cli.options.json ? (event) => showAsJson(event, cli) : (event) => showAsText(event, cli);
}

function showAsJson(event: TunnelEvent, cli: Cli): void {
  switch (event.type) {
    case 'addon-output':
      cli.note(event.line);
      return;
    case 'descriptor-checked': {
      const { url, result } = event;
      const { valid, diagnostics } = result;
      cli.jsonLine({ version: 1, event: event.type, url, valid, diagnostics });
      return;
    }
    case 'register-failed':
    case 'record-failed':
    case 'unregister-failed':
      reportError(event.error, cli);
      return;
    default: {
      const { type, ...rest } = event;
      cli.jsonLine({ version: 1, event: type, ...rest });
    }
  }
}

function showAsText(event: TunnelEvent, cli: Cli): void {
  const { dim, success } = cli.notePalette;
  switch (event.type) {
    case 'ready':
      cli.result(renderReady(event, cli));
      return;
    case 'exchange':
      if (isWorthALine(event.exchange) || cli.options.verbose)
        cli.note(renderExchange(event.exchange, cli.notePalette));
      return;
    case 'addon-output':
      cli.note(`${dim('add-on |')} ${event.line}`);
      return;
    case 'descriptor-checked':
      showFindings(event.url, event.text, event.result, cli);
      return;
    case 'register-failed':
    case 'record-failed':
    case 'unregister-failed':
      reportError(event.error, cli);
      return;
    case 'stopping':
      cli.note(dim('stopping; Ctrl-C again does not wait'));
      return;
    default: {
      const { text, isWarning } = sentenceFor(event, cli);
      if (isWarning) cli.warn(text);
      else cli.note(`${success('✓')} ${text}`);
    }
  }
}

type Shown = Exclude<
  TunnelEvent['type'],
  | 'ready'
  | 'exchange'
  | 'addon-output'
  | 'descriptor-checked'
  | 'register-failed'
  | 'record-failed'
  | 'unregister-failed'
  | 'stopping'
>;

interface Sentence {
  readonly text: string;
  readonly isWarning?: boolean;
}

function sentenceFor(event: Extract<TunnelEvent, { type: Shown }>, cli: Cli): Sentence {
  const { accent } = cli.notePalette;
  switch (event.type) {
    case 'site-chosen':
      return { text: `site ${event.site} at ${event.origin} (from ${event.from})` };
    case 'provider-chosen':
      return { text: `${event.provider === 'none' ? 'no tunnel' : event.provider}: ${event.reason}` };
    case 'tunnel-opened':
      if (event.provider === 'none') return { text: `the add-on is seen at ${accent(event.url)}` };
      return { text: `${accent(event.url)} leads to http://localhost:${event.localPort}` };
    case 'tunnel-lost':
      return {
        text: `The tunnel is lost${event.reason === '' ? '' : ` (${event.reason})`}; trying again in ${event.retryInMs / 1_000} s.`,
        isWarning: true,
      };
    case 'tunnel-status':
      return event.state === 'connected'
        ? { text: 'the tunnel is connected again' }
        : { text: 'The tunnel has lost its connection and is reconnecting.', isWarning: true };
    case 'addon-starting':
      return { text: `starting the add-on: ${event.command}` };
    case 'base-url-differs':
      return { text: explainBaseUrl(event.declared, event.used), isWarning: true };
    case 'reachable':
      return { text: 'the public address answers the descriptor' };
    case 'registering':
      return { text: `installing ${event.key} into ${event.product} of ${event.site}` };
    case 'registered-again':
      return { text: `${event.key} is installed again: ${BECAUSE[event.because]}` };
    case 'site-away':
      return { text: `${event.site} is away: ${event.message} Waiting for it.`, isWarning: true };
    case 'site-back':
      return { text: `${event.site} is back at ${event.origin}` };
    case 'recorded':
      return { text: `recorded ${event.webhookEvent ?? 'a webhook'} in ${relativeTo(cli, event.file)}` };
    case 'leftover-ended':
      return { text: `ended what an earlier run left behind (process ${event.pid})` };
    case 'leftover-found':
      return { text: `an earlier run was killed and left ${event.key} in ${event.product} of ${event.site}` };
    case 'leftover-removed':
      return { text: `removed ${event.key} from ${event.product} of ${event.site}` };
    case 'unregistered':
      return { text: `${event.key} is uninstalled from ${event.site}` };
    case 'kept':
      return {
        text: `${event.key} stays installed in ${event.site}, at an address that ends now`,
        isWarning: true,
      };
  }
}

function relativeTo({ context }: Cli, file: string): string {
  const name = path.relative(context.cwd, file);
  return name.startsWith('..') ? file : name;
}

const BECAUSE: Readonly<Record<AgainBecause, string>> = {
  descriptor: 'its descriptor changed',
  address: 'its public address changed',
  site: 'the site had it no more, or is at another address',
  asked: 'as asked',
};

function explainBaseUrl(declared: string, used: string): string {
  return `The descriptor says ${declared === '' ? 'no base URL' : declared}; it is served as ${used} instead. If the install is refused, the add-on compares the token's audience with its own base URL: set that to this address (its framework has a variable for it).`;
}

function renderReady(
  { name, site, url, productUrl, manageUrl, inspectorUrl }: TunnelReady,
  { palette }: Cli,
): string {
  const rows = [
    ['Add-on', url],
    ['Product', productUrl],
    ['Apps', manageUrl],
    ['Traffic', inspectorUrl],
  ];
  const lines = rows.map(([label = '', address = '']) => `  ${label.padEnd(7)}  ${palette.accent(address)}`);
  return `\n${palette.bold(`${name} is installed in ${site}.`)}\n\n${lines.join('\n')}\n`;
}
