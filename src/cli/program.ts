import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Context } from '../core/context.ts';
import { CancelledError, EXIT, type ExitCode, UsageError } from '../core/errors.ts';
import { packageVersion } from '../core/package-root.ts';
import { Cli, type GlobalOptions } from './cli.ts';
import { commands as allCommands, type CommandEntry, type GetCli } from './commands.ts';
import { formatHelp, setExamples } from './examples.ts';
import { reportError } from './report-error.ts';

const ROOT_EXAMPLES = `Examples:
  connect-kit init my-addon                    create an add-on
  connect-kit dev                              run it inside a local Jira and Confluence
  connect-kit validate descriptor              check atlassian-connect.json
  connect-kit jwt decode "$TOKEN"              show what a token says
`;

/**
 * Runs the command line: the one place where errors are caught and become exit codes.
 * @param argv the arguments after the program's name
 */
export async function run(
  argv: readonly string[],
  context: Context,
  commands: Readonly<Record<string, CommandEntry>> = allCommands,
): Promise<ExitCode> {
  let cli = new Cli(context, readGlobalOptions({}, argv));
  const getCli: GetCli = () => cli;
  try {
    const program = createRoot(context);
    program.hook('preAction', (_, action) => {
      const flags = action.optsWithGlobals();
      cli = new Cli(withCwd(context, flags['cwd']), readGlobalOptions(flags, argv));
    });
    await addCommands(program, commands, wantedPath(argv), getCli);
    await program.parseAsync(argv, { from: 'user' });
    if (context.signal.aborted) throw new CancelledError();
    return cli.exitCode;
  } catch (error) {
    return error instanceof CommanderError
      ? reportCommanderError(error, cli)
      : reportError(context.signal.aborted ? new CancelledError() : error, cli);
  }
}

function createRoot(context: Context): Command {
  const program = new Command('connect-kit')
    .description('Build, run and test Atlassian Connect add-ons on one machine.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .addOption(globalFlag('--json', 'print the result as JSON', 'JSON'))
    .addOption(globalFlag('-q, --quiet', 'print results and errors only', 'QUIET'))
    .addOption(globalFlag('-v, --verbose', 'print details, and stack traces of errors', 'VERBOSE'))
    .addOption(new Option('--no-color', 'print without colour'))
    .addOption(new Option('--no-input', 'never prompt; fail and name the flag instead'))
    .addOption(globalFlag('-C, --cwd <dir>', 'run as if started in this folder', 'CWD'))
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: true, formatHelp })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: () => {},
      getOutHelpWidth: () => Math.min(context.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(context.stderr.columns ?? 100, 120),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  setExamples(program, ROOT_EXAMPLES);
  return program;
}

function globalFlag(flags: string, description: string, env: string): Option {
  return new Option(flags, description).env(`CONNECT_KIT_${env}`);
}

/** Registers every command by name and summary; only those on the wanted path are loaded. */
async function addCommands(
  parent: Command,
  entries: Readonly<Record<string, CommandEntry>>,
  wanted: readonly string[],
  getCli: GetCli,
): Promise<void> {
  const [wantedName, ...wantedRest] = wanted;
  for (const [name, entry] of Object.entries(entries)) {
    const command = parent.command(name).summary(entry.summary).description(sentence(entry.summary));
    if ('commands' in entry) {
      command.helpCommand(false);
      await addCommands(command, entry.commands, name === wantedName ? wantedRest : [], getCli);
    } else if (name === wantedName) {
      (await entry.load()).configure(command, getCli);
    }
  }
}

/** The words of the command line that name commands: options of the root are skipped, `help` too. */
function wantedPath(argv: readonly string[]): readonly string[] {
  const words: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--cwd' || word === '-C') index += 1;
    else if (word === '--') break;
    else if (!word.startsWith('-') && !(word === 'help' && words.length === 0)) words.push(word);
  }
  return words;
}

function readGlobalOptions(flags: Readonly<Record<string, unknown>>, argv: readonly string[]): GlobalOptions {
  const ownArguments = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const isOn = (name: string, flag: string) => isTrue(flags[name]) || ownArguments.includes(flag);
  return {
    json: isOn('json', '--json'),
    quiet: isOn('quiet', '--quiet'),
    verbose: isOn('verbose', '--verbose'),
    color: flags['color'] !== false && !ownArguments.includes('--no-color'),
    input: flags['input'] !== false && !ownArguments.includes('--no-input'),
  };
}

/** A boolean flag that comes from the environment arrives as its text. */
function isTrue(value: unknown): boolean {
  return value === true || (typeof value === 'string' && !['', '0', 'false'].includes(value));
}

function withCwd(context: Context, cwd: unknown): Context {
  return typeof cwd === 'string' ? { ...context, cwd: path.resolve(context.cwd, cwd) } : context;
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

function reportCommanderError(error: CommanderError, cli: Cli): ExitCode {
  if (error.exitCode === 0) return EXIT.ok;
  // A mistyped `--secret=…` must not show its value.
  const message = error.message.replace(/^error: /, '').replace(/^(unknown option '[^=\n]*)=[\s\S]*'/, "$1'");
  const [what = '', ...suggestions] = message.split('\n');
  const isBareGroup = error.code === 'commander.help';
  return reportError(
    new UsageError(
      error.code.replace('commander.', 'usage-'),
      isBareGroup ? 'This command needs a subcommand.' : `${sentence(what).replace(/\.\.$/, '.')}`,
      {
        nextSteps: [
          ...suggestions.map((line) => line.replace(/^\(|\)$/g, '')),
          'Add --help to see what the command takes.',
        ],
      },
    ),
    cli,
  );
}
