import { createServer } from 'node:http';
import type { Clock, Environment, Fetch, System } from '../../core/context.ts';
import { type ConnectKitError, EnvironmentError, UsageError } from '../../core/errors.ts';
import { listenOnLoopback } from '../../core/loopback-server.ts';
import { startProcessTree } from '../../dev/process-tree.ts';
import { offline } from '../offline.ts';
import { aborted, type OpenTunnel, StatusListeners, type TunnelProvider } from '../provider.ts';
import { errorOf, isAboutNetwork, quickTunnelUrl } from './cloudflared-output.ts';
import { findProgram } from './find-program.ts';

export interface CloudflaredDeps {
  readonly dir: string;
  readonly env: Environment;
  readonly system: System;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** A tunnel that has been made with `cloudflared tunnel create`; a quick one, with a new address each time, unless given. */
  readonly tunnelName: string | undefined;
  /** Told of the process, so that a crash of ours need not leave it running. */
  readonly onProcess?: (pid: number) => Promise<void>;
  /** The environment variable that marks the process as ours. */
  readonly mark?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 45_000;
const READY_INTERVAL_MS = 250;
const WATCH_INTERVAL_MS = 5_000;
const KEPT_LINES = 5;

/** Tunnels of Cloudflare, through the program cloudflared, which must be installed. */
export function cloudflared(deps: CloudflaredDeps): TunnelProvider {
  return {
    name: 'cloudflared',
    open: async (localPort, { domain }, signal) => {
      const args = argumentsFor(deps.tunnelName, domain);
      const program = await findProgram('cloudflared', deps.env, deps.system.platform);
      if (program === undefined) throw notInstalled();
      return run(program, args, localPort, domain, deps, signal);
    },
  };
}

/** What stands before and after the flags that every tunnel has. Names end up in a command line: they are words. */
function argumentsFor(tunnelName: string | undefined, domain: string | undefined): readonly string[] {
  if (tunnelName === undefined) {
    if (domain === undefined) return [];
    throw new UsageError(
      'tunnel-name-missing',
      'A quick tunnel of Cloudflare has an address of its own choice.',
      {
        nextSteps: [
          'Name the tunnel that the domain belongs to: --tunnel-name my-tunnel --domain my-addon.example.com',
        ],
      },
    );
  }
  if (!/^[\w][\w.-]*$/.test(tunnelName)) {
    throw new UsageError(
      'tunnel-name-invalid',
      `${JSON.stringify(tunnelName)} is not the name of a tunnel.`,
      {
        nextSteps: ['`cloudflared tunnel list` shows them.'],
      },
    );
  }
  if (domain === undefined) {
    throw new UsageError('domain-missing', `The address of the tunnel ${tunnelName} is not known.`, {
      nextSteps: [`Name it: --tunnel-name ${tunnelName} --domain my-addon.example.com`],
    });
  }
  return ['run', tunnelName];
}

async function run(
  program: string,
  args: readonly string[],
  localPort: number,
  domain: string | undefined,
  deps: CloudflaredDeps,
  signal: AbortSignal,
): Promise<OpenTunnel> {
  const metrics = await freePort();
  const flags = ['--no-autoupdate', '--metrics', `127.0.0.1:${metrics}`];
  const target = ['--url', `http://localhost:${localPort}`];
  const words = args.length === 0 ? [...flags, ...target] : [...flags, 'run', ...target, ...args.slice(1)];
  const lines: string[] = [];
  let announce: (url: string) => void = () => {};
  const announced = new Promise<string>((resolve) => {
    announce = resolve;
  });
  const process = startProcessTree({
    command: [JSON.stringify(program), 'tunnel', ...words].join(' '),
    cwd: deps.dir,
    env: { ...deps.env, ...deps.mark },
    system: deps.system,
    onLine: (line) => {
      lines.push(line);
      const url = quickTunnelUrl(line);
      if (url !== undefined) announce(url);
    },
  });
  await deps.onProcess?.(process.pid);
  const over = new AbortController();
  const ended = process.ended.then(() => {
    over.abort();
    return reasonIn(lines);
  });
  const watching = AbortSignal.any([signal, over.signal]);
  const listeners = new StatusListeners();
  try {
    const url =
      domain === undefined
        ? await within(START_TIMEOUT_MS, announced, ended, lines, deps.clock, signal)
        : `https://${domain.replace(/^https:\/\//, '').replace(/\/+$/, '')}`;
    await within(START_TIMEOUT_MS, untilReady(metrics, deps, watching), ended, lines, deps.clock, signal);
    void watch(metrics, deps, watching, listeners);
    const asked = aborted(signal).then(async () => {
      await process.stop();
      return undefined;
    });
    const closed = Promise.race([asked, ended.then(({ message }) => message)]).then((reason) =>
      signal.aborted ? undefined : reason,
    );
    return { url, closed, onStatus: (listener) => listeners.add(listener) };
  } catch (error) {
    over.abort();
    await process.stop();
    throw error;
  }
}

/** The result of `work`, unless the process ends, the time is over or the signal aborts before. */
async function within<T>(
  ms: number,
  work: Promise<T>,
  ended: Promise<ConnectKitError>,
  lines: readonly string[],
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  const over = new AbortController();
  const tooLong = clock.sleep(ms, AbortSignal.any([signal, over.signal])).then((): never => {
    throw reasonIn(lines);
  });
  const gone = ended.then((error): never => {
    throw error;
  });
  for (const promise of [tooLong, gone, work]) promise.catch(() => {});
  try {
    return await Promise.race([work, tooLong, gone]);
  } finally {
    over.abort();
  }
}

/** cloudflared's metrics server answers `/ready` with 200 as long as it is connected to Cloudflare. */
async function isReady(metrics: number, fetch: Fetch, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${metrics}/ready`, { signal });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

async function untilReady(
  metrics: number,
  { fetch, clock }: CloudflaredDeps,
  signal: AbortSignal,
): Promise<void> {
  while (!(await isReady(metrics, fetch, signal))) await clock.sleep(READY_INTERVAL_MS, signal);
}

async function watch(
  metrics: number,
  { fetch, clock }: CloudflaredDeps,
  signal: AbortSignal,
  listeners: StatusListeners,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(WATCH_INTERVAL_MS, signal).catch(() => {});
    if (signal.aborted) return;
    listeners.tell({ state: (await isReady(metrics, fetch, signal)) ? 'connected' : 'reconnecting' });
  }
}

function reasonIn(lines: readonly string[]): ConnectKitError {
  const errors = lines.flatMap((line) => errorOf(line) ?? []);
  const network = errors.find(isAboutNetwork);
  if (network !== undefined) return offline('Cloudflare', network);
  const reason = errors.at(-1);
  return new EnvironmentError(
    'cloudflared-failed',
    reason === undefined
      ? 'cloudflared did not open a tunnel.'
      : `cloudflared did not open a tunnel: ${reason}`,
    {
      where: 'cloudflared tunnel',
      nextSteps: [
        ...lines.slice(-KEPT_LINES).map((line) => `It said: ${line}`),
        'Quick tunnels do not work while there is a config.yml in ~/.cloudflared: name a tunnel, or move the file away.',
      ],
    },
  );
}

function notInstalled(): EnvironmentError {
  return new EnvironmentError('cloudflared-not-installed', 'The program cloudflared is not installed.', {
    where: 'PATH',
    nextSteps: [
      'Install it: https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/downloads/',
      'Or take another tunnel: --provider ngrok, or --url https://… for one of your own.',
    ],
  });
}

async function freePort(): Promise<number> {
  const server = await listenOnLoopback(() => createServer(), 0);
  await server.close();
  return server.port;
}
