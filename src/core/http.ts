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
  const named = (name: string) => readEnv(env, name.toLowerCase()) ?? readEnv(env, name);
  const direct = named('NO_PROXY');
  // Everything is named, even as empty: undici would look into the process's own environment otherwise.
  setGlobalDispatcher(
    new EnvHttpProxyAgent({
      httpProxy: named('HTTP_PROXY') ?? '',
      httpsProxy: named('HTTPS_PROXY') ?? '',
      // The star stands for everything only when it stands alone.
      noProxy: direct === '*' ? direct : [direct, LOOPBACK].filter(Boolean).join(','),
    }),
  );
}
