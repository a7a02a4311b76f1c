import type { Command } from 'commander';
import { UsageError } from '../../core/errors.ts';
import type { DevEvent } from '../../dev/events.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import type { DevResults } from '../dev-display.ts';
import { addDevOptions, type DevFlags, readDevOptions } from '../dev-flags.ts';
import { setExamples } from '../examples.ts';
import { reportError } from '../report-error.ts';

const EXAMPLES = `Examples:
  connect-kit dev exec -- npm test                    run the tests while the add-on is there
  connect-kit dev exec -- python -m unittest          in any language: docs/dev-exec.md has the variables
  connect-kit dev exec --command "python app.py" -- pytest -x
  connect-kit dev exec --verbose -- npx playwright test
                                                      also show what passes between both sides`;

/** Lines of the add-on that are shown when it has failed. */
const KEPT_LINES = 50;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument('<command...>', 'command to run, behind --');
  addDevOptions(command, 0).action(async (argv: readonly string[], flags: DevFlags) => {
    const cli = getCli();
    assertFlagsBehind(command);
    const [{ execDev }, { createDevDisplay }] = await Promise.all([
      import('../../dev/exec.ts'),
      import('../dev-display.ts'),
    ]);
    const { cwd } = cli.context;
    const options = await readDevOptions(flags, cwd, cli);
    const output = createOutput(cli, createDevDisplay(cli, beside(cli)));
    let hasStarted = false;
    try {
      const exitCode = await execDev(
        { ...options, argv, cwd },
        { ...cli.context, onBug: (error) => reportError(error, cli) },
        output.show,
        () => {
          hasStarted = true;
        },
      );
      cli.finishWith(exitCode);
    } catch (error) {
      // What the add-on has said last may say why.
      if (!hasStarted && !cli.context.signal.aborted) output.showKept();
      if (!hasStarted) cli.warn(`The command was not run: ${argv.join(' ')}`);
      throw error;
    }
  });
}

/** What stands before `exec` would be taken by `dev`, which is not run. */
function assertFlagsBehind({ parent }: Command): void {
  const misplaced = parent?.options.find(
    (option) => parent.getOptionValueSource(option.attributeName()) === 'cli',
  );
  if (misplaced === undefined || parent?.name() !== 'dev') return;
  throw new UsageError('flag-misplaced', `${misplaced.long} stands before \`exec\`.`, {
    nextSteps: [`Write it behind: connect-kit dev exec ${misplaced.long} … -- npm test`],
  });
}

/** What the command writes is the result: the loop's own stands on stderr. */
function beside(cli: Cli): DevResults {
  return {
    result: (text) => cli.note(text),
    jsonLine: (value) => cli.note(JSON.stringify(value)),
  };
}

/** The command has the terminal: of the loop, only what has gone wrong is shown, unless somebody wants all of it. */
function createOutput(cli: Cli, display: (event: DevEvent) => void) {
  const kept: DevEvent[] = [];
  return {
    show: (event: DevEvent): void => {
      if (cli.options.verbose || isWorthShowing(event)) display(event);
      else if (event.type === 'addon-output') {
        kept.push(event);
        if (kept.length > KEPT_LINES) kept.shift();
      }
    },
    showKept: () => {
      for (const event of kept) display(event);
    },
  };
}

function isWorthShowing(event: DevEvent): boolean {
  if (event.type === 'descriptor-checked') return !event.result.valid;
  return event.type === 'reinstall-failed' || event.type === 'leftover-ended';
}
