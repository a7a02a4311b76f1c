import type { Clock, Fetch } from '../core/context.ts';
import type { Delivery } from '../webhook/delivery.ts';
import type { Recorded, Recorder } from '../webhook/record/recorder.ts';
import { adviseInstall } from './advise-install.ts';
import type { Exchange } from './exchange.ts';
import { type Inspector, startInspector } from './inspector/inspector.ts';
import { createInstallJudge, INSTALL_KEYS } from './judge-install.ts';
import { KeptDeliveries } from './kept-deliveries.ts';
import { KnownAddon } from './known-addon.ts';
import { KnownInstalls } from './known-installs.ts';
import { type ProxyOptions, type RunningProxy, startProxy } from './proxy.ts';
import { TrafficLog } from './traffic-log.ts';

export interface InspectedProxyOptions
  extends Pick<
    ProxyOptions,
    | 'port'
    | 'portFlag'
    | 'target'
    | 'publicUrl'
    | 'allowedHosts'
    | 'hidesHost'
    | 'descriptorPath'
    | 'timeouts'
  > {
  /** Of the inspector; 0 takes a free one. */
  readonly inspectorPort: number;
  /** Where deliveries are saved; without one, none can be. */
  readonly recorder?: Recorder | undefined;
  /** With it, and a recorder, each webhook is saved as it passes, and told when it is written or cannot be. */
  readonly onRecording?: ((recording: Promise<Recorded>) => void) | undefined;
  /** Base URL of the server of keys that sign installs, as it is now; Atlassian's unless given. */
  readonly keyServer?: (() => string | undefined) | undefined;
  readonly clock: Clock;
  readonly fetch: Fetch;
  /** Ends what is asked of the server of keys. */
  readonly signal: AbortSignal;
  /** Without secrets; `delivery` answers what was kept of it with them. */
  readonly onExchange?: (exchange: Exchange, delivery: Delivery) => void;
}

/** A proxy that knows what each request is worth, and a page that shows it. */
export interface InspectedProxy {
  readonly proxy: RunningProxy;
  readonly inspector: Inspector;
  /** `text` without the secrets that have passed. */
  redact(text: string): string;
  close(): Promise<void>;
}

/**
 * Starts a proxy that learns the secrets of installs as they pass, and judges each later request by them, together with
 * its inspector.
 * @throws {UsageError} when an address is none
 * @throws {EnvironmentError} when a port cannot be had
 */
export async function startInspectedProxy(options: InspectedProxyOptions): Promise<InspectedProxy> {
  const { clock, onExchange, onRecording } = options;
  const addon = new KnownAddon();
  const installs = new KnownInstalls();
  const log = new TrafficLog();
  const deliveries = new KeptDeliveries();
  const recorder = options.recorder && recorderThatKnows(installs, options.recorder);
  const writing = new Set<Promise<unknown>>();
  const save = (delivery: Delivery) => {
    if (recorder === undefined || onRecording === undefined) return;
    const recording = recorder.record(delivery);
    writing.add(recording);
    const forget = () => void writing.delete(recording);
    recording.then(forget, forget);
    onRecording(recording);
  };
  log.redactWith((text) => installs.redact(text));
  addon.servedAs(options.publicUrl);
  const started = await startProxy({
    ...options,
    // Nobody looks at most of them.
    leavesMessages: true,
    judge: createInstallJudge({
      ...options,
      addon,
      installs,
      keyServer: () => options.keyServer?.() ?? INSTALL_KEYS,
    }),
    onDescriptor: (text) => addon.see(text),
    onAnswer: ({ method, url, body }, status) => {
      if (method !== 'POST' || !isInstallPath(url, addon)) return;
      installs.see(body());
      // What the product takes for a success.
      if (status === 200 || status === 204) installs.accept(body());
    },
    remark: (delivery) => adviseInstall(delivery, addon),
    onExchange: (exchange, toDelivery) => {
      const delivery = toDelivery();
      installs.see(delivery.request.body);
      const kept = log.add(exchange);
      deliveries.add(kept.id, delivery);
      if (kept.kind === 'webhook') save(delivery);
      onExchange?.(kept, delivery);
    },
  });
  const proxy: RunningProxy = {
    ...started,
    setPublicUrl: (url) => {
      started.setPublicUrl(url);
      addon.servedAs(url);
    },
  };
  try {
    const inspector = await startInspector({
      ...{ port: options.inspectorPort, clock, proxy, addon, installs, log, deliveries, recorder },
      target: options.target,
    });
    return {
      proxy,
      inspector,
      redact: (text) => installs.redact(text),
      close: async () => {
        await Promise.all([proxy.close(), inspector.close()]);
        await Promise.allSettled(writing);
      },
    };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

/** A recorder that leaves out the secrets that have passed until then, too. */
function recorderThatKnows(installs: KnownInstalls, recorder: Recorder): Recorder {
  return {
    record: (delivery, secrets = []) => recorder.record(delivery, [...installs.secrets, ...secrets]),
  };
}

/** Anybody can post something that looks like an install; only where the add-on takes them is its yes worth anything. */
function isInstallPath(url: string, addon: KnownAddon): boolean {
  return addon.key === undefined || addon.lifecycleAt(url.split('?')[0] ?? '') === 'installed';
}
