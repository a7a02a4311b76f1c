import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { issueTypeJson } from '../../jira/json.ts';
import type { IssueType } from '../../jira/types.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { findProject, jsonContext, paramOf, requireAdministrator } from './administration.ts';
import { optionalText, requiredText } from './configuration-input.ts';
import { addPropertyRoutes } from './properties.ts';
import { actorOf, explainIgnored, type JiraContext, type JiraRestDeps, readRecord } from './shared.ts';

const MAX_NAME = 60;
const MAX_DESCRIPTION = 4000;

/** Issue types: one list for all projects. */
export function addIssueTypeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const toJson = (c: JiraContext, type: IssueType) => issueTypeJson(type, jsonContext(c, deps));

  app.get('/issuetype', (c) => c.json(store.configuration.issueTypes.map((type) => toJson(c, type))));

  app.get('/issuetype/project', (c) => {
    c.set('honoured', ['projectId', 'level']);
    const level = c.req.query('level');
    findProject(c, deps, c.req.query('projectId') ?? '');
    const types = store.configuration.issueTypes.filter(
      ({ hierarchyLevel }) => level === undefined || String(hierarchyLevel) === level,
    );
    return c.json(types.map((type) => toJson(c, type)));
  });

  app.get('/issuetype/:id', (c) => c.json(toJson(c, findType(c, deps))));

  app.get('/issuetype/:id/alternatives', (c) => {
    const type = findType(c, deps);
    return c.json(alternativesTo(type, deps).map((one) => toJson(c, one)));
  });

  app.post('/issuetype', async (c) => {
    requireAdministrator(c, deps);
    const body = await readRecord(c);
    const name = requiredText(body, 'name', MAX_NAME, 'You must specify a name.');
    const description = optionalText(body, 'description', MAX_DESCRIPTION) ?? '';
    requireFree(name, deps);
    const subtask = isSubtask(body);
    const type = store.configurationAdmin.createIssueType(
      { name, description, subtask, hierarchyLevel: subtask ? -1 : 0, icon: subtask ? 'subtask' : 'task' },
      actorOf(c),
    );
    return c.json(toJson(c, type), 201);
  });

  app.put('/issuetype/:id', async (c) => {
    requireAdministrator(c, deps);
    const type = findType(c, deps);
    const body = await readRecord(c);
    explainIgnored(c, body['avatarId'] === undefined ? [] : ['avatarId']);
    const name =
      body['name'] === undefined
        ? type.name
        : requiredText(body, 'name', MAX_NAME, 'You must specify a name.');
    requireFree(name, deps, type.id);
    const description = optionalText(body, 'description', MAX_DESCRIPTION) ?? type.description;
    const changed = store.configurationAdmin.updateIssueType({ ...type, name, description }, actorOf(c));
    return c.json(toJson(c, changed));
  });

  app.delete('/issuetype/:id', (c) => {
    c.set('honoured', ['alternativeIssueTypeId']);
    requireAdministrator(c, deps);
    const type = findType(c, deps);
    const alternativeId = c.req.query('alternativeIssueTypeId');
    const alternative = findAlternative(type, alternativeId, deps);
    if (alternative === undefined && store.configurationAdmin.isUsed('type', type.id)) {
      throw jiraError(404, [
        'The issue type is in use. Name the one that takes its place with alternativeIssueTypeId.',
      ]);
    }
    store.configurationAdmin.deleteIssueType(type, alternative, actorOf(c));
    return c.body(null, 204);
  });

  addPropertyRoutes(
    app,
    { host, properties: store.properties },
    {
      path: '/issuetype/:id/properties',
      find: (c, access) => {
        const { id } = findType(c, deps);
        if (access === 'write') requireAdministrator(c, deps);
        return { type: 'issuetype', id };
      },
    },
  );
}

/** `type` of old, `hierarchyLevel` of late. @throws {ProductError} 400 */
function isSubtask(body: Readonly<Record<string, unknown>>): boolean {
  const level = body['hierarchyLevel'];
  const type = stringAt(body, 'type');
  if (level !== undefined && level !== 0 && level !== -1) {
    throw jiraError(400, [], { hierarchyLevel: 'The hierarchy level must be 0 or -1.' });
  }
  if (type !== undefined && type !== 'standard' && type !== 'subtask') {
    throw jiraError(400, [], { type: `The type '${type}' is neither standard nor subtask.` });
  }
  return level === undefined ? type === 'subtask' : level === -1;
}

function requireFree(name: string, { store }: JiraRestDeps, exceptId?: string): void {
  if (!store.configuration.issueTypeList.isTaken(name, (type) => type.name, exceptId)) return;
  throw jiraError(409, [], { name: 'An issue type with this name already exists.' });
}

function alternativesTo(type: IssueType, { store }: JiraRestDeps): readonly IssueType[] {
  return store.configuration.issueTypes.filter(
    ({ id, hierarchyLevel }) => id !== type.id && hierarchyLevel === type.hierarchyLevel,
  );
}

/** @throws {ProductError} 404, 409 */
function findAlternative(
  type: IssueType,
  alternativeId: string | undefined,
  deps: JiraRestDeps,
): IssueType | undefined {
  if (alternativeId === undefined) return undefined;
  const found = deps.store.configuration.issueTypeList.find(alternativeId);
  if (found === undefined) throw noType(alternativeId);
  if (alternativesTo(type, deps).includes(found)) return found;
  throw jiraError(409, ['The alternative is the issue type itself, or of another level.']);
}

function findType(c: JiraContext, { store }: JiraRestDeps): IssueType {
  const id = paramOf(c, 'id');
  const type = store.configuration.issueTypeList.find(id);
  if (type === undefined) throw noType(id);
  return type;
}

function noType(id: string) {
  return jiraError(404, [
    `The issue type with id '${id}' does not exist, or you do not have permission to see it.`,
  ]);
}
