import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { INITIAL_STATUS_ID } from '../../jira/configuration.ts';
import { issueTypeJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { isIn, jsonContext, pageBean, paramOf, requireAdministrator } from './administration.ts';
import { knownIds, requiredIds } from './schemes.ts';
import {
  explainIgnored,
  type JiraContext,
  type JiraRestDeps,
  pageOf,
  readRange,
  readRecord,
  splitList,
  versionOf,
} from './shared.ts';

/** The workflow of all issues. It can be read; only the properties of its transitions can be changed. */
export const WORKFLOW = {
  name: 'Software Simplified Workflow',
  entityId: '6a3c1f0e-9d4b-4c58-8f27-1b5e0d7a2c94',
  description: 'From every status to every other one.',
} as const;

const SCHEME_ID = 10_000;
const EXPANDS = [
  'transitions',
  'transitions.rules',
  'transitions.properties',
  'statuses',
  'statuses.properties',
  'default',
  'schemes',
  'projects',
  'hasDraftWorkflow',
  'operations',
];

export function addWorkflowRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addReading(app, deps);
  addRules(app);
  addTransitionProperties(app, deps);
  addSchemes(app, deps);
}

function addReading(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/workflow', (c) => {
    c.set('honoured', ['workflowName']);
    requireAdministrator(c, deps);
    const { name, description } = WORKFLOW;
    const steps = store.transitions().length;
    const named = c.req.query('workflowName');
    return c.json(named === undefined || named === name ? [{ name, description, steps, default: true }] : []);
  });

  app.get('/workflow/search', (c) => {
    requireAdministrator(c, deps);
    const expand = readWorkflowExpand(c);
    const names = splitList(c.req.queries('workflowName'));
    const isFound =
      (names.length === 0 || names.includes(WORKFLOW.name)) &&
      isIn(c.req.query('queryString'), WORKFLOW.name) &&
      c.req.query('isActive') !== 'false';
    const page = pageOf(c, isFound ? [WORKFLOW] : [], [
      'workflowName',
      'queryString',
      'isActive',
      'expand',
      'orderBy',
    ]);
    return c.json(pageBean(c, deps, page, () => workflowJson(expand, deps)));
  });
}

function readWorkflowExpand(c: JiraContext): ReadonlySet<string> {
  const given = splitList(c.req.queries('expand'));
  explainIgnored(
    c,
    given.filter((name) => !EXPANDS.includes(name)).map((name) => `expand=${name}`),
  );
  return new Set(given);
}

function workflowJson(expand: ReadonlySet<string>, deps: JiraRestDeps) {
  const { store } = deps;
  const { name, entityId, description } = WORKFLOW;
  const parts: Readonly<Record<string, () => unknown>> = {
    transitions: () => transitionsJson(expand, deps),
    statuses: () =>
      store.transitions().map(({ to }) => ({
        id: to.id,
        name: to.name,
        ...(expand.has('statuses.properties') ? { properties: { issueEditable: true } } : {}),
      })),
    isDefault: () => true,
    schemes: () => [{ id: String(SCHEME_ID), name: SCHEME_NAME }],
    projects: () =>
      store.projects().map(({ id, key, name: projectName }) => ({ id, key, name: projectName })),
    hasDraftWorkflow: () => false,
    operations: () => ({ canEdit: false, canDelete: false }),
  };
  const asked = (part: string) =>
    expand.has(part === 'isDefault' ? 'default' : part) ||
    [...expand].some((one) => one.startsWith(`${part}.`));
  const values = Object.entries(parts).filter(([part]) => asked(part));
  return {
    id: { name, entityId },
    description,
    ...Object.fromEntries(values.map(([part, value]) => [part, value()])),
  };
}

function transitionsJson(expand: ReadonlySet<string>, { store }: JiraRestDeps) {
  const rules = { rules: { conditionsTree: undefined, validators: [], postFunctions: [] } };
  const initial = {
    id: '1',
    name: 'Create',
    description: '',
    from: [],
    to: INITIAL_STATUS_ID,
    type: 'initial',
  };
  const global = store
    .transitions()
    .map(({ id, name, to }) => ({ id, name, description: '', from: [], to: to.id, type: 'global' }));
  return [initial, ...global].map((transition) => ({
    ...transition,
    ...(expand.has('transitions.rules') ? rules : {}),
    ...(expand.has('transitions.properties') ? { properties: propertiesOf(store, transition.id) } : {}),
  }));
}

/**
 * The rules of add-ons in workflows. People put them there with the workflow editor, which there is none of here: so no
 * workflow has any.
 */
function addRules(app: Hono<InstanceEnv>): void {
  app.get('/workflow/rule/config', (c) => {
    if (c.get('caller').kind !== 'addon') {
      throw jiraError(403, ['Only Connect and Forge apps can use this operation.']);
    }
    const types = splitList(c.req.queries('types'));
    const known = ['postfunction', 'condition', 'validator'];
    const wrong = types.find((type) => !known.includes(type));
    if (types.length === 0) throw jiraError(400, ['types is required.']);
    if (wrong !== undefined) throw jiraError(404, [`The rule type '${wrong}' is not supported.`]);
    const range = readRange(c, ['types', 'keys', 'workflowNames', 'withTags', 'draft', 'expand'], {
      usual: 10,
      most: 50,
    });
    return c.json({ ...range, total: 0, isLast: true, values: [] });
  });
}

const PROPERTIES = 'workflow.transition-properties';

type Properties = Readonly<Record<string, string>>;

function propertiesOf(store: JiraRestDeps['store'], transitionId: string): Properties {
  const stored = store.configuration.settings.find(`${PROPERTIES}.${transitionId}`);
  const entries = Object.entries(typeof stored === 'object' && stored !== null ? stored : {});
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function addTransitionProperties(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const path = '/workflow/transitions/:id/properties';
  const find = (c: JiraContext) => {
    c.set('honoured', ['workflowName', 'workflowMode', 'key', 'includeReservedKeys']);
    requireAdministrator(c, deps);
    const id = paramOf(c, 'id');
    if (c.req.query('workflowName') !== WORKFLOW.name) {
      throw jiraError(404, [`The workflow '${c.req.query('workflowName') ?? ''}' does not exist.`]);
    }
    if (!['1', ...store.transitions().map((one) => one.id)].includes(id)) {
      throw jiraError(404, [`The transition with id '${id}' does not exist.`]);
    }
    return { id, known: propertiesOf(store, id), key: c.req.query('key') };
  };
  const write = (id: string, properties: Properties) =>
    store.configuration.settings.set(`${PROPERTIES}.${id}`, properties);
  const requireKey = (key: string | undefined) => {
    if (key === undefined || key === '') throw jiraError(400, ['key is required.']);
    if (key.startsWith('jira.') && !key.startsWith('jira.permission.')) {
      throw jiraError(400, [`The key '${key}' is reserved.`]);
    }
    return key;
  };
  const toJson = ([key, value]: readonly [string, string]) => ({ id: key, key, value });

  app.get(path, (c) => {
    const { known, key } = find(c);
    if (key === undefined) return c.json(Object.entries(known).map(toJson));
    const value = Object.hasOwn(known, key) ? known[key] : undefined;
    if (value === undefined) throw jiraError(404, [`The property '${key}' does not exist.`]);
    return c.json(toJson([key, value]));
  });

  app.post(path, async (c) => {
    const { id, known, key: given } = find(c);
    const key = requireKey(given);
    const value = stringAt(await readRecord(c), 'value') ?? '';
    if (Object.hasOwn(known, key)) throw jiraError(400, [`The property '${key}' exists already.`]);
    write(id, { ...known, [key]: value });
    return c.json(toJson([key, value]));
  });

  app.put(path, async (c) => {
    const { id, known, key: given } = find(c);
    const key = requireKey(given);
    const value = stringAt(await readRecord(c), 'value') ?? '';
    if (known[key] === value) return c.body(null, 304);
    write(id, { ...known, [key]: value });
    return c.json(toJson([key, value]));
  });

  app.delete(path, (c) => {
    const { id, known, key: given } = find(c);
    const key = requireKey(given);
    if (!Object.hasOwn(known, key)) return c.body(null, 304);
    write(id, Object.fromEntries(Object.entries(known).filter(([name]) => name !== key)));
    return c.body(null, 200);
  });
}

const SCHEME_NAME = 'Default Workflow Scheme';

function addSchemes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;
  const schemeJson = (c: JiraContext) => ({
    id: SCHEME_ID,
    name: SCHEME_NAME,
    description: '',
    defaultWorkflow: WORKFLOW.name,
    issueTypeMappings: {},
    draft: false,
    self: `${host.baseUrl}/rest/api/${versionOf(c)}/workflowscheme/${SCHEME_ID}`,
  });
  const find = (c: JiraContext) => {
    requireAdministrator(c, deps);
    if (paramOf(c, 'id') !== String(SCHEME_ID)) {
      throw jiraError(404, [`The workflow scheme with id '${paramOf(c, 'id')}' does not exist.`]);
    }
  };

  app.get('/workflowscheme', (c) => {
    requireAdministrator(c, deps);
    return c.json(pageBean(c, deps, pageOf(c, [SCHEME_ID]), () => schemeJson(c)));
  });

  app.get('/workflowscheme/project', (c) => {
    c.set('honoured', ['projectId']);
    requireAdministrator(c, deps);
    const projectIds = knownIds(deps, requiredIds(c, 'projectId'));
    return c.json({ values: projectIds.length === 0 ? [] : [{ projectIds, workflowScheme: schemeJson(c) }] });
  });

  app.get('/workflowscheme/:id', (c) => {
    c.set('honoured', ['returnDraftIfExists']);
    find(c);
    return c.json(schemeJson(c));
  });

  app.get('/workflowscheme/:id/default', (c) => {
    c.set('honoured', ['returnDraftIfExists']);
    find(c);
    return c.json({ workflow: WORKFLOW.name });
  });

  app.get('/workflowscheme/:id/workflow', (c) => {
    c.set('honoured', ['workflowName', 'returnDraftIfExists']);
    find(c);
    return c.json([{ workflow: WORKFLOW.name, issueTypes: [], defaultMapping: true }]);
  });

  app.get('/workflowscheme/:id/issuetype/:issueType', (c) => {
    c.set('honoured', ['returnDraftIfExists']);
    find(c);
    const type = store.configuration.issueTypeList.find(paramOf(c, 'issueType'));
    if (type === undefined) throw jiraError(404, ['The issue type does not exist.']);
    return c.json({ issueType: issueTypeJson(type, jsonContext(c, deps)).id, workflow: WORKFLOW.name });
  });
}
