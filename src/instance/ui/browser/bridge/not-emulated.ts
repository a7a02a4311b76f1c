import type { HostMethod, HostModule } from '../libraries.d.ts';
import { promiseMethod, warnDeveloper } from './host-method.ts';

/** Methods that exist in the product but not here: a call says so to the developer and fails, instead of being lost. */
export function notEmulated(module: string, names: readonly string[]): HostModule {
  return Object.fromEntries(names.map((name) => [name, refuse(`AP.${module}.${name}`)]));
}

function refuse(method: string): HostMethod {
  return promiseMethod(async (caller) => {
    const message = `${method} is not emulated by connect-kit.`;
    warnDeveloper(caller, message);
    throw new Error(message);
  });
}
