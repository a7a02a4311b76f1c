// @ts-check
import { Router } from 'express';
import { handle } from '../handle.js';

/**
 * What Atlassian tells the add-on about its installs.
 * https://developer.atlassian.com/cloud/jira/platform/connect-app-descriptor/#lifecycle
 * @param {object} options
 * @param {import('atlassian-connect-express').AddOn} options.addon
 * @param {import('../storage/settings-store.js').SettingsStore} options.store
 * @param {import('../storage/delivery-log.js').DeliveryLog} options.deliveries
 */
export function lifecycleRoutes({ addon, store, deliveries }) {
  const routes = Router();

  // Signed by Atlassian with RS256. Sent again on updates, with a new secret each time: the one that came last counts.
  routes.post('/installed', addon.verifyInstallation(), addon.postInstallation());

  // Signed in the same way, for which the framework has no route of its own: addon.authenticate() would refuse it.
  routes.post(
    '/uninstalled',
    addon.authenticateInstall(),
    handle(async (request, response) => {
      await deliveries.forget(request.body.clientKey);
      await store.forget(request.body.clientKey);
      response.sendStatus(204);
    }),
  );

  // Signed with the secret of the site.
  for (const event of ['enabled', 'disabled']) {
    routes.post(`/${event}`, addon.authenticate(), (_request, response) => void response.sendStatus(204));
  }
  return routes;
}
