import type { Command } from 'commander';
import { EXIT, UsageError } from '../core/errors.ts';
import { isRecord, stringAt } from '../core/json.ts';
import type { AddonStatus } from '../instance/control-client.ts';
import type { InstanceRecord, SiteRecord } from '../instance/instance-file.ts';
import { renderTable } from '../terminal/table.ts';
import type { Cli } from './cli.ts';
import { pickAddon } from './instance-addon.ts';

/** `--site <name>`, for commands about one site. @param fallback which it is without the flag */
export function addSiteOption(command: Command, fallback = 'the first one'): Command {
  return command.option(
    '--site <name>',
    `the site, by the name that it was started by (default: ${fallback})`,
  );
}

/** The site of the dev instance that runs in this folder. @throws {EnvironmentError} when none runs */
export async function findSite(name: string | undefined, cli: Cli): Promise<SiteRecord & InstanceRecord> {
  const { findInstance, siteOf } = await import('../instance/control-client.ts');
  return siteOf(await findInstance(cli.context.cwd), name);
}

/** The site, when an instance runs in this folder; undefined when there is none, or only what a crash left of one. */
export async function findRunningSite(
  name: string | undefined,
  cli: Cli,
): Promise<(SiteRecord & InstanceRecord) | undefined> {
  const [{ isRunning, siteOf }, { readInstanceFile }] = await Promise.all([
    import('../instance/control-client.ts'),
    import('../instance/instance-file.ts'),
  ]);
  const { cwd, fetch } = cli.context;
  const record = await readInstanceFile(cwd);
  if (record === undefined || !(await isRunning(record, fetch))) return undefined;
  return siteOf(record, name);
}

/** An add-on of a site. @param name its key, or `product/key` where both products have it */
export async function findAddon(name: string, site: InstanceRecord, cli: Cli): Promise<AddonStatus> {
  const { fetchStatus } = await import('../instance/control-client.ts');
  return pickAddon(name, (await fetchStatus(site, cli.context.fetch)).addons);
}

/** The path of the control API below which an add-on is. */
export function addonPath({ product, key }: Pick<AddonStatus, 'product' | 'key'>): string {
  return `addons/${encodeURIComponent(product)}/${encodeURIComponent(key)}`;
}

/** Has a site do something. */
export async function commandSite(
  site: InstanceRecord,
  path: string,
  body: unknown,
  cli: Cli,
  method: 'GET' | 'POST' | 'DELETE' = 'POST',
) {
  const { command } = await import('../instance/control-client.ts');
  return command(site, path, body, cli.context.fetch, method);
}

/** Asks a site for something. */
export async function readSite(site: InstanceRecord, path: string, cli: Cli) {
  const { query } = await import('../instance/control-client.ts');
  return query(site, path, cli.context.fetch);
}

interface Told {
  readonly product: string;
  readonly key: string;
  readonly accepted: boolean;
  readonly code?: string | undefined;
  readonly message?: string | undefined;
}

const COLUMNS = [{ title: 'Product' }, { title: 'Key' }, { title: 'Answer' }];

/** How add-ons took the news, as a site answers it. Ends with 1 when one of them did not. */
export function showTold(answer: Readonly<Record<string, unknown>>, cli: Cli): void {
  const addons = Array.isArray(answer['addons']) ? answer['addons'].filter(isRecord).map(toTold) : [];
  if (addons.some(({ accepted }) => !accepted)) cli.finishWith(EXIT.notFine);
  if (cli.options.json || addons.length === 0) return;
  const rows = addons.map(({ product, key, accepted, code }) => [
    product,
    key,
    accepted ? 'accepted' : (code ?? 'refused'),
  ]);
  cli.result(renderTable(COLUMNS, rows, cli.context.stdout, cli.palette));
  for (const { key, accepted, message } of addons) {
    if (!accepted) cli.warn(`${key}: ${message ?? 'refused'}`);
  }
}

function toTold(addon: Record<string, unknown>): Told {
  return {
    product: stringAt(addon, 'product') ?? '',
    key: stringAt(addon, 'key') ?? '',
    accepted: addon['accepted'] === true,
    code: stringAt(addon, 'code'),
    message: stringAt(addon, 'message'),
  };
}

/** A seed as people write it. @throws {UsageError} */
export async function readSeed(file: string, cli: Cli): Promise<unknown> {
  const { readInputFile } = await import('./secret.ts');
  const bytes = file === '-' ? await cli.context.stdin.readAll() : await readInputFile(file, cli);
  try {
    const seed: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return seed;
  } catch (cause) {
    throw new UsageError('seed-invalid', 'The seed is not JSON.', { where: file, cause });
  }
}
