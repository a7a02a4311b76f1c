import type { Hono } from 'hono';
import { stringAt } from '../../../../core/json.ts';
import type { Filter } from '../../../jira/access/filters.ts';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { authorOf, type JiraContext, type JiraRestDeps, readRecord } from '../shared.ts';
import { filterJson, findFilter, isOwner } from './filter-shared.ts';
import { readShare, shareJson } from './share-input.ts';
import { isAdmin, requirePerson } from './shared.ts';

const SCOPES = ['GLOBAL', 'AUTHENTICATED', 'PRIVATE'];

/** With whom filters are shared, who likes them, and who owns them. */
export function addFilterSharingRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store, people } = deps;
  const { filters, shares, userSettings } = store;

  app.get('/filter/defaultShareScope', (c) =>
    c.json({ scope: userSettings.find(authorOf(c), 'share-scope') ?? 'PRIVATE' }),
  );

  app.put('/filter/defaultShareScope', async (c) => {
    const scope = stringAt(await readRecord(c), 'scope') ?? '';
    if (!SCOPES.includes(scope)) throw jiraError(400, [`The scope must be one of ${SCOPES.join(', ')}.`]);
    userSettings.set(authorOf(c), 'share-scope', scope);
    return c.json({ scope });
  });

  for (const [method, isFavourite] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const) {
    app.on(method, '/filter/:id/favourite', (c) => {
      c.set('honoured', ['expand']);
      const filter = findFilter(c, deps);
      shares.setFavourite('filter', filter.id, authorOf(c), isFavourite);
      return c.json(filterJson(c, deps, filter, new Set()));
    });
  }

  app.put('/filter/:id/owner', async (c) => {
    const accountId = stringAt(await readRecord(c), 'accountId');
    const stored = isAdmin(c, deps) ? filters.find(c.req.param('id')) : undefined;
    const filter = stored ?? findFilter(c, deps, 404);
    if (!isOwner(c, filter) && !isAdmin(c, deps)) {
      throw jiraError(403, ['You do not own this filter.']);
    }
    const owner = requirePerson(people.find(accountId));
    if (filters.isNameTaken(owner.accountId, filter.name, filter.id)) {
      throw jiraError(400, ['The new owner has a filter with the same name.']);
    }
    filters.update(filter, { ownerAccountId: owner.accountId }, authorOf(c));
    return c.body(null, 204);
  });

  app.get('/filter/:id/permission', (c) => c.json(sharesJson(c, findFilter(c, deps, 404))));

  app.get('/filter/:id/permission/:permissionId', (c) =>
    c.json(shareJson(c, deps, findShare(c, findFilter(c, deps, 404)))),
  );

  app.post('/filter/:id/permission', async (c) => {
    const body = await readRecord(c);
    const filter = findFilter(c, deps, 404);
    if (!isOwner(c, filter)) throw jiraError(404, ['You do not own this filter.']);
    const target = readShare(c, deps, body);
    // 1 lets them look at it, 3 lets them change it too.
    const rights = body['rights'] === 3 ? 'edit' : 'view';
    store.changes.run((announce) => {
      const isForAll = target.type === 'global' || target.type === 'loggedin';
      if (isForAll) shares.replace('filter', filter.id, rights, [target]);
      else shares.add('filter', filter.id, rights, target);
      announce({ type: 'filter_updated', filter, actor: authorOf(c) });
    });
    return c.json(sharesJson(c, filter), 201);
  });

  app.delete('/filter/:id/permission/:permissionId', (c) => {
    const filter = findFilter(c, deps, 404);
    if (!isOwner(c, filter)) throw jiraError(404, ['You do not own this filter.']);
    const share = findShare(c, filter);
    store.changes.run((announce) => {
      shares.remove(share);
      announce({ type: 'filter_updated', filter, actor: authorOf(c) });
    });
    return c.body(null, 204);
  });

  function sharesJson(c: JiraContext, { id }: Filter) {
    return shares.list('filter', id).map((share) => shareJson(c, deps, share));
  }

  function findShare(c: JiraContext, { id }: Filter) {
    const wanted = c.req.param('permissionId');
    const share = shares.list('filter', id).find((one) => one.id === wanted);
    if (share === undefined) throw jiraError(404, ['The share permission does not exist.']);
    return share;
  }
}
