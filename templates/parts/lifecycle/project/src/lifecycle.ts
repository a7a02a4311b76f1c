import type { Addon } from './addon.ts';
import { isProduct, isTrustedSite } from './connect/host.ts';
import { HttpError } from './http-error.ts';
import { textAt } from './json.ts';
import { answerNothing } from './responses.ts';
import type { Route } from './route.ts';
import type { Tenant } from './storage/tenant-store.ts';

/**
 * What Atlassian tells the add-on about its installs.
 * https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/#lifecycle
 */
export function lifecycleRoutes(addon: Addon): readonly Route[] {
  const { authenticator, tenants } = addon;

  // Sent again on updates, and when a secret is renewed or a site gets another address. The secret that came last counts.
  const installed = post('/lifecycle/installed', async (request) => {
    const { clientKey } = await authenticator.install(request);
    const body = await request.json();
    checkSender(body, clientKey, addon.descriptor.key);
    await tenants.save(readTenant(body, clientKey, addon.installKeysUrl));
  });

  const uninstalled = post('/lifecycle/uninstalled', async (request) => {
    const { clientKey } = await authenticator.install(request);
    checkSender(await request.json(), clientKey, addon.descriptor.key);
    await tenants.uninstall(clientKey, new Date(addon.now()));
  });

  const enabled = post('/lifecycle/enabled', async (request) => {
    const { tenant } = await authenticator.host(request);
    await tenants.setEnabled(tenant.clientKey, true);
  });

  const disabled = post('/lifecycle/disabled', async (request) => {
    const { tenant } = await authenticator.host(request);
    await tenants.setEnabled(tenant.clientKey, false);
  });

  return [installed, uninstalled, enabled, disabled];
}

function post(path: string, handle: (request: Parameters<Route['answer']>[0]) => Promise<void>): Route {
  return {
    method: 'POST',
    path,
    answer: async (request) => {
      await handle(request);
      return answerNothing();
    },
  };
}

/** The signature covers the token only, so the body must agree with it. */
function checkSender(body: unknown, clientKey: string, addonKey: string): void {
  if (textAt(body, 'clientKey') !== clientKey) {
    throw new HttpError(401, 'The token was issued by another site than the one in the body.');
  }
  if (textAt(body, 'key') !== addonKey) throw new HttpError(400, 'The event is about another add-on.');
}

function readTenant(body: unknown, clientKey: string, installKeysUrl: string): Omit<Tenant, 'isEnabled'> {
  const product = textAt(body, 'productType')?.toLowerCase();
  const baseUrl = readUrl(textAt(body, 'baseUrl'));
  const sharedSecret = textAt(body, 'sharedSecret');
  if (!isProduct(product)) throw new HttpError(400, 'The event has no known "productType".');
  if (baseUrl === undefined || !isTrustedSite(baseUrl, installKeysUrl))
    throw new HttpError(400, 'The event has no usable "baseUrl".');
  if (sharedSecret === undefined) throw new HttpError(400, 'The event has no "sharedSecret".');
  const displayUrl = readUrl(textAt(body, 'displayUrl')) ?? baseUrl;
  const oauthClientId = textAt(body, 'oauthClientId');
  return { clientKey, product, baseUrl, displayUrl, sharedSecret, oauthClientId };
}

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined;
}
