import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Exchange } from '../../src/proxy/exchange.ts';
import { type InspectedProxyOptions, startInspectedProxy } from '../../src/proxy/inspected-proxy.ts';
import { createRecorder } from '../../src/webhook/record/recorder.ts';
import { type FakeAddon, startFakeAddon } from './fake-addon.ts';
import type { Method } from './installed-addon.ts';
import { signWith, toldBy } from './installed-addon.ts';
import { createTempDir } from './temp-dir.ts';
import { startTestInstance } from './test-instance.ts';

/** An add-on behind a proxy with an inspector, which a dev instance knows by the proxy's address. */
export async function startInspected(
  options: Partial<InspectedProxyOptions> & { readonly addon?: FakeAddon } = {},
) {
  const instance = await startTestInstance();
  const addon = options.addon ?? (await startFakeAddon());
  const recordings = path.join(await createTempDir(), 'recordings');
  const exchanges: Exchange[] = [];
  const waiting: (() => void)[] = [];
  const front = await startInspectedProxy({
    port: 0,
    inspectorPort: 0,
    target: addon.baseUrl,
    descriptorPath: '/atlassian-connect.json',
    keyServer: () => `${instance.origin}/install-keys`,
    clock: { now: () => Date.now(), sleep: (ms, signal) => delay(ms, undefined, { signal }) },
    fetch: (url, init) => fetch(url, init),
    signal: new AbortController().signal,
    recorder: await createRecorder({
      folder: recordings,
      redaction: {},
      newId: randomUUID,
      system: { pid: process.pid, kill: (pid, signal) => void process.kill(pid, signal) },
    }),
    onExchange: (exchange) => {
      exchanges.push(exchange);
      for (const resolve of waiting.splice(0)) resolve();
    },
    ...options,
  });
  onTestFinished(() => front.close());
  front.proxy.setPublicUrl(front.proxy.url);
  const inspector = new URL(front.inspector.url).origin;
  /** The first exchange that fits, however long it takes to come. */
  const seen = async (fits: (exchange: Exchange) => boolean): Promise<Exchange> => {
    for (;;) {
      const found = exchanges.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  /** To the inspector's API, as its own page does. */
  const ask = (method: string, target: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${inspector}${target}`, {
      method,
      headers: { 'X-Connect-Kit-Inspector': front.inspector.token, ...headers },
    });
  return {
    addon,
    instance,
    front,
    recordings,
    exchanges,
    seen,
    install: () => instance.services.installer.install('jira', `${front.proxy.url}/atlassian-connect.json`),
    secret: () => String(toldBy(addon)['sharedSecret'] ?? ''),
    /** A request as the product would make it, signed by Atlassian's own library. */
    asProduct: (method: Method, target: string, { signedFor = target, init = {} }: Signed = {}) => {
      const { clientKey, sharedSecret } = toldBy(addon);
      const token = signWith(String(sharedSecret), method, signedFor, { iss: clientKey });
      return fetch(`${front.proxy.url}${target}`, {
        method,
        ...init,
        headers: { Authorization: `JWT ${token}`, ...init.headers },
      });
    },
    ask,
    /** What the inspector's API answers. */
    askJson: async (method: string, target: string) => JSON.parse(await (await ask(method, target)).text()),
  };
}

interface Signed {
  /** The request that the token is for, where that is another. */
  readonly signedFor?: string;
  readonly init?: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
}
