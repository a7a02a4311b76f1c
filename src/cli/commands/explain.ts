import type { Command } from 'commander';
import type { Explanation } from '../../explain/explain.ts';
import type { Topic } from '../../explain/topic.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit explain base-url/https             a rule of the linter
  connect-kit explain webPanels                  a module type, with its properties
  connect-kit explain jira:issue_updated         a webhook event: its body, variables and filter
  connect-kit explain user_is_admin              a display condition
  connect-kit explain scope:read                 of several things with one name, the scope
  connect-kit explain events                     the list of all events; also rules, modules, scopes, …
  connect-kit explain webhooks/                  the rules of a group
`;

/** Wider lines are hard to read. */
const MAX_WIDTH = 100;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[name]', 'a rule, module type, scope, event, condition, location or context variable')
    .action(async (name: string | undefined) => {
      const cli = getCli();
      const { explain, listNames } = await import('../../explain/explain.ts');
      if (name === undefined) {
        printKinds(cli, listNames());
        return;
      }
      const answer = await explain(name);
      if (answer.type === 'list') await printList(cli, answer.topics);
      else await printPages(cli, answer.pages);
    });
}

function printKinds(cli: Cli, kinds: readonly { readonly name: string; readonly count: number }[]): void {
  if (cli.options.json) {
    cli.json({ version: 1, kinds });
    return;
  }
  const lines = kinds.map(({ name, count }) => `  connect-kit explain ${name.padEnd(12)}${count} of them`);
  cli.result(`What can be explained, by name; or as a list:\n\n${lines.join('\n')}`);
}

async function printList(cli: Cli, topics: readonly Topic[]): Promise<void> {
  if (cli.options.json) {
    cli.json({ version: 1, topics });
    return;
  }
  const { renderTable } = await import('../../terminal/table.ts');
  const rows = topics.map(({ name, summary }) => [name, summary]);
  cli.result(
    renderTable([{ title: 'Name' }, { title: 'What it is' }], rows, cli.context.stdout, cli.palette),
  );
}

async function printPages(cli: Cli, pages: readonly Explanation[]): Promise<void> {
  if (cli.options.json) {
    cli.json({ version: 1, pages });
    return;
  }
  const { renderMarkdown } = await import('../../terminal/markdown.ts');
  const width = Math.min(cli.context.stdout.columns ?? MAX_WIDTH, MAX_WIDTH);
  cli.result(pages.map(({ page }) => renderMarkdown(page, width, cli.palette)).join('\n'));
  if (pages.length > 1) {
    const kinds = pages.map(({ kind, name }) => `connect-kit explain ${kind}:${name}`);
    cli.note(`Several things have that name. For one of them: ${kinds.join(', ')}`);
  }
}
