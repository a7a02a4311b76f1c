import type { Cli } from './cli.ts';

/** What is said of a recording that was changed by hand, or by a tool that writes JSON anew. */
export function warnOfEdited(cli: Cli): (name: string) => void {
  return (name) =>
    cli.warn(
      `the body in ${name} is not the one that was recorded; if it was changed on purpose, remove its sha256`,
    );
}
