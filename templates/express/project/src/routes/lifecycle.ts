import { Router } from 'express';
import type { Authentication } from '../connect/authentication.ts';
import { HttpError } from '../http-error.ts';
import { textAt } from '../json.ts';
import { readJsonBody } from '../json-body.ts';
import type { Tenant, TenantStore } from '../storage/tenant-store.ts';
import type { WebhookLog } from '../storage/webhook-log.ts';

export interface LifecycleOptions {
  readonly addonKey: string;
  readonly authentication: Authentication;
  readonly tenants: TenantStore;
  readonly webhooks: WebhookLog;
}

/**
 * What Atlassian tells the add-on about its installs.
 * https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/#lifecycle
 */
export function lifecycleRoutes({ addonKey, authentication, tenants, webhooks }: LifecycleOptions): Router {
  const routes = Router();

  // Sent again on updates, with a new secret each time: the secret that came last is the one that counts.
  routes.post(
    '/installed',
    authentication.install(async ({ clientKey }, request, response) => {
      const body = await readJsonBody(request, response);
      checkSender(body, clientKey, addonKey);
      const known = await tenants.find(clientKey);
      await tenants.save(readTenant(body, clientKey, known?.isEnabled ?? false));
      response.sendStatus(204);
    }),
  );

  routes.post(
    '/uninstalled',
    authentication.install(async ({ clientKey }, request, response) => {
      const body = await readJsonBody(request, response);
      checkSender(body, clientKey, addonKey);
      await webhooks.removeAll(clientKey);
      await tenants.remove(clientKey);
      response.sendStatus(204);
    }),
  );

  routes.post(
    '/enabled',
    authentication.host(async ({ tenant }, _request, response) => {
      await tenants.setEnabled(tenant.clientKey, true);
      response.sendStatus(204);
    }),
  );

  routes.post(
    '/disabled',
    authentication.host(async ({ tenant }, _request, response) => {
      await tenants.setEnabled(tenant.clientKey, false);
      response.sendStatus(204);
    }),
  );

  return routes;
}

/** The signature covers the token only, so the body must agree with it. */
function checkSender(body: unknown, clientKey: string, addonKey: string): void {
  if (textAt(body, 'clientKey') !== clientKey) {
    throw new HttpError(401, 'The token was issued by another site than the one in the body.');
  }
  if (textAt(body, 'key') !== addonKey) throw new HttpError(400, 'The event is about another add-on.');
}

function readTenant(body: unknown, clientKey: string, isEnabled: boolean): Tenant {
  const baseUrl = readUrl(textAt(body, 'baseUrl'));
  const sharedSecret = textAt(body, 'sharedSecret');
  if (baseUrl === undefined) throw new HttpError(400, 'The event has no usable "baseUrl".');
  if (sharedSecret === undefined) throw new HttpError(400, 'The event has no "sharedSecret".');
  const displayUrl = readUrl(textAt(body, 'displayUrl')) ?? baseUrl;
  return { clientKey, baseUrl, displayUrl, sharedSecret, isEnabled };
}

function readUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  return /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined;
}
