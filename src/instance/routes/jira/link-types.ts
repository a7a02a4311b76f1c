import type { Hono } from 'hono';
import { linkTypeJson } from '../../jira/json.ts';
import type { LinkType } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { isAdministrator, jsonContext, paramOf } from './administration.ts';
import { requiredText } from './configuration-input.ts';
import { actorOf, type JiraContext, type JiraRestDeps, readRecord } from './shared.ts';

/** What kinds of links between issues there are. */
export function addLinkTypeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const { linkTypeList } = store.configuration;
  const toJson = (c: JiraContext, type: LinkType) => linkTypeJson(type, jsonContext(c, deps));
  const find = (c: JiraContext) => {
    const type = linkTypeList.find(paramOf(c, 'id'));
    if (type !== undefined) return type;
    throw jiraError(404, [`No issue link type with id '${paramOf(c, 'id')}' found.`]);
  };
  // Jira answers 404 here to whoever may not.
  const requireRight = (c: JiraContext) => {
    if (!isAdministrator(c, deps))
      throw jiraError(404, ['You do not have permission to administer issue link types.']);
  };
  const requireFree = (name: string, exceptId?: string) => {
    if (!linkTypeList.isTaken(name, (type) => type.name, exceptId)) return;
    throw jiraError(404, [], { name: `An issue link type with the name '${name}' already exists.` });
  };

  app.get('/issueLinkType', (c) =>
    c.json({ issueLinkTypes: linkTypeList.items.map((type) => toJson(c, type)) }),
  );
  app.get('/issueLinkType/:id', (c) => c.json(toJson(c, find(c))));

  app.post('/issueLinkType', async (c) => {
    requireRight(c);
    const body = await readRecord(c);
    const [name, inward, outward] = ['name', 'inward', 'outward'].map((one) => requiredText(body, one, 255));
    requireFree(name ?? '');
    const type = {
      id: linkTypeList.nextId(),
      name: name ?? '',
      inward: inward ?? '',
      outward: outward ?? '',
    };
    return c.json(toJson(c, linkTypeList.put(type)), 201);
  });

  app.put('/issueLinkType/:id', async (c) => {
    requireRight(c);
    const type = find(c);
    const body = await readRecord(c);
    const text = (name: 'name' | 'inward' | 'outward') =>
      body[name] === undefined ? type[name] : requiredText(body, name, 255);
    const changed = { id: type.id, name: text('name'), inward: text('inward'), outward: text('outward') };
    requireFree(changed.name, type.id);
    return c.json(toJson(c, linkTypeList.put(changed)));
  });

  app.delete('/issueLinkType/:id', (c) => {
    requireRight(c);
    store.configurationAdmin.deleteLinkType(find(c), actorOf(c));
    return c.body(null, 204);
  });
}
