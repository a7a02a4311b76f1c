import type { Clock, Fetch } from '../core/context.ts';
import { NotFineError } from '../core/errors.ts';
import { listInstalled, registerAddon, unregisterAddon } from '../site/register.ts';
import type { RegisterRequest } from '../site/registrar.ts';
import { toError } from '../site/site-failure.ts';
import type { SiteTarget } from '../site/target.ts';
import type { InstalledAddon } from '../site/upm-client.ts';
import type { OnTunnelEvent } from './events.ts';
import { isSame, isSameSite, type Journal, type Registration } from './journal.ts';

export interface RegistrationsDeps {
  readonly journal: Journal;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly findSite: (name: string) => Promise<SiteTarget>;
  readonly onEvent: OnTunnelEvent;
}

export interface Wanted extends RegisterRequest {
  readonly key: string;
  /** Whether what somebody else has installed may be replaced. */
  readonly replace: boolean;
}

/** How long a site may take to remove an add-on when everything ends. */
const REMOVE_TIMEOUT_MS = 20_000;

/** How often, and how far apart, is looked for an install that may be under way. */
const MOST_LOOKS = 5;
const LOOK_INTERVAL_MS = 1_000;

/** Keeps exactly one registration of the add-on, and none in the end, over crashes at whatever step. */
export class Registrations {
  readonly #deps: RegistrationsDeps;

  constructor(deps: RegistrationsDeps) {
    this.#deps = deps;
  }

  /**
   * Tells what an earlier run has left, and removes it from sites other than the one that is used now: there the same
   * add-on is about to take its place.
   */
  async repair(site: SiteTarget, signal: AbortSignal): Promise<void> {
    const { journal, onEvent } = this.#deps;
    for (const left of journal.registrations) {
      onEvent({ type: 'leftover-found', ...shown(left) });
      if (isSameSite(left.site, site)) continue;
      // A dev instance that has ended since has nothing to be removed from: what it keeps is told at its next start.
      await this.#remove(left, signal, 'leftover-removed');
    }
  }

  /**
   * Installs the add-on, or updates it. What is in the journal besides is removed first: it would share the addresses.
   * @throws {ConnectKitError} when the site cannot or will not
   */
  async register(site: SiteTarget, wanted: Wanted, signal: AbortSignal): Promise<InstalledAddon> {
    const { journal } = this.#deps;
    const { product, key, descriptorUrl } = wanted;
    const registration = { site: { name: site.name, origin: site.origin }, product, key };
    for (const other of journal.registrations) {
      if (isSame(other, registration)) continue;
      await this.#remove(other, signal, 'leftover-removed', isSameSite(other.site, site) ? site : undefined);
    }
    const isOurs = journal.registrations.some((one) => isSame(one, registration));
    if (!isOurs) await this.#refuseOthers(site, wanted, signal);
    await journal.put({ ...registration, state: 'registering' });
    const result = await registerAddon(site, { product, descriptorUrl }, { ...this.#deps, signal });
    if (!result.ok) {
      await this.#settle(site, registration, signal);
      throw toError(result);
    }
    await journal.put({ ...registration, key: result.addon.key, state: 'registered' });
    return result.addon;
  }

  /** Removes everything that the journal has, or leaves it there when that is wanted. */
  async end(site: SiteTarget | undefined, keep: boolean): Promise<void> {
    const { journal, onEvent } = this.#deps;
    for (const one of journal.registrations) {
      if (keep && one.state === 'registered') {
        await journal.drop(one);
        onEvent({ type: 'kept', ...shown(one) });
        continue;
      }
      const known = site !== undefined && isSameSite(site, one.site) ? site : undefined;
      await this.#remove(one, AbortSignal.timeout(REMOVE_TIMEOUT_MS), 'unregistered', known);
    }
  }

  async #remove(
    registration: Registration,
    signal: AbortSignal,
    told: 'leftover-removed' | 'unregistered',
    known?: SiteTarget,
  ): Promise<void> {
    const { journal, findSite, onEvent } = this.#deps;
    try {
      const site = known ?? (await findSite(registration.site.name));
      if (!isSameSite(site, registration.site)) throw moved(registration, site);
      if (registration.state === 'registering') await this.#untilThere(site, registration, signal);
      await journal.put({ ...registration, state: 'removing' });
      const result = await unregisterAddon(site, registration, { ...this.#deps, signal });
      if (!result.ok) throw toError(result);
      await journal.drop(registration);
      onEvent({ type: told, ...shown(registration) });
    } catch (error) {
      // It stays in the journal, for the next start.
      onEvent({ type: 'unregister-failed', error });
    }
  }

  /** What was killed while it installed something may have left an install that is still under way. */
  async #untilThere(site: SiteTarget, { product, key }: Registration, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    for (let look = 0; look < MOST_LOOKS; look += 1) {
      const listed = await listInstalled(site, product, { ...this.#deps, signal });
      if (!listed.ok || listed.addons.some((addon) => addon.key === key)) return;
      await clock.sleep(LOOK_INTERVAL_MS, signal);
    }
  }

  /** An add-on that is there without having been put there by us may be the one that people work with. */
  async #refuseOthers(
    site: SiteTarget,
    { product, key, replace }: Wanted,
    signal: AbortSignal,
  ): Promise<void> {
    if (site.kind === 'embedded' || replace) return;
    const listed = await listInstalled(site, product, { ...this.#deps, signal });
    if (!listed.ok) throw toError(listed);
    if (!listed.addons.some((addon) => addon.key === key)) return;
    throw new NotFineError(
      'already-installed',
      `${site.name} has ${key} installed already, from elsewhere.`,
      {
        where: site.origin,
        nextSteps: [
          'If nobody needs that one, take its place: --replace. It is uninstalled at the end.',
          'Or give the add-on another key while it is in development.',
        ],
      },
    );
  }

  /** After a failure: what the site has not taken need not be removed. What it says nothing about may be there. */
  async #settle(
    site: SiteTarget,
    registration: Omit<Registration, 'state'>,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) return;
    const listed = await listInstalled(site, registration.product, { ...this.#deps, signal });
    if (!listed.ok) return;
    if (listed.addons.some(({ key }) => key === registration.key)) {
      await this.#deps.journal.put({ ...registration, state: 'registered' });
    } else {
      await this.#deps.journal.drop(registration);
    }
  }
}

function shown({ site, product, key }: Registration) {
  return { site: site.name, product, key };
}

function moved({ site, key }: Registration, now: SiteTarget): NotFineError {
  return new NotFineError(
    'site-moved',
    `${key} was registered at ${site.origin}, which is not where ${now.name} is now.`,
    {
      where: now.origin,
      nextSteps: [`If ${site.origin} is still there, start it again; otherwise there is nothing to remove.`],
    },
  );
}
