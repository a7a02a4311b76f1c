import { createQueryStringHash, encodeSymmetric, fromMethodAndUrl } from '@atlassian/atlassian-jwt';
import { stringAt } from '../../src/core/json.ts';
import type { Instance } from '../../src/instance/instance.ts';
import { type FakeAddon, startFakeAddon } from './fake-addon.ts';
import { clientOf, startTestInstance } from './test-instance.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** What the add-on was told last by `installed`. */
export function toldBy(addon: FakeAddon): Readonly<Record<string, unknown>> {
  return JSON.parse(addon.receivedAt('/installed').at(-1)?.body ?? '{}');
}

/** A token of an add-on for one request, made by Atlassian's own library. */
export function signWith(
  secret: string,
  method: Method,
  path: string,
  claims: Readonly<Record<string, unknown>> = {},
): string {
  const iat = Math.floor(Date.now() / 1000);
  const qsh = createQueryStringHash(fromMethodAndUrl(method, path.replace(/^\/wiki/, '')));
  return encodeSymmetric({ iss: 'fake-addon', iat, exp: iat + 180, qsh, ...claims }, secret);
}

/** An add-on that is installed in a dev instance, and its calls. */
export async function startInstalled(
  descriptor: Readonly<Record<string, unknown>> = {},
  { product = 'jira', instance }: { product?: 'jira' | 'confluence'; instance?: Instance } = {},
) {
  const addon = await startFakeAddon(descriptor);
  const site = instance ?? (await startTestInstance());
  await site.services.installer.install(product, addon.descriptorUrl);
  const secret = () => stringAt(toldBy(addon), 'sharedSecret') ?? '';
  const client = clientOf(site);
  return {
    addon,
    instance: site,
    client,
    secret,
    told: () => toldBy(addon),
    /** With a token that fits, as the add-on. */
    call: (method: Method, path: string, body?: unknown) =>
      client.addon(method, path, signWith(secret(), method, path), body),
  };
}
