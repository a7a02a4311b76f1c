import type { Context } from 'hono';
import { isRecord } from '../../../core/json.ts';
import type { DevelopmentMode } from '../../addons/development-mode.ts';
import type { Installation, InstallationStore } from '../../addons/installation.ts';
import type { Installer } from '../../addons/installer.ts';
import type { LicenceTokens } from '../../addons/licence-tokens.ts';
import type { AuthenticateDeps } from '../../auth/authenticate.ts';
import type { HostProduct } from '../../site.ts';
import type { InstanceEnv } from '../env.ts';
import { upmError } from './upm-error.ts';

export interface UpmDeps {
  readonly host: HostProduct;
  readonly installer: Installer;
  readonly installations: InstallationStore;
  readonly developmentMode: DevelopmentMode;
  readonly licenceTokens: LicenceTokens;
  readonly auth: AuthenticateDeps;
  /** Told of failures that are bugs of the dev instance. */
  readonly onBug: (error: unknown) => void;
}

/** A key followed by `-key`, as UPM's addresses carry it. */
export const PLUGIN = '/:plugin{.+-key}';

/** @throws {ProductError} 404 */
export function findPlugin(c: Context<InstanceEnv>, { installations, host }: UpmDeps): Installation {
  const key = (c.req.param('plugin') ?? '').replace(/-key$/, '');
  const installation = installations.find(host.product, key);
  if (installation === undefined) throw upmError(404, `No app has the key ${key}.`);
  return installation;
}

/** The administrator who asks. */
export function accountOf(c: Context<InstanceEnv>): string {
  const caller = c.get('caller');
  return caller.kind === 'person' ? caller.person.accountId : '';
}

/** @throws {ProductError} 400 unless the body is a JSON object */
export async function readBody(c: Context<InstanceEnv>): Promise<Record<string, unknown>> {
  const body: unknown = await c.req.json().catch(() => undefined);
  if (!isRecord(body)) throw upmError(400, 'The body must be a JSON object.');
  return body;
}
