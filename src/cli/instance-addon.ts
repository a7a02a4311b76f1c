import { UsageError } from '../core/errors.ts';
import { joinWords } from '../core/join-words.ts';
import { closest } from '../core/suggest.ts';
import type { AddonCredentials, AddonStatus } from '../instance/control-client.ts';
import type { Cli } from './cli.ts';

/**
 * The credentials of an add-on that is installed in the dev instance of this folder.
 * @param name its key, or `product/key` where it is installed in both products
 * @throws {UsageError} when no add-on or more than one goes by that name
 * @throws {EnvironmentError} when no dev instance runs
 */
export async function findInstanceAddon(name: string, cli: Cli): Promise<AddonCredentials> {
  const { fetchCredentials, fetchStatus, findInstance } = await import('../instance/control-client.ts');
  const { cwd, fetch } = cli.context;
  const record = await findInstance(cwd);
  const { addons } = await fetchStatus(record, fetch);
  return fetchCredentials(record, pickAddon(name, addons, '--from-instance '), fetch);
}

/**
 * The shared secret of an add-on in the dev instance.
 * @throws {UsageError} when it has none
 */
export function secretOf({ key, sharedSecret }: AddonCredentials): string {
  if (sharedSecret !== undefined) return sharedSecret;
  throw new UsageError('addon-without-secret', `${key} has authentication none, so it shares no secret.`, {
    nextSteps: ['Set authentication.type to jwt in its descriptor, and install it again.'],
  });
}

/**
 * @param flag what goes before a name where the command line has one
 * @throws {UsageError} when no add-on or more than one goes by that name
 */
export function pickAddon(name: string, addons: readonly AddonStatus[], flag = ''): AddonStatus {
  const found = addons.filter(({ product, key }) => name === key || name === `${product}/${key}`);
  const [first, second] = found;
  if (first === undefined) throw unknownAddon(name, addons);
  if (second === undefined) return first;
  const names = found.map(({ product, key }) => `${product}/${key}`);
  throw new UsageError('addon-ambiguous', `${name} is installed in more than one product.`, {
    nextSteps: [`Write ${flag}${joinWords(names, 'or')}.`],
  });
}

function unknownAddon(name: string, addons: readonly AddonStatus[]): UsageError {
  const keys = addons.map(({ key }) => key);
  const meant = closest(name, keys);
  const installed = keys.length === 0 ? 'nothing' : joinWords([...new Set(keys)], 'and');
  return new UsageError('addon-unknown', `The dev instance has no add-on ${JSON.stringify(name)}.`, {
    nextSteps: [
      ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
      `Installed is ${installed}; see connect-kit instance status.`,
    ],
  });
}
