import type { Cli } from './cli.ts';

/** How wide text on stdout may be: as the terminal, but no wider than one reads; 100 columns where there is none. */
export function widthOf(cli: Cli): number {
  return Math.max(40, Math.min(cli.context.stdout.columns ?? 100, 120));
}
