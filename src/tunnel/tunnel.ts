import { randomUUID } from 'node:crypto';
import { readEnv } from '../core/context.ts';
import { NotFineError } from '../core/errors.ts';
import { stringAt } from '../core/json.ts';
import { endMarked, MARK_VARIABLE } from '../dev/leftover.ts';
import { watchDescriptor } from '../dev/watch-descriptor.ts';
import { productUrl, type SiteTarget } from '../site/target.ts';
import type { Recorded } from '../webhook/record/recorder.ts';
import { chooseProvider } from './choose-provider.ts';
import { checkDescriptor } from './descriptor.ts';
import type { AgainBecause, OnTunnelEvent, RegisteredAddon, TunnelEvent } from './events.ts';
import { type Front, startFront } from './front.ts';
import { Journal } from './journal.ts';
import { type KeptTunnel, keepOpen } from './keep-open.ts';
import { findFreePort, keysOf, LocalAddon } from './local-addon.ts';
import type { TunnelDeps, TunnelOptions } from './options.ts';
import { aborted, type ProviderName } from './provider.ts';
import { findCommand, readDescriptor } from './read-descriptor.ts';
import { Registrations } from './registration.ts';
import { serveDescriptor } from './served-descriptor.ts';
import { waitUntilPublic } from './wait-until-public.ts';
import { watchSite } from './watch-site.ts';

/** What can be asked of a tunnel that runs. */
export interface TunnelControls {
  /** Installs the add-on again, as it is now. */
  reinstall(): void;
}

/** How long an install that has begun is waited for when everything is to end. */
const PATIENCE_MS = 15_000;
/** How long the add-on's callback `uninstalled` is waited for: the site sends it, and does not say when. */
const GOODBYE_MS = 3_000;

/**
 * Gives an add-on a public address, registers it in a site, and keeps both that way, until the signal aborts. Then it
 * is uninstalled, and nothing that was started is left.
 * @throws {ConnectKitError} when a step on the way fails
 */
export async function runTunnel(
  options: TunnelOptions,
  deps: TunnelDeps,
  onEvent: OnTunnelEvent,
  onReady: (controls: TunnelControls) => void = () => {},
): Promise<void> {
  const journal = await Journal.open(options.dir, deps.system);
  const ending = new AbortController();
  const run = new TunnelRun(
    options,
    { ...deps, signal: AbortSignal.any([deps.signal, ending.signal]) },
    journal,
    onEvent,
  );
  try {
    await run.go(onReady);
  } finally {
    if (run.isOpen) onEvent({ type: 'stopping' });
    ending.abort();
    await run.end();
  }
}

class TunnelRun {
  readonly #options: TunnelOptions;
  readonly #deps: TunnelDeps;
  readonly #journal: Journal;
  readonly #onEvent: OnTunnelEvent;
  readonly #registrations: Registrations;
  /** Ends the tunnel, which must outlive the wish to end: the site's last callbacks come through it. */
  readonly #tunnelEnd = new AbortController();
  #site: SiteTarget | undefined;
  #provider: ProviderName = 'none';
  #url = '';
  #front: Front | undefined;
  #addon: LocalAddon | undefined;
  #tunnel: KeptTunnel | undefined;
  /** An install that has begun is waited for: one that is left alone may come true after it has been undone. */
  readonly #patience = new AbortController();
  readonly #over = new AbortController();
  #watcher: Promise<() => Promise<void>> | undefined;
  #living: Promise<unknown> | undefined;
  #descriptorUrl = '';
  #descriptorPath = '';
  #registered:
    | (RegisteredAddon & { readonly goodbyePath: string | undefined; readonly text: string })
    | undefined;
  /** Why the add-on is to be registered again; undefined when nobody asks for it. */
  #wanted: AgainBecause | undefined;
  #working: Promise<void> | undefined;

  constructor(options: TunnelOptions, deps: TunnelDeps, journal: Journal, onEvent: OnTunnelEvent) {
    this.#options = options;
    this.#deps = deps;
    this.#journal = journal;
    this.#onEvent = onEvent;
    this.#registrations = new Registrations({ ...deps, journal, onEvent });
    void this.#losePatience();
  }

  /** Whether anything stands that takes a while to end. */
  get isOpen(): boolean {
    return this.#tunnel !== undefined;
  }

  async go(onReady: (controls: TunnelControls) => void): Promise<void> {
    const { command: given, target, dir } = this.#options;
    const { signal } = this.#deps;
    const command = target === undefined ? (given ?? (await findCommand(dir))) : undefined;
    const site = await this.#findSite();
    await this.#endLeftovers();
    await this.#registrations.repair(site, signal);
    await this.#openTunnel(site, target === undefined ? await findFreePort() : portOf(target));
    if (command === undefined) {
      this.#living = this.#live(site, onReady);
      await this.#living;
    } else {
      this.#addon = new LocalAddon({
        ...this.#deps,
        ...this.#options,
        command,
        port: portOf(this.#descriptorUrl),
        onEvent: (event) => this.#onEvent(this.#redacted(event)),
        remember: (leftover) => this.#journal.addProcess(leftover),
      });
      await this.#addon.start(this.#url, site);
      this.#living = this.#live(site, onReady);
      await Promise.race([this.#living, this.#addon.failed]);
    }
  }

  /** Ends everything, in the order in which the parts need each other. */
  async end(): Promise<void> {
    const registered = this.#registered;
    const goodbye =
      registered?.goodbyePath === undefined ? undefined : this.#front?.untilAnswered(registered.goodbyePath);
    const steps: readonly (() => Promise<unknown> | undefined)[] = [
      async () => (await this.#watcher)?.(),
      () => this.#living?.catch(() => {}),
      () => this.#working,
      () => this.#registrations.end(this.#site, this.#options.keep),
      async () => {
        if (goodbye === undefined || this.#options.keep || this.#journal.registrations.length > 0) return;
        await Promise.race([goodbye, this.#deps.clock.sleep(GOODBYE_MS)]);
      },
      () => this.#addon?.stop(),
      () => {
        this.#tunnelEnd.abort();
        return this.#tunnel?.ended;
      },
      () => this.#front?.close(),
      () => this.#journal.dropProcesses(),
      () => this.#journal.close(),
    ];
    const failures: unknown[] = [];
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // The rest must still be ended.
        failures.push(error);
      }
    }
    this.#over.abort();
    if (failures.length > 0) throw failures[0];
  }

  async #losePatience(): Promise<void> {
    const { clock, signal } = this.#deps;
    await aborted(signal);
    await clock.sleep(PATIENCE_MS, this.#over.signal).catch(() => {});
    this.#patience.abort();
  }

  async #findSite(): Promise<SiteTarget> {
    const site = await this.#deps.resolveSite();
    this.#site = site;
    this.#onEvent({ type: 'site-chosen', site: site.name, origin: site.origin, from: site.from });
    return site;
  }

  async #endLeftovers(): Promise<void> {
    for (const leftover of this.#journal.processes) {
      if (await endMarked(leftover, this.#deps.system)) {
        this.#onEvent({ type: 'leftover-ended', pid: leftover.pid });
      }
    }
    await this.#journal.dropProcesses();
  }

  async #openTunnel(site: SiteTarget, targetPort: number): Promise<void> {
    const { descriptorPath, localPort, inspectorPort, dir, target, recordsWebhooks } = this.#options;
    const { clock, signal, fetch, env, recorder } = this.#deps;
    const mark = randomUUID();
    const providerDeps = {
      ...this.#deps,
      dir,
      mark: { [MARK_VARIABLE]: mark },
      onProcess: (pid: number) => this.#journal.addProcess({ pid, mark }),
    };
    const { provider, reason } =
      this.#deps.provider ?? (await chooseProvider(this.#options, site, providerDeps));
    this.#provider = provider.name;
    this.#onEvent({ type: 'provider-chosen', provider: provider.name, reason });
    this.#descriptorPath = pathOf(target) ?? `/${descriptorPath.replace(/^\//, '')}`;
    this.#descriptorUrl = `http://localhost:${targetPort}${this.#descriptorPath}`;
    const front = await startFront({
      port: localPort,
      target: `http://localhost:${targetPort}`,
      descriptorPath: this.#descriptorPath,
      // A dev instance may come back at another port.
      keyServer: () => keysOf(this.#siteNow()) ?? readEnv(env, 'CONNECT_KEYS_CDN_URL'),
      inspectorPort,
      recorder,
      onRecording: recordsWebhooks === true ? (recording) => void this.#tellOf(recording) : undefined,
      clock,
      fetch,
      signal: this.#tunnelEnd.signal,
      onExchange: (exchange) => this.#onEvent({ type: 'exchange', exchange }),
    });
    this.#front = front;
    const giveUp = () => this.#tunnelEnd.abort();
    signal.addEventListener('abort', giveUp, { once: true });
    this.#tunnel = await keepOpen(
      provider,
      front.port,
      this.#options,
      { clock, signal: this.#tunnelEnd.signal },
      {
        onUp: (url) => this.#moveTo(url),
        onDown: (why, retryInMs) => this.#onEvent({ type: 'tunnel-lost', reason: why, retryInMs }),
        onStatus: (status) => this.#onEvent({ type: 'tunnel-status', ...status }),
      },
    );
    signal.removeEventListener('abort', giveUp);
    signal.throwIfAborted();
    this.#setUrl(this.#tunnel.url);
  }

  async #tellOf(recording: Promise<Recorded>): Promise<void> {
    try {
      const { file, recording: recorded } = await recording;
      this.#onEvent({ type: 'recorded', file, id: recorded.id, webhookEvent: recorded.event });
    } catch (error) {
      this.#onEvent({ type: 'record-failed', error });
    }
  }

  #setUrl(url: string): void {
    this.#url = url;
    const front = this.#front;
    if (front === undefined) return;
    front.serveAs(url);
    this.#onEvent({ type: 'tunnel-opened', provider: this.#provider, url, localPort: front.port });
  }

  /** The tunnel has been opened again. The same address is no news to the site. */
  #moveTo(url: string): void {
    const isAnother = url !== this.#url;
    this.#setUrl(url);
    if (isAnother) this.#ask('address');
  }

  /** The add-on runs, or is about to. */
  async #live(site: SiteTarget, onReady: (controls: TunnelControls) => void): Promise<void> {
    const { signal } = this.#deps;
    const { goodbyePath: _, text: __, ...shown } = await this.#register(site);
    signal.throwIfAborted();
    this.#watcher = watchDescriptor(
      this.#options.dir,
      () => this.#ask('descriptor'),
      (error) => this.#onEvent({ type: 'register-failed', error }),
    );
    await this.#watcher;
    this.#onEvent({
      type: 'ready',
      ...shown,
      manageUrl: `${shown.productUrl}/plugins/servlet/upm`,
      inspectorUrl: this.#front?.inspectorUrl ?? '',
    });
    onReady({ reinstall: () => this.#ask('asked') });
    // The address may have changed while the add-on was being registered under the one before.
    if (this.#wanted !== undefined) this.#ask(this.#wanted);
    await Promise.race([this.#watchSite(), aborted(signal)]);
  }

  async #watchSite(): Promise<void> {
    await watchSite({
      ...this.#deps,
      site: () => this.#siteNow(),
      installed: () => (this.#working === undefined ? this.#registered : undefined),
      onAway: (message) => this.#onEvent({ type: 'site-away', site: this.#siteNow().name, message }),
      onBack: (site) => {
        const isElsewhere = site.origin !== this.#siteNow().origin;
        this.#site = site;
        this.#onEvent({ type: 'site-back', site: site.name, origin: site.origin });
        if (isElsewhere) this.#ask('site');
      },
      onMissing: () => this.#ask('site'),
    });
  }

  /** What the add-on prints may have a secret in it that has passed. */
  #redacted(event: TunnelEvent): TunnelEvent {
    const front = this.#front;
    if (event.type !== 'addon-output' || front === undefined) return event;
    return { ...event, line: front.redact(event.line) };
  }

  #siteNow(): SiteTarget {
    if (this.#site === undefined) throw new Error('no site has been chosen yet');
    return this.#site;
  }

  /** Asks for another registration; what is asked for while one is being made comes after it. */
  #ask(because: AgainBecause): void {
    // A new address needs the most, and includes the rest.
    if (this.#wanted !== 'address') this.#wanted = because;
    if (this.#working !== undefined || this.#registered === undefined) return;
    this.#working = this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    while (this.#wanted !== undefined && !this.#deps.signal.aborted) {
      const because = this.#wanted;
      this.#wanted = undefined;
      try {
        await this.#again(because);
      } catch (error) {
        if (!this.#deps.signal.aborted) this.#onEvent({ type: 'register-failed', error });
      }
    }
  }

  async #again(because: AgainBecause): Promise<void> {
    const site = this.#siteNow();
    // The add-on compares tokens with the address in its environment, and the keys may be elsewhere as well.
    const addon = this.#addon;
    if (addon !== undefined && !addon.knows(this.#url, site)) await addon.start(this.#url, site);
    const before = this.#registered?.text;
    const registered = await this.#register(site, because === 'descriptor' ? before : undefined);
    const { goodbyePath: _, text: __, ...shown } = registered;
    this.#onEvent({ type: 'registered-again', because, ...shown });
  }

  /** An add-on that has to be told its address by hand needs one that stays. */
  #portAdvice(): readonly string[] {
    const { target, localPort } = this.#options;
    const port = this.#front?.port;
    if (this.#provider !== 'none' || target === undefined || localPort !== 0 || port === undefined) return [];
    return [`The port is another one at the next start, unless it is named: --local-port ${port}`];
  }

  /** @param before the descriptor that is not waited for */
  async #register(site: SiteTarget, before?: string) {
    const { product: asked, timeoutMs, replace } = this.#options;
    const url = this.#url;
    const isStarted = this.#addon !== undefined;
    const text = await readDescriptor(
      { ...this.#deps, url: this.#descriptorUrl, timeoutMs, isStarted },
      before,
    );
    const served = serveDescriptor(text, url);
    const { descriptor, product } = await checkDescriptor(
      served.text,
      this.#descriptorUrl,
      asked,
      site,
      this.#onEvent,
    );
    if (served.declared !== undefined && before === undefined) {
      this.#onEvent({ type: 'base-url-differs', declared: served.declared, used: served.baseUrl });
    }
    const descriptorUrl = `${url}${this.#descriptorPath}`;
    const localPort = this.#front?.port ?? 0;
    await waitUntilPublic({
      ...this.#deps,
      url: descriptorUrl,
      provider: this.#provider,
      served,
      localPort,
      timeoutMs,
    });
    this.#onEvent({ type: 'reachable', url: descriptorUrl });
    const { key } = descriptor;
    this.#deps.signal.throwIfAborted();
    this.#onEvent({ type: 'registering', site: site.name, product, key });
    this.#front?.takeRefusal();
    const addon = await this.#registrations
      .register(site, { product, key, descriptorUrl, replace }, this.#patience.signal)
      .catch((error: unknown) => {
        throw withRefusal(error, this.#front?.takeRefusal(), this.#portAdvice());
      });
    const uninstalled = stringAt(descriptor.lifecycle, 'uninstalled');
    this.#registered = {
      key: addon.key,
      name: addon.name,
      product,
      site: site.name,
      productUrl: productUrl(site, product),
      url: served.baseUrl,
      goodbyePath: uninstalled === undefined ? undefined : `${pathOf(served.baseUrl) ?? ''}${uninstalled}`,
      text,
    };
    return this.#registered;
  }
}

/** The proxy has seen why the add-on refused the install; the site knows its status only. */
function withRefusal(error: unknown, refusal: string | undefined, further: readonly string[]): unknown {
  if (refusal === undefined || !(error instanceof NotFineError) || error.code !== 'install-refused')
    return error;
  const { code, message, where } = error;
  return new NotFineError(code, message, {
    ...(where === undefined ? {} : { where }),
    nextSteps: [refusal, ...further],
    cause: error,
  });
}

function portOf(url: string): number {
  return Number(new URL(url).port || 80);
}

/** The path and query of an address; undefined for one that has none. */
function pathOf(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { pathname, search } = new URL(url);
  return pathname === '/' ? undefined : `${pathname}${search}`;
}
