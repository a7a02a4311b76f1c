import { describeCounts, sumSeverities } from '../report/counts.ts';
import type { ValidateRequest } from '../validate/plan.ts';
import type { RunDependencies, RunOutcome } from '../validate/run.ts';
import { watchValidation } from '../validate/watch.ts';
import type { Cli } from './cli.ts';
import { reportError } from './report-error.ts';
import { showOutcome } from './show-outcome.ts';

/** Shows each run of a watch, with the time on stderr; with `--json`, each is one line. Ends with the signal. */
export async function showWatch(
  request: ValidateRequest,
  dependencies: RunDependencies,
  cli: Cli,
): Promise<void> {
  cli.streamJson();
  await watchValidation(request, dependencies, {
    onRun: (outcome) => {
      showOutcome(outcome, cli, true);
      cli.note(cli.notePalette.dim(`${timeOf(cli)} ${summaryOf(outcome)} Waiting for changes; Ctrl-C ends.`));
    },
    onFailure: (error) => {
      reportError(error, cli);
      cli.note(cli.notePalette.dim(`${timeOf(cli)} Not checked. Waiting for changes; Ctrl-C ends.`));
    },
  });
}

function summaryOf({ results }: RunOutcome): string {
  const found = describeCounts(sumSeverities(results));
  return `${results.length} checked, ${found === '' ? 'nothing found' : `${found} found`}.`;
}

/** Hours, minutes and seconds, where the person is. */
function timeOf(cli: Cli): string {
  const date = new Date(cli.context.clock.now());
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}
