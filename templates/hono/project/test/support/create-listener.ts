import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Addon } from '../../src/addon.ts';
import { createApp } from '../../src/app.ts';
import type { Descriptor } from '../../src/descriptor.ts';
import { readAsset } from '../../src/read-asset.ts';

/** What goes wrong is not logged: tests make it go wrong on purpose. */
export function createListener(addon: Addon, descriptors: readonly Descriptor[]): RequestListener {
  return getRequestListener(createApp({ addon, descriptors, readAsset, log: () => {} }).fetch);
}
