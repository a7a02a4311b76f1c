import type { Environment, Fetch } from './context.ts';
import { readEnv } from './context.ts';

const LOOPBACK = 'localhost,127.0.0.1,[::1]';

/**
 * Node's own `fetch`, sent through the proxy that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name, never for loopback.
 * undici is loaded only where a proxy is named: it doubles the start-up time.
 */
export function createFetch(env: Environment): Fetch {
  const hasProxy = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].some(
    (name) => readEnv(env, name) !== undefined,
  );
  if (!hasProxy) return (url, init) => globalThis.fetch(url, init);
  let ready: Promise<void> | undefined;
  return async (url, init) => {
    ready ??= useProxy(env);
    await ready;
    return globalThis.fetch(url, init);
  };
}

async function useProxy(env: Environment): Promise<void> {
  const { EnvHttpProxyAgent, setGlobalDispatcher } = await import('undici');
  const named = readEnv(env, 'NO_PROXY') ?? readEnv(env, 'no_proxy');
  const noProxy = named === undefined ? LOOPBACK : `${named},${LOOPBACK}`;
  setGlobalDispatcher(new EnvHttpProxyAgent({ noProxy }));
}
