import { vi } from 'vitest';

/** Tries until it does not fail; gives up only on what never comes, however slow the machine is. */
export function waitFor<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 60_000 });
}
