import { PRODUCT_NAMES } from '../catalog/products.ts';
import { joinWords } from '../core/join-words.ts';
import type { DevEvent, DevReady } from '../dev/events.ts';
import type { Palette } from '../terminal/palette.ts';
import type { Cli } from './cli.ts';
import { isWorthALine, renderExchange } from './render-exchange.ts';
import { reportError } from './report-error.ts';
import { showFindings } from './site-findings.ts';

/** Where it is shown what has come of a run. */
export interface DevResults {
  result(text: string): void;
  jsonLine(value: unknown): void;
}

/**
 * Shows what happens while `connect-kit dev` runs: lines for people, or one JSON document a line with `--json`.
 * @param results stdout unless given
 */
export function createDevDisplay(cli: Cli, results: DevResults = cli): (event: DevEvent) => void {
  return cli.options.json
    ? (event) => showAsJson(event, cli, results)
    : (event) => showAsText(event, cli, results);
}

function showAsJson(event: DevEvent, cli: Cli, results: DevResults): void {
  switch (event.type) {
    case 'addon-output':
      cli.note(event.line);
      return;
    case 'descriptor-checked': {
      const { url, result } = event;
      results.jsonLine({
        version: 1,
        event: event.type,
        url,
        valid: result.valid,
        diagnostics: result.diagnostics,
      });
      return;
    }
    case 'reinstall-failed':
      reportError(event.error, cli);
      return;
    default: {
      const { type, ...rest } = event;
      results.jsonLine({ version: 1, event: type, ...rest });
    }
  }
}

function showAsText(event: DevEvent, cli: Cli, results: DevResults): void {
  const { dim, success, warning } = cli.notePalette;
  switch (event.type) {
    case 'leftover-ended':
      cli.note(`Ended the add-on that an earlier run left behind (process ${event.pid}).`);
      return;
    case 'instance-started':
      cli.note(`${success('✓')} dev instance at ${event.origin}`);
      return;
    case 'addon-starting':
      cli.note(`${success('✓')} starting the add-on: ${event.command}`);
      return;
    case 'addon-output':
      cli.note(`${dim('add-on |')} ${event.line}`);
      return;
    case 'descriptor-checked':
      showFindings(event.url, event.text, event.result, cli);
      return;
    case 'base-url-differs':
      cli.note(`${warning('!')} ${explainBaseUrl(event)}`);
      return;
    case 'ready':
      results.result(renderReady(event, cli.palette));
      warnOfNotRendered(event, cli);
      return;
    case 'reinstalled':
      cli.note(`${success('✓')} the descriptor changed: ${event.key} is installed ${howAgain(event)}`);
      return;
    case 'reinstall-failed':
      reportError(event.error, cli);
      return;
    case 'exchange':
      if (isWorthALine(event.exchange) || cli.options.verbose)
        cli.note(renderExchange(event.exchange, cli.notePalette));
      return;
    case 'addresses-told':
      for (const { key, accepted, message } of event.outcomes) {
        if (accepted) cli.note(`${success('✓')} ${key} was told of the address of the site`);
        else cli.warn(`${key}: ${message}`);
      }
      return;
    case 'stopping':
      cli.note(
        dim(
          event.keepsData
            ? 'stopping: everything is ended; the data is kept in .connect-kit'
            : 'stopping: the add-on is uninstalled and everything is ended',
        ),
      );
      return;
    default:
      event satisfies never;
  }
}

function explainBaseUrl({ declared, used, how }: Extract<DevEvent, { type: 'base-url-differs' }>): string {
  return how === 'direct'
    ? `The add-on insists on ${declared}, so nothing stands in front of it: loads of its pages are not listed here.`
    : `The descriptor says ${declared === '' ? 'no base URL' : declared}; it is served as ${used} instead. If the install is refused, set the add-on's own base URL to that (its framework has a variable for it).`;
}

function howAgain({ previousKey }: Extract<DevEvent, { type: 'reinstalled' }>): string {
  return previousKey === undefined ? 'again' : `in place of ${previousKey}`;
}

function warnOfNotRendered({ addons }: DevReady, cli: Cli): void {
  const types = [...new Set(addons.flatMap(({ notRendered }) => notRendered))];
  if (types.length === 0) return;
  cli.warn(`The dev instance has no place for ${types.join(', ')}: these modules are not shown.`);
}

function renderReady(ready: DevReady, { bold, accent }: Palette): string {
  const { addons } = ready;
  const isOne = addons.length === 1;
  const rows = [
    ...addons.flatMap(({ product, productUrl, pages }) => [
      ...pages.map(({ label, url }) => [label, url]),
      [isOne ? 'Product' : PRODUCT_NAMES[product], productUrl],
    ]),
    ['Add-on', ready.addonBaseUrl],
    ['Traffic', ready.trafficUrl],
  ];
  const width = Math.max(...rows.map(([label = '']) => label.length));
  const lines = rows.map(([label = '', url = '']) => `  ${label.padEnd(width)}  ${accent(url)}`);
  return `\n${bold(`${headline(ready)} installed.`)} Sign in as admin / admin.\n\n${lines.join('\n')}\n`;
}

/** `Notes is`, or `Notes (Jira) and Notes (Confluence) are`. */
function headline({ addons }: DevReady): string {
  const [first] = addons;
  if (addons.length < 2) return `${first?.name ?? ''} is`;
  const names = addons.map(({ name, product }) => `${name} (${PRODUCT_NAMES[product]})`);
  return `${joinWords(names, 'and')} are`;
}
