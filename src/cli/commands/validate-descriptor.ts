import type { Command } from 'commander';
import { EXIT } from '../../core/errors.ts';
import type { RunDependencies } from '../../validate/run.ts';
import type { Cli } from '../cli.ts';
import type { GetCli } from '../command-module.ts';
import { setExamples } from '../examples.ts';
import { showOutcome } from '../show-outcome.ts';
import { addValidateFlags, toRequest, type ValidateFlags } from '../validate-flags.ts';
import { printSchema, wantedSchema } from '../validate-schema.ts';

export { configureGroup } from '../validate-schema.ts';

const EXAMPLES = `Examples:
  connect-kit validate descriptor                                   check atlassian-connect.json
  connect-kit validate descriptor 'apps/**/*.json' '!**/target/**'  check many
  connect-kit validate descriptor http://localhost:3000/atlassian-connect.json
                                                                    check what the add-on serves
  ./render-descriptor | connect-kit validate descriptor -           check what a program writes
  connect-kit validate descriptor --fix                             mend what can be mended safely
  connect-kit validate descriptor --watch                           check again after each change
  connect-kit validate descriptor -f pretty -f sarif=build/descriptor.sarif
                                                                    report to people and to programs
  connect-kit validate descriptor --rule 'scopes/*=off' --max-warnings 0

Exit codes: 0 fine · 1 findings · 2 wrong usage, or nothing readable there · 3 server not reachable
`;

export function configure(command: Command, getCli: GetCli): void {
  setExamples(command, EXAMPLES).argument(
    '[sources...]',
    'files, folders, globs, http(s) URLs, or - for stdin (default: atlassian-connect.json)',
  );
  addValidateFlags(command).action((sources: readonly string[], flags: ValidateFlags) =>
    validate(getCli(), sources, flags, command),
  );
}

async function validate(
  cli: Cli,
  sources: readonly string[],
  flags: ValidateFlags,
  command: Command,
): Promise<void> {
  const product = wantedSchema(command);
  if (product !== undefined) return printSchema(product, cli);
  const request = toRequest(sources, flags, cli.options.json);
  const dependencies = dependenciesOf(cli);
  if (request.watch) {
    const { showWatch } = await import('../validate-watch.ts');
    return showWatch(request, dependencies, cli);
  }
  const { planValidation, runValidation } = await import('../../validate/run.ts');
  const outcome = await runValidation(await planValidation(request, dependencies), dependencies);
  showOutcome(outcome, cli);
  if (!outcome.isFine) cli.finishWith(EXIT.notFine);
}

/** The styles are made when they are asked for: that opens their stream. */
function dependenciesOf(cli: Cli): RunDependencies {
  return {
    ...cli.context,
    get styles() {
      return cli.palette;
    },
    get noteStyles() {
      return cli.notePalette;
    },
  };
}
