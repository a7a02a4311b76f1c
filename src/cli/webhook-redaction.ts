import { type Command, Option } from 'commander';
import { readEnv } from '../core/context.ts';
import type { RedactionSettings } from '../webhook/redact/rules.ts';
import type { Cli } from './cli.ts';

/** What is taken out of deliveries, as flags. */
export interface RedactionFlags {
  readonly redact?: readonly string[];
  readonly keep?: readonly string[];
  readonly redactNames?: boolean;
  /** False with `--no-config`. */
  readonly config: string | boolean;
}

export function addRedactionOptions(command: Command): Command {
  return command
    .optionsGroup('What is taken out:')
    .option(
      '--redact <what>',
      'take this out as well: a path, a name or an /expression/; repeatable',
      collect,
    )
    .option(
      '--keep <what>',
      'leave this in: a rule (email, secret), a path, a name or an /expression/',
      collect,
    )
    .option('--redact-names', 'take the names of persons out as well')
    .addOption(
      new Option('--config <file>', 'configuration (default: connect-kit.config.json or package.json)'),
    )
    .option('--no-config', 'look for no configuration');
}

/**
 * Flags and configuration joined.
 * @param secrets what is never written in any case
 * @throws {UsageError} when the configuration cannot be read or is wrong
 */
export async function readRedaction(
  flags: RedactionFlags,
  secrets: readonly string[],
  cli: Cli,
): Promise<RedactionSettings> {
  const configured = await readConfigured(flags.config, cli);
  return {
    redact: [...(configured?.redact ?? []), ...(flags.redact ?? [])],
    keep: [...(configured?.keep ?? []), ...(flags.keep ?? [])],
    names: flags.redactNames === true || configured?.names === true,
    secrets,
  };
}

async function readConfigured(config: string | boolean | undefined, cli: Cli) {
  if (config === false) return undefined;
  const { cwd, env } = cli.context;
  const [{ findConfig, placeIn }, path] = await Promise.all([
    import('../validate/config/find-config.ts'),
    import('node:path'),
  ]);
  const place =
    typeof config === 'string'
      ? placeIn(path.resolve(cwd, config))
      : findConfig(cwd, readEnv(env, 'HOME') ?? readEnv(env, 'USERPROFILE'));
  if (place === undefined) return undefined;
  const { readWebhookConfig } = await import('../validate/config/read-config.ts');
  return readWebhookConfig(place, cwd);
}

function collect(value: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), value];
}
