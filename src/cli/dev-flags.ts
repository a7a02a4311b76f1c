import { type Command, InvalidArgumentError, Option } from 'commander';
import { PRODUCTS, type Product } from '../catalog/products.ts';
import { readEnv } from '../core/context.ts';
import { parseDuration } from '../core/duration.ts';
import { UsageError } from '../core/errors.ts';
import type { DevOptions } from '../dev/options.ts';
import type { Cli } from './cli.ts';
import { orEnvironment } from './environment.ts';
import { parsePort } from './port.ts';

/** How an add-on is run in the dev instance, as flags. */
export interface DevFlags {
  readonly command?: string;
  readonly url?: string;
  readonly descriptorPath?: readonly string[];
  readonly product?: Product;
  readonly port: number;
  readonly addonPort: number;
  readonly timeout: number;
}

const DESCRIPTOR = '/atlassian-connect.json';

/** @param port the dev instance's, where nobody names one */
export function addDevOptions(command: Command, port: number): Command {
  return command
    .option('--command <command>', 'command that starts the add-on (default: its dev or start script)')
    .addOption(new Option('--url <url>', 'descriptor of an add-on that runs already').conflicts('command'))
    .option(
      '--descriptor-path <path>',
      `path of the descriptor, once for each product (default: ${DESCRIPTOR}, or dev.descriptors of the configuration)`,
      (path: string, before: readonly string[] = []) => [...before, path],
    )
    .addOption(new Option('--product <product>', 'product to install into').choices(PRODUCTS))
    .addOption(
      orEnvironment(
        new Option('-p, --port <port>', 'port of the dev instance, 0 for any free one')
          .default(port)
          .argParser(parsePort),
        'CONNECT_KIT_PORT',
      ),
    )
    .addOption(
      orEnvironment(
        new Option('--addon-port <port>', 'port at which the add-on is seen, 0 for any free one')
          .default(0)
          .argParser(parsePort),
        'CONNECT_KIT_ADDON_PORT',
      ),
    )
    .addOption(
      new Option('--timeout <duration>', 'how long the add-on may take to answer')
        .default(60_000, '60s')
        .argParser(parseTimeout),
    );
}

/**
 * Flags and configuration joined.
 * @param dir absolute path of the add-on's folder
 * @throws {UsageError} when they contradict, or the configuration is wrong
 */
export async function readDevOptions(
  flags: DevFlags,
  dir: string,
  cli: Cli,
): Promise<Omit<DevOptions, 'isEphemeral'>> {
  const { command, url, product, port, addonPort, timeout: timeoutMs } = flags;
  const paths = flags.descriptorPath ?? (await readConfigured(dir, cli));
  const descriptorPaths = paths ?? (url === undefined ? [DESCRIPTOR] : []);
  if (product !== undefined && descriptorPaths.length > 1) {
    throw new UsageError(
      'product-for-several',
      `There are ${descriptorPaths.length} descriptors, and --product names one product for all of them.`,
      { nextSteps: ['Leave it out: each is installed in the product whose modules it has.'] },
    );
  }
  return { dir, command, url, product, descriptorPaths, port, addonPort, timeoutMs };
}

async function readConfigured(dir: string, { context }: Cli): Promise<readonly string[] | undefined> {
  const { env } = context;
  const { findConfig } = await import('../validate/config/find-config.ts');
  const place = findConfig(dir, readEnv(env, 'HOME') ?? readEnv(env, 'USERPROFILE'));
  if (place === undefined) return undefined;
  const { readDevConfig } = await import('../validate/config/read-config.ts');
  const { descriptors } = await readDevConfig(place, context.cwd);
  if (descriptors?.length !== 0) return descriptors;
  throw new UsageError('descriptors-missing', 'dev.descriptors names no descriptor.', {
    where: place.file,
    nextSteps: [`Name one, such as ${DESCRIPTOR}, or leave it out.`],
  });
}

function parseTimeout(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('Write a length of time such as 90s or 2m.');
  return ms;
}
