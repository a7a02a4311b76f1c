import type { Context } from 'hono';
import type { AppProperties } from '../../addons/app-properties.ts';
import type { DynamicModules } from '../../addons/dynamic-modules.ts';
import type { Installation, InstallationStore } from '../../addons/installation.ts';
import type { Installer } from '../../addons/installer.ts';
import type { People } from '../../people/people.ts';
import { ProductError } from '../../product-error.ts';
import type { HostProduct } from '../../site.ts';
import type { InstanceEnv } from '../env.ts';

export interface ConnectDeps {
  readonly host: HostProduct;
  readonly installations: InstallationStore;
  readonly installer: Installer;
  readonly properties: AppProperties;
  readonly dynamicModules: DynamicModules;
  readonly people: People;
}

export type ConnectContext = Context<InstanceEnv>;

/** The add-on that asks: by itself, through the bridge of one of its pages, or as a person. */
export function callingAddon(c: ConnectContext): Installation | undefined {
  const caller = c.get('caller');
  return caller.kind === 'addon' ? caller.installation : caller.via;
}

/** A system administrator who asks without an add-on in between. */
export function isSysadmin(c: ConnectContext): boolean {
  const caller = c.get('caller');
  return caller.kind === 'person' && caller.via === undefined && caller.person.isAdmin;
}

/** Errors of the Connect API that the host of 2016 had. */
export function connectError(status: 400 | 401 | 403 | 404 | 409, message: string): ProductError {
  return new ProductError(status, { message, 'status-code': status });
}
