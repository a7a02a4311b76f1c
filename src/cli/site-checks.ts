import type { SiteCheck } from '../site/check-site.ts';
import type { Palette } from '../terminal/palette.ts';

const SIGNS = { fine: '✓', wrong: '✗', note: '·' } as const;

/** What was looked at, and what to do about what is wrong: a line each. */
export function linesOfChecks(
  checks: readonly SiteCheck[],
  { success, danger, dim }: Palette,
): readonly string[] {
  const styles = { fine: success, wrong: danger, note: dim };
  return checks.flatMap(({ verdict, message, advice }) => [
    `${styles[verdict](SIGNS[verdict])} ${message}`,
    ...advice.map((step) => `  ${dim('→')} ${step}`),
  ]);
}
