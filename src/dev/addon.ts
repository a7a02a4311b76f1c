import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { EnvironmentError } from '../core/errors.ts';
import { listenOnLoopback } from '../core/loopback-server.ts';
import type { Instance } from '../instance/instance.ts';
import { judgeAddonRequest } from '../instance/judge-addon-request.ts';
import { startProxy } from '../proxy/proxy.ts';
import { addonEnvironment } from './addon-environment.ts';
import { withBaseUrl } from './base-url.ts';
import type { OnDevEvent } from './events.ts';
import { MARK_VARIABLE, rememberProcess } from './leftover.ts';
import type { DevDeps, DevOptions } from './options.ts';
import { startProcessTree } from './process-tree.ts';
import type { Resources } from './resources.ts';

/** The add-on's server and the proxy in front of it. */
export interface DevAddon {
  /** One or more. */
  readonly descriptors: readonly DescriptorPlace[];
  /** Address of the proxy, without a trailing slash. */
  readonly proxyUrl: string;
  /** From now on the proxy serves the descriptor at the path with this base URL. */
  rewriteBaseUrl(path: string, baseUrl: string): void;
  /** The work's result; rejects when the add-on's process ends before the work does. */
  unlessItEnds<T>(work: Promise<T>): Promise<T>;
}

export interface DescriptorPlace {
  /** Where the add-on itself answers it. */
  readonly url: string;
  /** Path and query, below the add-on and below the proxy. */
  readonly path: string;
}

/** Starts the add-on's own command with its addresses in the environment. */
export async function startAddon(
  command: string,
  options: DevOptions,
  instance: Instance,
  deps: DevDeps,
  onEvent: OnDevEvent,
  resources: Resources,
): Promise<DevAddon> {
  const { dir } = options;
  const port = await findFreePort();
  const paths = options.descriptorPaths.map(withSlash);
  const addon = await putProxyInFront(port, paths, options, instance, deps, resources);
  const mark = randomUUID();
  onEvent({ type: 'addon-starting', command });
  const process = startProcessTree({
    command,
    cwd: dir,
    env: {
      ...addonEnvironment(deps.env, { ...instance, port, baseUrl: addon.proxyUrl }),
      [MARK_VARIABLE]: mark,
    },
    system: deps.system,
    onLine: (line) => onEvent({ type: 'addon-output', line: instance.services.secrets.redact(line) }),
  });
  resources.process = process;
  await rememberProcess(dir, { pid: process.pid, mark });
  const died = process.ended.then((exitCode): never => {
    throw new EnvironmentError(
      'addon-exited',
      `The add-on's process ended${exitCode === undefined ? '' : ` with exit code ${exitCode}`}.`,
      { where: `${command} (in ${dir})`, nextSteps: ['Its last lines, above, say why.'] },
    );
  });
  // The process also ends when everything does; only a race that is still on cares.
  died.catch(() => {});
  return { ...addon, unlessItEnds: (work) => Promise.race([work, died]) };
}

/**
 * Uses an add-on that somebody else has started.
 * @param url of its descriptor, on this machine
 */
export async function useRunningAddon(
  url: string,
  options: DevOptions,
  instance: Instance,
  deps: DevDeps,
  resources: Resources,
): Promise<DevAddon> {
  const { port, pathname, search } = new URL(url);
  const paths = [`${pathname}${search}`, ...options.descriptorPaths.map(withSlash)];
  const addon = await putProxyInFront(
    Number(port || 80),
    [...new Set(paths)],
    options,
    instance,
    deps,
    resources,
  );
  return { ...addon, unlessItEnds: (work) => work };
}

async function putProxyInFront(
  targetPort: number,
  paths: readonly string[],
  { addonPort }: DevOptions,
  { services }: Instance,
  { clock }: DevDeps,
  resources: Resources,
): Promise<Omit<DevAddon, 'unlessItEnds'>> {
  const servedBaseUrls = new Map<string, string>();
  const proxy = await startProxy({
    port: addonPort,
    portFlag: '--addon-port',
    target: `http://localhost:${targetPort}`,
    clock,
    judge: (request) =>
      request.method === 'GET' && paths.includes(request.url)
        ? Promise.resolve({ kind: 'descriptor', addonKey: null, verdict: null })
        : judgeAddonRequest(request, services),
    onExchange: (exchange) => services.traffic.add(exchange),
    rewrite: (path) => {
      const baseUrl = servedBaseUrls.get(path);
      return baseUrl === undefined ? undefined : (text) => withBaseUrl(text, baseUrl);
    },
  });
  resources.proxy = proxy;
  return {
    descriptors: paths.map((path) => ({ path, url: `http://localhost:${targetPort}${path}` })),
    proxyUrl: `http://localhost:${proxy.port}`,
    rewriteBaseUrl: (path, baseUrl) => void servedBaseUrls.set(path.split('?')[0] ?? path, baseUrl),
  };
}

function withSlash(path: string): string {
  return `/${path.replace(/^\//, '')}`;
}

/** A port that was free a moment ago, for a server that wants to be told its port. */
async function findFreePort(): Promise<number> {
  const server = await listenOnLoopback(() => createServer(), 0);
  await server.close();
  return server.port;
}
