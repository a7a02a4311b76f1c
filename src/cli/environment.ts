import { type Command, InvalidArgumentError, type Option } from 'commander';
import type { Environment } from '../core/context.ts';
import { readEnv } from '../core/context.ts';
import { UsageError } from '../core/errors.ts';

const variables = new WeakMap<Option, string>();

/**
 * Lets an option take its value from `CONNECT_KIT_…` when the command line does not give it. Commander's own `env`
 * reads the process; this reads the context.
 */
export function orEnvironment(option: Option, variable: `CONNECT_KIT_${string}`): Option {
  variables.set(option, variable);
  option.description += ` (env: ${variable})`;
  return option;
}

/**
 * Fills the options of a command, and of those above it, from the environment.
 * @throws {UsageError} for a value that the option does not take
 */
export function applyEnvironment(command: Command, env: Environment): void {
  for (const option of command.options) {
    const variable = variables.get(option);
    const text = variable === undefined ? undefined : readEnv(env, variable);
    if (variable === undefined || text === undefined) continue;
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli') continue;
    command.setOptionValueWithSource(name, readValue(command, option, variable, text), 'env');
  }
  if (command.parent !== null) applyEnvironment(command.parent, env);
}

/** True for the value of a variable that switches something on. */
export function isOn(text: string | undefined): boolean {
  return text !== undefined && !['', '0', 'false'].includes(text);
}

function readValue(command: Command, option: Option, variable: string, text: string): unknown {
  if (option.isBoolean()) return isOn(text) !== option.negate;
  if (option.parseArg === undefined) return text;
  try {
    return option.parseArg(text, command.getOptionValue(option.attributeName()));
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError('environment-invalid', `${variable}=${text} will not do: ${error.message}`);
  }
}
