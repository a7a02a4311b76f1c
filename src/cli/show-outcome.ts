import type { RunOutcome } from '../validate/run.ts';
import type { Cli } from './cli.ts';

/** Hands out what a run of `validate descriptor` has to say; in a watch, a JSON report is one line. */
export function showOutcome({ stdout, stderr, notes }: RunOutcome, cli: Cli, isWatch = false): void {
  if (isWatch && cli.options.json) cli.json(JSON.parse(stdout));
  else if (stdout !== '') cli.context.stdout.write(stdout);
  if (stderr !== '' && !cli.options.quiet) cli.context.stderr.write(stderr);
  for (const note of notes) cli.note(note);
}
