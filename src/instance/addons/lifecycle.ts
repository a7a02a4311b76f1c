import type { Site } from '../site.ts';
import type { Deliverer, DeliveryResult } from './deliver.ts';
import type { HostSigner } from './host-signer.ts';
import { baseUrlOf, type Installation, joinUrl, usesJwt } from './installation.ts';
import { type LifecycleEvent, lifecyclePayload } from './lifecycle-payload.ts';

export interface Notification {
  /** Where the callback is, for messages. */
  readonly url: string;
  readonly result: DeliveryResult;
}

export interface LifecycleDeps {
  readonly site: Site;
  readonly signer: HostSigner;
  readonly deliverer: Deliverer;
  /** Milliseconds that a callback may take to answer. */
  readonly timeoutMs: number;
}

/**
 * Tells an add-on of an event: `installed` and `uninstalled` with RS256, the others with the secret that it shares.
 * @returns undefined when the descriptor names no callback for the event
 */
export async function notifyAddon(
  installation: Installation,
  event: LifecycleEvent,
  { site, signer, deliverer, timeoutMs }: LifecycleDeps,
): Promise<Notification | undefined> {
  const path = installation.descriptor.lifecycle?.[event];
  if (path === undefined) return undefined;
  const baseUrl = baseUrlOf(installation);
  const url = joinUrl(baseUrl, path);
  const host = site.products[installation.product];
  const request = { method: 'POST', url, baseUrl };
  const isAsymmetric = event === 'installed' || event === 'uninstalled';
  const token = !usesJwt(installation.descriptor)
    ? undefined
    : isAsymmetric
      ? await signer.signLifecycle(host, installation, request)
      : await signer.signRequest(host, installation, request, undefined);
  const result = await deliverer.send({
    kind: 'lifecycle',
    addonKey: installation.descriptor.key,
    product: installation.product,
    url,
    body: lifecyclePayload(host, installation, event),
    headers: token === undefined ? {} : { Authorization: `JWT ${token}` },
    timeoutMs,
    tokenKind: token === undefined ? undefined : isAsymmetric ? 'RS256, install key' : 'HS256, shared secret',
  });
  return { url, result };
}
