import type { SiteCheck } from '../site/check-site.ts';
import type { Cli } from './cli.ts';

const SIGNS = { fine: '✓', wrong: '✗', note: '·' } as const;

/** What was looked at, and what to do about what is wrong. */
export function showChecks(checks: readonly SiteCheck[], cli: Cli): void {
  const { success, danger, dim } = cli.notePalette;
  const styles = { fine: success, wrong: danger, note: dim };
  for (const { verdict, message, advice } of checks) {
    cli.note(`${styles[verdict](SIGNS[verdict])} ${message}`);
    for (const step of advice) cli.note(`  ${dim('→')} ${step}`);
  }
}
