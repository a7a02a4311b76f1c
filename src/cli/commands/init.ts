import { tmpdir } from 'node:os';
import type { Command } from 'commander';
import { readEnv } from '../../core/context.ts';
import { packageVersion } from '../../core/package-root.ts';
import type { InitResult } from '../../scaffold/init.ts';
import { packageManagerNames } from '../../scaffold/package-managers.ts';
import { PROJECT_PRODUCTS } from '../../scaffold/products.ts';
import type { TemplateAddress } from '../../scaffold/sources/address.ts';
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
  readonly git?: boolean;
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
  connect-kit init my-addon --product confluence --module dynamicContentMacros --module webhooks
  connect-kit init . --name "Sprint notes" --key com.acme.sprint-notes
  connect-kit init my-addon --template github:acme/templates/express#v2
  connect-kit init my-addon --yes --dry-run             shows the files, writes none
`,
  );
  command
    .argument('[dir]', 'folder of the project, "." for this one')
    .option('--name <name>', 'name of the add-on, as people see it')
    .option('--key <key>', 'key of the add-on: letters, digits, ".", "-", "_", at most 64')
    .option(
      '--template <name>',
      'what it is made from: a name, ./folder, npm:package, github:owner/repository, an address for git',
    )
    .option('--product <name>', `what it is for: ${PROJECT_PRODUCTS.join(', ')}`)
    .option('--module <type>', 'a module that the add-on has, instead of the defaults (repeatable)', collect)
    .option('--act-as-user', 'add calls of the REST API as users')
    .option('--no-act-as-user', 'leave them out (the default)')
    .option('--licensing', 'add checks of licences: the add-on is paid through Atlassian')
    .option('--no-licensing', 'leave them out (the default)')
    .option(
      '--package-manager <name>',
      `${packageManagerNames().join(', ')} (default: the one that runs this)`,
    )
    .option('--install', 'install the dependencies (the default)')
    .option('--no-install', 'leave the dependencies for later')
    .option('--git', 'make a git repository of it (the default outside of one)')
    .option('--no-git', 'make no repository')
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
  const [{ initProject }, { createPrograms }] = await Promise.all([
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
      startedIn: context.startedIn ?? context.cwd,
      temporaryFolder: tmpdir(),
      version: packageVersion(),
      userAgent: readEnv(context.env, 'npm_config_user_agent'),
      prompts: cli.canPrompt ? context.prompts : undefined,
      programs: createPrograms(context, (line) => cli.note(line)),
      signal: context.signal,
      note: (text) => cli.note(text),
      warn: (text) => cli.warn(text),
    },
  );
  if (cli.options.json) cli.json(toJson(result));
  else printResult(result, cli);
}

function toJson(result: InitResult) {
  const { project, files, overwritten, isDryRun, isInstalled, repository, nextSteps } = result;
  const { folder, packageName, name, key, template, product, features, packageManager, workspace } = project;
  return {
    version: 1,
    dryRun: isDryRun,
    project: {
      folder,
      packageName,
      name,
      key,
      template: nameOf(template),
      templateSource: template.kind,
      product,
      modules: project.modules.map(({ type }) => type),
      features,
      packageManager: packageManager.name,
      workspace: workspace?.root,
      connectKit: project.connectKit,
    },
    files,
    overwritten,
    installed: isInstalled,
    git: repository,
    nextSteps,
  };
}

function nameOf(template: TemplateAddress): string {
  return template.kind === 'bundled' ? template.name : template.label;
}

function printResult(result: InitResult, cli: Cli): void {
  const { project, files, overwritten, isDryRun, repository, nextSteps } = result;
  const { bold, dim, success, warning } = cli.palette;
  if (isDryRun) {
    const existing = new Set(overwritten);
    for (const file of files) cli.result(existing.has(file) ? `${file}  ${warning('overwrites')}` : file);
    cli.note(`Nothing was written: ${files.length} files would go to ${project.folder}`);
    return;
  }
  cli.result(`${success('Created')} ${bold(project.name)}: ${project.templateTitle}`);
  cli.result(`  ${dim('key')}       ${project.key}`);
  cli.result(`  ${dim('folder')}    ${project.folder} (${files.length} files)`);
  if (project.template.kind !== 'bundled') {
    cli.result(`  ${dim('template')}  ${nameOf(project.template)}, which is not part of connect-kit`);
  }
  if (repository === 'committed') cli.result(`  ${dim('git')}       a repository with a first commit`);
  if (repository === 'initialized') cli.result(`  ${dim('git')}       a repository without a commit`);
  if (nextSteps.length > 0) cli.result('\nNext:');
  for (const step of nextSteps) cli.result(`  ${step}`);
}
