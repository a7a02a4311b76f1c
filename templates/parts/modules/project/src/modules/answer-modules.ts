import type { Addon } from '../addon.ts';
import type { Caller } from '../connect/authenticator.ts';
import { isLicensed, saysLicensed } from '../connect/licence.ts';
import { queryOf } from '../connect/query-hash.ts';
import { HttpError } from '../http-error.ts';
import { answerNothing, answerPage, answerPart } from '../responses.ts';
import type { Route } from '../route.ts';
import { WebhookLog } from '../storage/webhook-log.ts';
import type { Fragment, Module, ModuleInput, Page, Webhook } from './module.ts';
import { siteAccess } from './site-access.ts';
import { subjectOfToken, subjectOfUrl } from './subject.ts';

/** The routes of modules. Each finds out who is asking before it does anything else. */
export function moduleRoutes(addon: Addon, modules: readonly Module[]): readonly Route[] {
  return modules.flatMap((module) => {
    if (module.kind === 'page') return pageRoutes(addon, module);
    return [module.kind === 'webhook' ? webhookRoute(addon, module) : fragmentRoute(addon, module)];
  });
}

function pageRoutes(addon: Addon, page: Page): readonly Route[] {
  const refreshPath = `/api${page.path}`;
  return [
    {
      method: 'GET',
      path: page.path,
      answer: async (request) => {
        const caller = await addon.authenticator.frame(request);
        const input = inputFor(addon, caller, queryOf(request.target));
        checkLicence(addon, input.query, caller);
        const subject = subjectOfUrl(page.about, input.query);
        const content = await page.render({ ...input, subject });
        return answerPage(addon, caller.tenant, { content, layout: page.layout, refreshPath });
      },
    },
    {
      method: 'GET',
      path: refreshPath,
      answer: async (request) => {
        const caller = await addon.authenticator.ownPage(request);
        // The token fits any URL, so nothing is taken from this one.
        const input = inputFor(addon, caller, new URLSearchParams());
        checkLicence(addon, input.query, caller);
        const subject = subjectOfToken(page.about, caller.claims.context);
        return answerPart(await page.render({ ...input, subject }));
      },
    },
  ];
}

function webhookRoute(addon: Addon, { path, receive }: Webhook): Route {
  return {
    method: 'POST',
    path,
    answer: async (request) => {
      const caller = await addon.authenticator.host(request);
      const site = addon.clients.asAddon(caller.tenant);
      await receive({
        ...inputFor(addon, caller, queryOf(request.target)),
        site,
        deliveryId: request.header('X-Atlassian-Webhook-Identifier') ?? crypto.randomUUID(),
        body: await request.json(),
        receivedAt: new Date(addon.now()),
        isLicensed: () => isLicensed(site, addon.descriptor.key),
      });
      return answerNothing();
    },
  };
}

/** Products put the token into the header or into the URL, depending on the module. */
function fragmentRoute(addon: Addon, { path, render }: Fragment): Route {
  return {
    method: 'GET',
    path,
    answer: async (request) => {
      const { authenticator } = addon;
      const isHeader = request.authorization !== undefined;
      const caller = await (isHeader ? authenticator.host(request) : authenticator.frame(request));
      return answerPart(await render(inputFor(addon, caller, queryOf(request.target))));
    },
  };
}

function inputFor(addon: Addon, caller: Caller, query: URLSearchParams): ModuleInput {
  const { tenant, claims } = caller;
  return {
    ...siteAccess(addon.clients, caller),
    addonName: addon.descriptor.name,
    tenant,
    accountId: claims.accountId,
    webhooks: new WebhookLog(addon.database, tenant.clientKey),
    query,
  };
}

/** `enableLicensing` in the descriptor is what makes an add-on a paid one. */
function checkLicence({ descriptor }: Addon, query: URLSearchParams, { claims }: Caller): void {
  if (!descriptor.isPaid || saysLicensed(query, claims.context)) return;
  throw new HttpError(402, 'This site has no active licence of the add-on. Its administrator can get one.');
}
