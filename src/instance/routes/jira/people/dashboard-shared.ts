import type { Dashboard } from '../../../jira/access/dashboards.ts';
import { userJson } from '../../../jira/json/user-json.ts';
import { jiraError } from '../../../product-error.ts';
import { actorOf, type JiraContext, type JiraRestDeps } from '../shared.ts';
import { shareJson } from './share-input.ts';
import { isAdmin, userContext } from './shared.ts';

/** The most that a dashboard holds. */
export const MOST_GADGETS = 20;

export const NO_DASHBOARD =
  "The dashboard you requested either does not exist or you don't have the required permissions to perform this action.";

/** Undefined where it is not there or not seen. */
export function visibleDashboard(c: JiraContext, { store }: JiraRestDeps, id: string): Dashboard | undefined {
  const dashboard = store.dashboards.find(id);
  const isSeen = dashboard !== undefined && store.shares.maySee('dashboard', dashboard, actorOf(c));
  return isSeen ? dashboard : undefined;
}

/** @throws {ProductError} 404, whether it is not there or not seen */
export function findDashboard(c: JiraContext, deps: JiraRestDeps, id: string): Dashboard {
  const dashboard = visibleDashboard(c, deps, id);
  if (dashboard === undefined) throw jiraError(404, [NO_DASHBOARD]);
  return dashboard;
}

/** A dashboard that the caller may change. @throws {ProductError} 404 */
export function findOwnDashboard(c: JiraContext, deps: JiraRestDeps, id: string): Dashboard {
  const isExtended = c.req.query('extendAdminPermissions') === 'true' && isAdmin(c, deps);
  const dashboard = isExtended ? deps.store.dashboards.find(id) : visibleDashboard(c, deps, id);
  if (dashboard === undefined || !(isExtended || mayEditDashboard(c, deps, dashboard))) {
    throw jiraError(404, [NO_DASHBOARD]);
  }
  return dashboard;
}

/** What belongs to the site is changed by administrators. */
export function mayEditDashboard(c: JiraContext, deps: JiraRestDeps, dashboard: Dashboard): boolean {
  if (dashboard.ownerAccountId === null) return isAdmin(c, deps);
  return deps.store.shares.mayEdit('dashboard', dashboard, actorOf(c));
}

export function dashboardJson(c: JiraContext, deps: JiraRestDeps, dashboard: Dashboard) {
  const { store, people } = deps;
  const { id, name, description, ownerAccountId } = dashboard;
  const context = userContext(c, deps);
  const owner = people.find(ownerAccountId);
  const shares = store.shares.list('dashboard', id);
  const sharesWith = (rights: string) =>
    shares.filter((share) => share.rights === rights).map((share) => shareJson(c, deps, share));
  return {
    ...(description === '' ? {} : { description }),
    id,
    isFavourite: store.shares.isFavourite('dashboard', id, actorOf(c)),
    name,
    ...(owner === undefined ? {} : { owner: userJson(owner, context) }),
    popularity: store.shares.popularity('dashboard', id),
    self: `${context.baseUrl}/rest/api/${context.apiVersion}/dashboard/${id}`,
    sharePermissions: sharesWith('view'),
    editPermissions: sharesWith('edit'),
    view: `${context.baseUrl}/secure/Dashboard.jspa?selectPageId=${id}`,
    isWritable: mayEditDashboard(c, deps, dashboard),
    systemDashboard: ownerAccountId === null,
  };
}
