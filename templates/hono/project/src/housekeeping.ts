import type { Addon } from './addon.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Atlassian advises to keep data for about this long: sites that are imported or moved come back. */
const RETENTION_MS = 30 * DAY_MS;

export const HOUSEKEEPING_INTERVAL_MS = DAY_MS;

/** What is to be done once a day. */
export async function keepHouse({ tenants, now }: Addon): Promise<void> {
  await tenants.renewSecrets();
  await tenants.purge(new Date(now() - RETENTION_MS));
}
