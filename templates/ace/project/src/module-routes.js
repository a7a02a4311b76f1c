// @ts-check
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { requireContextToken } from './connect/context-token.js';
import { isLicensed } from './connect/licence.js';
import { siteOf } from './connect/site.js';
import { SiteClient } from './connect/site-client.js';
import { handle } from './handle.js';
import { HttpError } from './http-error.js';
import { modules } from './modules/index.js';
import { allowFraming } from './security-headers.js';
import { renderPage } from './views/layout.js';

/**
 * The routes of the modules. None runs before the framework knows who is asking.
 * @param {object} options
 * @param {import('atlassian-connect-express').AddOn} options.addon
 * @param {import('./storage/delivery-log.js').DeliveryLog} options.deliveries
 * @param {string} options.basePath
 */
export function moduleRoutes({ addon, deliveries, basePath }) {
  const routes = Router();
  for (const module of /** @type {readonly import('./modules/module.js').Module[]} */ (modules)) {
    if (module.kind === 'page') addPage(module);
    else if (module.kind === 'fragment') addFragment(module);
    else addWebhook(module);
  }
  return routes;

  /** @param {import('./modules/module.js').Page} page */
  function addPage({ path, layout, render }) {
    // The product has signed the URL, so it is the product that says what the person is looking at.
    routes.get(
      path,
      addon.authenticate(),
      handle(async (request, response) => {
        const content = await render({ ...(await licensedCaller(request)), about: aboutOfUrl(request) });
        const { clientKey, hostScriptUrl } = request.context;
        const { baseUrl, displayUrl = baseUrl } = await addon.loadClientInfo(clientKey);
        allowFraming(response, [baseUrl, displayUrl], hostScriptUrl);
        const page = {
          title: addon.name,
          basePath,
          hostScriptUrl,
          layout,
          content,
          refreshPath: `/api${path}`,
        };
        response.send(renderPage(page).text);
      }),
    );

    // What it is about is part of the token: taken from the URL, anything could be asked for.
    routes.get(
      `/api${path}`,
      addon.checkValidToken(),
      requireContextToken,
      handle(async (request, response) => {
        const content = await render({ ...(await licensedCaller(request)), about: aboutOfToken(request) });
        response.send(content.text);
      }),
    );
  }

  /** @param {import('./modules/module.js').Fragment} fragment */
  function addFragment({ path, render }) {
    routes.get(
      path,
      addon.authenticate(),
      handle(async (request, response) => {
        response.send((await render({ ...(await licensedCaller(request)), query: request.query })).text);
      }),
    );
  }

  /**
   * The framework would answer the product before anything has been done, and lose what goes wrong. Here the product hears
   * of it, and sends the webhook again.
   * @param {import('./modules/module.js').Webhook} webhook
   */
  function addWebhook({ path, receive }) {
    routes.post(
      path,
      addon.authenticate(),
      handle(async (request, response) => {
        const id = request.get('X-Atlassian-Webhook-Identifier') ?? randomUUID();
        await receive({ ...callerOf(request), query: request.query, id, body: request.body });
        response.sendStatus(204);
      }),
    );
  }

  /** @param {import('express').Request} request */
  async function licensedCaller(request) {
    // The product tells it to the add-on, and not to every person.
    const asAddon = new SiteClient(request.context.http);
    if (!(await isLicensed(addon, asAddon)))
      throw new HttpError(402, `${addon.name} has no licence on this site. Its administrator can get one.`);
    return callerOf(request);
  }

  /**
   * @param {import('express').Request} request
   * @returns {import('./modules/module.js').Caller}
   */
  function callerOf(request) {
    const { clientKey, hostBaseUrl, userAccountId } = request.context;
    return { clientKey, siteUrl: hostBaseUrl, accountId: userAccountId, site: siteOf(request), deliveries };
  }
}

/**
 * @param {import('express').Request} request
 * @returns {import('./modules/module.js').About}
 */
function aboutOfUrl({ query }) {
  const text = (/** @type {unknown} */ value) =>
    typeof value === 'string' && value !== '' ? value : undefined;
  return {
    issue: text(query.issue),
    project: text(query.project),
    content: text(query.content),
    space: text(query.space),
  };
}

/**
 * @param {import('express').Request} request
 * @returns {import('./modules/module.js').About}
 */
function aboutOfToken({ context: { context: { jira, confluence } = {} } }) {
  return {
    issue: jira?.issue?.key,
    project: jira?.project?.key,
    content: confluence?.content?.id,
    space: confluence?.space?.key,
  };
}
