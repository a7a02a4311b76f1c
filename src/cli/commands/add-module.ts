import { type Command, Option } from 'commander';
import { PRODUCTS, type Product } from '../../catalog/products.ts';
import { readEnv } from '../../core/context.ts';
import { stringAt } from '../../core/json.ts';
import type { AddModuleResult } from '../../scaffold/modules/add-module.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

const EXAMPLES = `Examples:
  connect-kit add module jiraIssueContents              a panel on issues: entry, route and test
  connect-kit add module generalPages --key reports --name 'Reports'
  connect-kit add module webhooks --event comment_created
  connect-kit add module webPanels --location atl.jira.view.issue.left.context
  connect-kit add module jiraWorkflowPostFunctions --dry-run   show what would change
  connect-kit add module jiraIssueFields --descriptor-only     the entry alone, in any project
  connect-kit add module --list                                what there is
`;

interface Flags {
  readonly key?: string;
  readonly name?: string;
  readonly event?: string;
  readonly location?: string;
  readonly product?: Product;
  readonly descriptor?: string;
  readonly descriptorOnly?: boolean;
  readonly dryRun?: boolean;
  readonly list?: boolean;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES)
    .argument('[type]', 'type of the module, as it stands below "modules" (asked for when left out)')
    .option('--key <key>', 'key of the module: letters, digits and dashes; also names its route')
    .option('--name <name>', 'what people see')
    .option('--event <event>', 'event of a webhook: connect-kit webhook list')
    .option('--location <location>', 'where web panels, web items and pages are put')
    .addOption(
      new Option('-p, --product <product>', 'product, where the project has a descriptor for each').choices(
        PRODUCTS,
      ),
    )
    .option('--descriptor <file>', 'descriptor to add to (default: that of the project)')
    .option('--descriptor-only', 'add the entry to the descriptor, and no route')
    .option('--dry-run', 'show what would change, as a diff, and write nothing')
    .option('--list', 'show the types that can be added')
    .action((type: string | undefined, flags: Flags) => run(type, flags, getCli()));
}

async function run(type: string | undefined, flags: Flags, cli: Cli): Promise<void> {
  if (flags.list === true) {
    const { showModules } = await import('../add-module-list.ts');
    return showModules(flags.product, cli);
  }
  const { context } = cli;
  const { addModule } = await import('../../scaffold/modules/add-module.ts');
  const result = await addModule(
    { ...flags, type, descriptorOnly: flags.descriptorOnly === true, dryRun: flags.dryRun === true },
    {
      cwd: context.cwd,
      home: readEnv(context.env, 'HOME') ?? readEnv(context.env, 'USERPROFILE'),
      prompts: cli.canPrompt ? context.prompts : undefined,
      signal: context.signal,
    },
  );
  const { diffOf, toJson } = await import('../add-module-output.ts');
  for (const warning of result.plan.warnings) cli.warn(warning);
  if (cli.options.json) cli.json(toJson(result));
  else if (result.isDryRun) showDryRun(result, diffOf(result, stylesFor(cli)), cli);
  else showResult(result, cli);
}

/** Only people look at colours; a diff in a file or a pipe is for programs. */
function stylesFor(cli: Cli) {
  return cli.context.stdout.isTTY ? cli.palette : undefined;
}

function showDryRun({ files, folder }: AddModuleResult, diff: string, cli: Cli): void {
  cli.result(diff);
  cli.note(
    `Nothing was written: ${files.length} ${files.length === 1 ? 'file' : 'files'} would change in ${folder}`,
  );
}

function showResult(result: AddModuleResult, cli: Cli): void {
  const { bold, dim, success } = cli.palette;
  const { type, plan, descriptor, files, findings, nextSteps } = result;
  const name = plan.key ?? stringAt(plan.entry, 'event') ?? '';
  cli.result(`${success('Added')} ${type} ${bold(name)} to ${descriptor}`);
  for (const file of files)
    cli.result(`  ${dim(file.before === undefined ? 'new    ' : 'changed')}  ${file.path}`);
  for (const companion of plan.companions) {
    cli.result(`  ${dim('with   ')}  ${companion.type} ${companion.key ?? ''}, which it needs`);
  }
  for (const scope of plan.scopes) cli.result(`  ${dim('scope  ')}  ${scope}, which it needs`);
  for (const { isShared, path } of plan.routes) {
    if (isShared) cli.result(`  ${dim('route  ')}  ${path}, which was there`);
  }
  for (const { severity, message } of findings) cli.note(`${severity} in ${descriptor}: ${message}`);
  cli.result('\nNext:');
  for (const step of nextSteps) cli.result(`  ${step}`);
}
