import type { Hono } from 'hono';
import { highlighted } from '../../../jira/json/user-json.ts';
import { isOfApps } from '../../../people/groups.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { type JiraContext, type JiraRestDeps, readRange } from '../shared.ts';
import { mayBrowseUsers } from './shared.ts';
import { pickedPeople } from './user-search.ts';

const MOST_PICKED = 1000;

/** Groups, and people, for whoever chooses among them. */
export function addGroupPickerRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/groups/picker', (c) => {
    const picked = pickGroups(c);
    c.set('honoured', ['query', 'exclude', 'excludeId', 'maxResults', 'caseInsensitive', 'accountId']);
    return c.json(picked);
  });

  app.get('/groupuserpicker', (c) => {
    if (c.req.query('query') === undefined) throw jiraError(400, ["'query' must be provided."]);
    const users = pickedPeople(c, deps, { excluded: [], excludeApps: 'excludeConnectAddons' });
    const found = pickGroups(c, c.req.query('excludeConnectAddons') === 'true');
    c.set('honoured', ['query', 'maxResults', 'showAvatar', 'caseInsensitive', 'excludeConnectAddons']);
    return c.json({ users, groups: found });
  });

  function pickGroups(c: JiraContext, isWithoutApps = false) {
    const query = c.req.query('query') ?? '';
    const { maxResults } = readRange(c, [], { usual: 20, most: MOST_PICKED });
    const excluded = [...(c.req.queries('exclude') ?? []), ...(c.req.queries('excludeId') ?? [])];
    const fold = (text: string) => (c.req.query('caseInsensitive') === 'true' ? text.toLowerCase() : text);
    const found = (mayBrowseUsers(c, deps) ? deps.people.groups.list() : []).filter(
      (group) =>
        fold(group.name).includes(fold(query)) &&
        !excluded.includes(group.name) &&
        !excluded.includes(group.id) &&
        !(isWithoutApps && isOfApps(group)),
    );
    const shown = found.slice(0, maxResults).map(({ id, name }) => ({
      name,
      html: highlighted(name, query, 'b'),
      labels: [],
      groupId: id,
    }));
    return {
      header: `Showing ${shown.length} of ${found.length} matching groups`,
      total: found.length,
      groups: shown,
    };
  }
}
