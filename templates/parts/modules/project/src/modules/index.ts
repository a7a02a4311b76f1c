import type { Module } from './module.ts';

/** Everything that the add-on answers besides its lifecycle. */
export const modules: readonly Module[] = [];
