import type { Product } from '../catalog/products.ts';
import type { Clock, Fetch } from '../core/context.ts';
import { messageOf } from '../core/errors.ts';
import { listInstalled } from '../site/register.ts';
import type { SiteTarget } from '../site/target.ts';

export interface SiteWatch {
  readonly site: () => SiteTarget;
  readonly installed: () => { readonly product: Product; readonly key: string } | undefined;
  readonly resolveSite: () => Promise<SiteTarget>;
  readonly onAway: (message: string) => void;
  readonly onBack: (site: SiteTarget) => void;
  /** The site answers, and does not have the add-on. */
  readonly onMissing: () => void;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A dev instance is restarted now and then; a site of the cloud is somebody else's, and far. */
const INTERVAL_MS = { embedded: 1_000, real: 30_000 } as const;

/** Looks now and then whether the site is there, and the add-on in it, until the signal aborts. */
export async function watchSite(watch: SiteWatch): Promise<void> {
  const { clock, signal } = watch;
  let isAway = false;
  while (!signal.aborted) {
    await clock.sleep(INTERVAL_MS[watch.site().kind], signal).catch(() => {});
    if (signal.aborted) return;
    const seen = await look(watch, isAway).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      return undefined;
    });
    if (seen === undefined || signal.aborted) continue;
    if (seen.away !== undefined) {
      if (!isAway) watch.onAway(seen.away);
      isAway = true;
      continue;
    }
    if (isAway) watch.onBack(seen.site);
    isAway = false;
    if (seen.isMissing) watch.onMissing();
  }
}

type Seen =
  | { readonly away: string }
  | { readonly away: undefined; readonly site: SiteTarget; readonly isMissing: boolean };

async function look(watch: SiteWatch, isAway: boolean): Promise<Seen | undefined> {
  const installed = watch.installed();
  if (installed === undefined) return undefined;
  let site = watch.site();
  if (isAway) {
    // It may have come back elsewhere.
    const found = await watch.resolveSite().catch((error: unknown) => messageOf(error));
    if (typeof found === 'string') return { away: found };
    if (found.name === site.name) site = found;
  }
  const listed = await listInstalled(site, installed.product, watch);
  if (!listed.ok) return listed.code === 'site-unreachable' ? { away: listed.message } : undefined;
  return { away: undefined, site, isMissing: !listed.addons.some(({ key }) => key === installed.key) };
}
