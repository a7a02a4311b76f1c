import type { DecodedToken } from '../jwt/decode.ts';
import { escapeUnprintable, isoTime, relativeTime } from '../jwt/describe.ts';
import type { Palette } from '../terminal/palette.ts';

export const TIME_CLAIMS = ['iat', 'exp', 'nbf'] as const;

/** Header and claims of a token, one to a line, times in words. It says nothing about their being true. */
export function renderToken({ header, claims }: DecodedToken, now: number, palette: Palette): string {
  return [
    palette.bold('Header'),
    ...renderFields(header, () => '', palette),
    '',
    palette.bold('Claims'),
    ...renderFields(claims, (name, value) => explainTime(name, value, now), palette),
  ].join('\n');
}

function renderFields(
  fields: Readonly<Record<string, unknown>>,
  explain: (name: string, value: unknown) => string,
  palette: Palette,
): readonly string[] {
  const entries = Object.entries(fields);
  if (entries.length === 0) return [`  ${palette.dim('none')}`];
  const names = entries.map(([name]) => printableName(name));
  const width = Math.min(24, Math.max(...names.map((name) => name.length)));
  return entries.map(([name, value], index) => {
    const explanation = explain(name, value);
    const text = escapeUnprintable(JSON.stringify(value, null, 2) ?? '').replaceAll('\n', '\n  ');
    const label = palette.accent((names[index] ?? '').padEnd(width));
    return `  ${label}  ${text}${explanation === '' ? '' : `  ${palette.dim(explanation)}`}`;
  });
}

function printableName(name: string): string {
  return escapeUnprintable(JSON.stringify(name)).slice(1, -1);
}

function explainTime(name: string, value: unknown, now: number): string {
  if (typeof value !== 'number' || !TIME_CLAIMS.some((time) => time === name)) return '';
  const time = isoTime(value);
  return time === undefined
    ? 'beyond the calendar: seconds are expected'
    : `${time}, ${relativeTime(value, now)}`;
}
