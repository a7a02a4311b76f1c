import { type Command, Option } from 'commander';
import { PRODUCT_NAMES, PRODUCTS, type Product } from '../../catalog/products.ts';
import type { WebhookEvent } from '../../catalog/webhook-events.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit webhook list                             every event of Jira and Confluence
  connect-kit webhook list comment                     those whose name or group has the word
  connect-kit webhook list jira:issue_updated          one event: its body, variables, filter and sources
  connect-kit webhook list --product confluence --json
`;

const COLUMNS = [
  { title: 'Product' },
  { title: 'Event' },
  { title: 'Scope' },
  { title: 'Body' },
  { title: 'In the URL' },
  { title: 'State' },
];

interface Flags {
  readonly product?: Product;
  readonly all?: true;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[event]', 'an event, or a part of its name or group')
    .addOption(new Option('-p, --product <product>', 'events of this product only').choices(PRODUCTS))
    .option('-a, --all', 'also events that no product sends any more')
    .action(async (asked: string | undefined, { product, all }: Flags) => {
      const cli = getCli();
      const { selectEvents } = await import('../../webhook/select-events.ts');
      const events = selectEvents({ asked, product, withFormer: all === true });
      if (cli.options.json) cli.json({ version: 1, events: events.map(toJson) });
      else if (asked !== undefined && events.every(({ name }) => name === asked)) await printPage(asked, cli);
      else await printList(events, cli);
    });
}

async function printPage(name: string, cli: Cli): Promise<void> {
  const { explain } = await import('../../explain/explain.ts');
  const { renderMarkdown } = await import('../../terminal/markdown.ts');
  const answer = await explain(`event:${name}`);
  const pages = answer.type === 'pages' ? answer.pages : [];
  const width = Math.min(cli.context.stdout.columns ?? 100, 100);
  cli.result(pages.map(({ page }) => renderMarkdown(page, width, cli.palette)).join('\n'));
  cli.note(`A sample of its body: connect-kit webhook trigger ${name} --print`);
}

async function printList(events: readonly WebhookEvent[], cli: Cli): Promise<void> {
  const { renderTable } = await import('../../terminal/table.ts');
  const rows = events.map(({ product, name, requiredScope, payload, urlVariables, state, replacement }) => [
    PRODUCT_NAMES[product],
    name,
    requiredScope,
    payload.filter((field) => !FRAME.has(field)).join(' '),
    urlVariables.map((variable) => `\${${variable}}`).join(' '),
    state === 'current' ? '' : `${state}${replacement === undefined ? '' : `: ${replacement}`}`,
  ]);
  cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
}

/** What all bodies of a product have says nothing of one of them. */
const FRAME: ReadonlySet<string> = new Set(['timestamp', 'webhookEvent', 'userAccountId', 'accountType']);

function toJson({ name, unsure, sources, ...event }: WebhookEvent) {
  return { event: name, ...event, unsure: [...unsure], sources };
}
