import { statSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import type { Context, Environment } from '../core/context.ts';
import { CancelledError, EXIT, type ExitCode, UsageError } from '../core/errors.ts';
import { packageVersion } from '../core/package-root.ts';
import { Cli, type GlobalOptions } from './cli.ts';
import type { CommandEntry, GetCli } from './command-module.ts';
import { commands as allCommands } from './commands.ts';
import { applyEnvironment, isOn, orEnvironment } from './environment.ts';
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
): Promise<number> {
  let cli = new Cli(context, readGlobalOptions({}, argv, context.env));
  const getCli: GetCli = () => cli;
  // Commander writes its errors before it throws them; ours are told in one place, below.
  const written: string[] = [];
  try {
    const program = createRoot(context, (text) => written.push(text));
    program.hook('preAction', (_, action) => {
      applyEnvironment(action, context.env);
      const flags = action.optsWithGlobals();
      cli = new Cli(withCwd(context, flags['cwd']), readGlobalOptions(flags, argv, context.env));
    });
    await addCommands(program, commands, wantedPath(argv), getCli);
    await program.parseAsync(argv, { from: 'user' });
    return context.signal.aborted ? reportInterruption(cli) : cli.exitCode;
  } catch (error) {
    return error instanceof CommanderError
      ? reportCommanderError(error, cli, written.join(''))
      : context.signal.aborted
        ? reportInterruption(cli, error)
        : reportError(error, cli);
  }
}

/** Whoever interrupts a run must still learn from its exit code that it has left something behind. */
function reportInterruption(cli: Cli, error?: unknown): ExitCode {
  const interrupted = reportError(asCancelled(error), cli);
  return cli.exitCode === EXIT.environment ? EXIT.environment : interrupted;
}

function createRoot(context: Context, writeErr: (text: string) => void): Command {
  const program = new Command('connect-kit')
    .description('Build, run and test Atlassian Connect add-ons on one machine.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .addOption(globalFlag('--json', 'print the result as JSON', 'JSON'))
    .addOption(globalFlag('-q, --quiet', 'print results and errors only', 'QUIET'))
    .addOption(globalFlag('-v, --verbose', 'print details, and stack traces of errors', 'VERBOSE'))
    .addOption(globalFlag('--no-color', 'print without colour', 'NO_COLOR'))
    .addOption(globalFlag('--no-input', 'never prompt; fail and name the flag instead', 'NO_INPUT'))
    .addOption(globalFlag('-C, --cwd <dir>', 'run as if started in this folder', 'CWD'))
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ showGlobalOptions: true, formatHelp })
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr,
      getOutHelpWidth: () => Math.min(context.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(context.stderr.columns ?? 100, 120),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  setExamples(program, ROOT_EXAMPLES);
  return program;
}

function globalFlag(flags: string, description: string, env: string): Option {
  return orEnvironment(new Option(flags, description), `CONNECT_KIT_${env}`);
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
      if (entry.examples !== undefined) setExamples(command, entry.examples);
      const rest = name === wantedName ? wantedRest : [];
      const at = rest.findIndex((word) => Object.hasOwn(entry.commands, word));
      // What stands before the name of a subcommand are values of the group's own flags, if it has any.
      if (name === wantedName && at !== 0) (await entry.load?.())?.configure(command, getCli);
      await addCommands(command, entry.commands, at < 0 ? [] : rest.slice(at), getCli);
    } else if (name === wantedName) {
      (await entry.load()).configure(command, getCli);
    }
  }
}

/** What was stopped fails in many ways; only who knew that it was stopped has something to say. */
function asCancelled(error: unknown): CancelledError {
  return error instanceof CancelledError ? error : new CancelledError();
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

/** The global options, also where the command line could not be parsed and an error is to be told. */
function readGlobalOptions(
  flags: Readonly<Record<string, unknown>>,
  argv: readonly string[],
  env: Environment,
): GlobalOptions {
  const ownArguments = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  const isSet = (name: string) =>
    flags[name] === true ||
    ownArguments.includes(`--${name}`) ||
    isOn(env[`CONNECT_KIT_${name.toUpperCase()}`]);
  const isUnset = (name: string) =>
    flags[name] === false ||
    ownArguments.includes(`--no-${name}`) ||
    isOn(env[`CONNECT_KIT_NO_${name.toUpperCase()}`]);
  return {
    json: isSet('json'),
    quiet: isSet('quiet'),
    verbose: isSet('verbose'),
    color: !isUnset('color'),
    input: !isUnset('input'),
  };
}

/** @throws UsageError where there is no such folder: commands would make it, or look for their files in vain */
function withCwd(context: Context, cwd: unknown): Context {
  if (typeof cwd !== 'string') return context;
  const folder = path.resolve(context.cwd, cwd);
  if (!isFolder(folder)) {
    throw new UsageError('missing-cwd', `There is no folder ${folder}.`, { where: '--cwd' });
  }
  return { ...context, cwd: folder, startedIn: context.cwd };
}

function isFolder(location: string): boolean {
  try {
    return statSync(location).isDirectory();
  } catch {
    return false;
  }
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

/** Help that nobody asked for by flag is still what a bare `connect-kit jwt` needs, but no success. */
function reportCommanderError(error: CommanderError, cli: Cli, help: string): ExitCode {
  if (error.exitCode === 0) return EXIT.ok;
  if (error.code === 'commander.help' && !cli.options.json) {
    cli.context.stderr.write(help);
    return EXIT.usage;
  }
  // A mistyped `--secret=…` must not show its value, nor a PEM that is taken for an option its key.
  const message = error.message
    .replace(/^error: /, '')
    .replace(/^(unknown option '[^=\s]*)[=\s][\s\S]*'/, "$1'");
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
