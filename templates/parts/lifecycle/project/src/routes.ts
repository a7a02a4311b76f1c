import type { Addon } from './addon.ts';
import { lifecycleRoutes } from './lifecycle.ts';
import { moduleRoutes } from './modules/answer-modules.ts';
import { modules } from './modules/index.ts';
import type { Route } from './route.ts';

/** Everything that the add-on answers, except files: descriptors, styles, scripts. */
export function createRoutes(addon: Addon): readonly Route[] {
  return [...lifecycleRoutes(addon), ...moduleRoutes(addon, modules)];
}
