import type { Hono } from 'hono';
import { isRecord, stringAt } from '../../../../core/json.ts';
import type { Dashboard } from '../../../jira/access/dashboards.ts';
import type { ShareRights, ShareTarget } from '../../../jira/access/shares.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { mayEditDashboard, visibleDashboard } from './dashboard-shared.ts';
import { readShares } from './share-input.ts';
import { isAdmin } from './shared.ts';

const MOST = 100;

/** What is done with each of the dashboards. @returns why it was not done */
type Edit = (dashboard: Dashboard) => string | undefined;

/** Changing several dashboards at once. */
export function addDashboardBulkRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, people } = deps;
  const { dashboards, shares } = store;

  app.put('/dashboard/bulk/edit', async (c) => {
    const body = await readRecord(c);
    const { entityIds } = body;
    const action = stringAt(body, 'action') ?? '';
    if (!Array.isArray(entityIds) || entityIds.length === 0 || entityIds.length > MOST) {
      throw jiraError(400, [`entityIds must be a list of at most ${MOST} ids of dashboards.`]);
    }
    const isExtended = body['extendAdminPermissions'] === true;
    if (isExtended && !isAdmin(c, deps))
      throw jiraError(400, ['Only administrators can extend permissions.']);
    const edit = readEdit(c, action, body);
    const refusals = store.changes.run(() =>
      entityIds.map(String).flatMap((id) => {
        const refusal = editOne(c, id, isExtended, edit);
        return refusal === undefined ? [] : [[id, { errorMessages: [refusal], errors: {} }] as const];
      }),
    );
    return c.json({ action, entityErrors: Object.fromEntries(refusals) });
  });

  function editOne(c: JiraContext, id: string, isExtended: boolean, edit: Edit): string | undefined {
    const dashboard = isExtended ? dashboards.find(id) : visibleDashboard(c, deps, id);
    if (dashboard === undefined) return 'The dashboard does not exist.';
    if (!isExtended && !mayEditDashboard(c, deps, dashboard)) {
      return 'Only owner or editors of the dashboard can change permissions.';
    }
    return edit(dashboard);
  }

  /** @throws {ProductError} 400 */
  function readEdit(c: JiraContext, action: string, body: Readonly<Record<string, unknown>>): Edit {
    if (action === 'changeOwner') return changeOwner(body['changeOwnerDetails']);
    const details = isRecord(body['permissionDetails']) ? body['permissionDetails'] : {};
    const [viewers, editors] = ['sharePermissions', 'editPermissions'].map((name) =>
      readShares(c, deps, details[name] ?? []),
    );
    const wanted = [
      ['view', viewers ?? []],
      ['edit', editors ?? []],
    ] as const;
    const each = (work: (id: string, rights: ShareRights, targets: readonly ShareTarget[]) => void): Edit => {
      return ({ id }) => {
        for (const [rights, targets] of wanted) work(id, rights, targets);
        return undefined;
      };
    };
    switch (action) {
      case 'changePermission':
        return each((id, rights, targets) => shares.replace('dashboard', id, rights, targets));
      case 'addPermission':
        return each((id, rights, targets) => {
          for (const target of targets) {
            if (!sharesLike(id, rights, target).length) shares.add('dashboard', id, rights, target);
          }
        });
      case 'removePermission':
        return each((id, rights, targets) => {
          for (const share of targets.flatMap((target) => sharesLike(id, rights, target)))
            shares.remove(share);
        });
      default:
        throw jiraError(400, [`There is no action '${action}'.`]);
    }
  }

  function changeOwner(details: unknown): Edit {
    const owner = people.find(stringAt(details, 'newOwner'));
    if (owner === undefined) throw jiraError(400, ['The new owner does not exist.']);
    const isFixed = isRecord(details) && details['autofixName'] === true;
    return (dashboard) => {
      const isTaken = dashboards.isNameTaken(owner.accountId, dashboard.name, dashboard.id);
      if (isTaken && !isFixed) return 'The new owner has a dashboard with the same name.';
      const name = isTaken ? `${dashboard.name} (${dashboard.id})` : dashboard.name;
      dashboards.update(dashboard, { name, ownerAccountId: owner.accountId });
      return undefined;
    };
  }

  function sharesLike(id: string, rights: ShareRights, target: ShareTarget) {
    return shares
      .list('dashboard', id)
      .filter((one) => one.rights === rights && JSON.stringify(one.target) === JSON.stringify(target));
  }
}
