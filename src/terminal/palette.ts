import { Chalk } from 'chalk';
import type { Environment, Output } from '../core/context.ts';
import { readEnv } from '../core/context.ts';

/** Text styles by meaning. Without colour each is the identity. */
export interface Palette {
  readonly bold: Style;
  readonly dim: Style;
  readonly success: Style;
  readonly warning: Style;
  readonly danger: Style;
  readonly accent: Style;
}
export type Style = (text: string) => string;

/** The palette for a stream: colour only on a terminal, and as `NO_COLOR`, `FORCE_COLOR` and `TERM` ask. */
export function createPalette(output: Output, env: Environment, wantsColor: boolean): Palette {
  const chalk = new Chalk({ level: hasColor(output, env, wantsColor) ? 1 : 0 });
  return {
    bold: chalk.bold,
    dim: chalk.dim,
    success: chalk.green,
    warning: chalk.yellow,
    danger: chalk.red,
    accent: chalk.cyan,
  };
}

function hasColor(output: Output, env: Environment, wantsColor: boolean): boolean {
  if (!wantsColor || readEnv(env, 'NO_COLOR') !== undefined) return false;
  const forced = readEnv(env, 'FORCE_COLOR');
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return output.isTTY && env['TERM'] !== 'dumb';
}
