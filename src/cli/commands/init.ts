import type { Command } from 'commander';
import { readEnv } from '../../core/context.ts';
import { packageVersion } from '../../core/package-root.ts';
import type { InitResult } from '../../scaffold/init.ts';
import { packageManagerNames } from '../../scaffold/package-managers.ts';
import { PROJECT_PRODUCTS } from '../../scaffold/products.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';

interface Flags {
  readonly name?: string;
  readonly key?: string;
  readonly template?: string;
  readonly product?: string;
  readonly module?: readonly string[];
  readonly actAsUser?: boolean;
  readonly licensing?: boolean;
  readonly packageManager?: string;
  readonly install?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly connectKit: string;
}

export function configure(command: Command, getCli: GetCli): void {
  setExamples(
    command,
    `Examples:
  connect-kit init my-addon                             asks what it needs to know
  connect-kit init my-addon --yes                       takes every default
  connect-kit init . --name "Sprint notes" --key com.acme.sprint-notes
  connect-kit init my-addon --yes --dry-run             shows the files, writes none
`,
  );
  command
    .argument('[dir]', 'folder of the project, "." for this one')
    .option('--name <name>', 'name of the add-on, as people see it')
    .option('--key <key>', 'key of the add-on: letters, digits, ".", "-", "_", at most 64')
    .option('--template <name>', 'what the project is made from')
    .option('--product <name>', `what it is for: ${PROJECT_PRODUCTS.join(', ')}`)
    .option('--module <type>', 'a module that the add-on has, instead of the defaults (repeatable)', collect)
    .option('--act-as-user', 'add calls of the REST API as users')
    .option('--licensing', 'add checks of licences: the add-on is paid through Atlassian')
    .option(
      '--package-manager <name>',
      `${packageManagerNames().join(', ')} (default: the one that runs this)`,
    )
    .option('--install', 'install the dependencies (the default)')
    .option('--no-install', 'leave the dependencies for later')
    .option('-y, --yes', 'ask nothing, take the defaults')
    .option('-f, --force', 'write into a folder that is not empty, over files of the same name')
    .option('--dry-run', 'show the files, write none')
    .option(
      '--connect-kit <spec>',
      'what the project uses: a version of connect-kit, or the path of a checkout or a packed one',
      `^${packageVersion()}`,
    )
    .action((dir: string | undefined, flags: Flags) => init(dir, flags, getCli()));
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}

async function init(dir: string | undefined, flags: Flags, cli: Cli): Promise<void> {
  const { context } = cli;
  const [{ initProject }, { runCommand }] = await Promise.all([
    import('../../scaffold/init.ts'),
    import('../run-command.ts'),
  ]);
  const result = await initProject(
    {
      ...flags,
      folder: dir,
      modules: flags.module,
      features: { 'act-as-user': flags.actAsUser, licensing: flags.licensing },
      yes: flags.yes === true,
      force: flags.force === true,
      dryRun: flags.dryRun === true,
    },
    {
      cwd: context.cwd,
      userAgent: readEnv(context.env, 'npm_config_user_agent'),
      prompts: cli.canPrompt ? context.prompts : undefined,
      signal: context.signal,
      note: (text) => cli.note(text),
      warn: (text) => cli.warn(text),
      runCommand: (program, args, folder) =>
        runCommand(program, args, folder, context, (line) => cli.note(line)),
    },
  );
  if (cli.options.json) cli.json(toJson(result));
  else printResult(result, cli);
}

function toJson({ project, files, overwritten, isDryRun, isInstalled, nextSteps }: InitResult) {
  const { folder, packageName, name, key, template, product, packageManager, connectKit } = project;
  return {
    version: 1,
    dryRun: isDryRun,
    project: {
      folder,
      packageName,
      name,
      key,
      template,
      product,
      packageManager,
      connectKit,
    },
    files,
    overwritten,
    installed: isInstalled,
    nextSteps,
  };
}

function printResult({ project, files, overwritten, isDryRun, nextSteps }: InitResult, cli: Cli): void {
  const { bold, dim, success, warning } = cli.palette;
  if (isDryRun) {
    const existing = new Set(overwritten);
    for (const file of files) cli.result(existing.has(file) ? `${file}  ${warning('overwrites')}` : file);
    cli.note(`Nothing was written: ${files.length} files would go to ${project.folder}`);
    return;
  }
  cli.result(`${success('Created')} ${bold(project.name)}`);
  cli.result(`  ${dim('key')}     ${project.key}`);
  cli.result(`  ${dim('folder')}  ${project.folder} (${files.length} files)`);
  cli.result('\nNext:');
  for (const step of nextSteps) cli.result(`  ${step}`);
}
