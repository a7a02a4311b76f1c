import type { RequestListener } from 'node:http';
import type { Addon } from '../../src/addon.ts';
import { createApp } from '../../src/app.ts';
import type { Descriptor } from '../../src/descriptor.ts';

/** What goes wrong is not logged: tests make it go wrong on purpose. */
export function createListener(addon: Addon, descriptors: readonly Descriptor[]): RequestListener {
  return createApp(addon, descriptors, () => {});
}
