import type { Hono } from 'hono';
import { APPLICATION, groupNameJson } from '../../../jira/json/user-json.ts';
import { ADMINS, isInGroup, JIRA_USERS } from '../../../people/groups.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRange } from '../shared.ts';
import { requireAdmin, userContext } from './shared.ts';

/** What there is to know of the site: its application, its licence, its settings. */
export function addSiteFactRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { people, store } = deps;

  app.get('/applicationrole', (c) => {
    requireAdmin(c, deps);
    return c.json([applicationRole(c)]);
  });

  app.get('/applicationrole/:key', (c) => {
    requireAdmin(c, deps);
    const key = c.req.param('key');
    if (key === APPLICATION.key) return c.json(applicationRole(c));
    throw jiraError(404, [`The application role with key '${key}' does not exist.`]);
  });

  app.get('/instance/license', (c) => c.json({ applications: [{ id: APPLICATION.key, plan: 'PAID' }] }));

  app.get('/license/approximateLicenseCount', (c) => {
    requireAdmin(c, deps);
    return c.json({ key: 'license.totalApproximateUserCount', value: String(users().length) });
  });

  app.get('/license/approximateLicenseCount/product/:key', (c) => {
    requireAdmin(c, deps);
    const key = c.req.param('key');
    const value = key === APPLICATION.key ? users().length : 0;
    return c.json({ key: `license.${key}.approximateUserCount`, value: String(value) });
  });

  app.get('/label', (c) => {
    const { startAt, maxResults } = readRange(c, [], { usual: 1000, most: 1000 });
    const { total, values } = pageOfAll(store.labels(), startAt, maxResults);
    return c.json({ maxResults, startAt, total, isLast: startAt + values.length >= total, values });
  });

  function users() {
    return people.list().filter((person) => isInGroup(person, JIRA_USERS));
  }

  function applicationRole(c: JiraContext) {
    const context = userContext(c, deps);
    const groups = [JIRA_USERS, ADMINS];
    const userCount = users().length;
    return {
      key: APPLICATION.key,
      groups: groups.map(({ name }) => name),
      groupDetails: groups.map((group) => groupNameJson(group, context)),
      name: APPLICATION.name,
      defaultGroups: [JIRA_USERS.name],
      defaultGroupsDetails: [groupNameJson(JIRA_USERS, context)],
      selectedByDefault: true,
      defined: true,
      numberOfSeats: -1,
      remainingSeats: -1,
      userCount,
      userCountDescription: userCount === 1 ? 'user' : 'users',
      hasUnlimitedSeats: true,
      platform: false,
    };
  }
}

function pageOfAll<T>(items: readonly T[], startAt: number, maxResults: number) {
  return { total: items.length, values: items.slice(startAt, startAt + maxResults) };
}
