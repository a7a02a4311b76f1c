import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { issueTypeJson, projectCategoryJson, statusJson } from '../../jira/json.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import {
  findProject,
  jsonContext,
  paramOf,
  requireAdministrator,
  requireProjectAdministrator,
} from './administration.ts';
import { isNameTaken, keyProblem } from './project-input.ts';
import { hierarchyLevels } from './project-json.ts';
import { addPropertyRoutes } from './properties.ts';
import { type JiraContext, type JiraRestDeps, readRecord } from './shared.ts';

/** What belongs to a project, and what is asked about projects beside the projects themselves. */
export function addProjectDetailRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addOfProject(app, deps);
  addTypes(app);
  addValidation(app, deps);
  addCategories(app, deps);
  addPropertyRoutes(
    app,
    { host: deps.host, properties: deps.store.properties },
    {
      path: '/project/:project/properties',
      find: (c, access) => {
        const project = findProject(c, deps);
        if (access === 'write') requireProjectAdministrator(c, deps, project);
        return { type: 'project', id: project.id };
      },
    },
  );
}

function addOfProject(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, store } = deps;

  app.get('/project/:project/statuses', (c) => {
    findProject(c, deps);
    const context = jsonContext(c, deps);
    const statuses = store
      .transitions()
      .map(({ to }) => ({ ...statusJson(to, context), untranslatedName: to.name }));
    return c.json(
      store.configuration.issueTypes.map((type) => {
        const { self, id, name, subtask } = issueTypeJson(type, context);
        return { self, id, name, subtask, statuses };
      }),
    );
  });

  app.get('/project/:project/hierarchy', (c) => {
    const project = findProject(c, deps);
    const hierarchy = hierarchyLevels(deps).map(({ level, name, issueTypes }) => ({
      level,
      name,
      issueTypes: issueTypes.map((type) => ({ id: Number(type.id), name: type.name, avatarId: AVATAR_ID })),
    }));
    return c.json({ projectId: Number(project.id), hierarchy });
  });

  app.get('/project/:project/avatars', (c) => {
    findProject(c, deps);
    return c.json({ system: [projectAvatar(host.baseUrl)], custom: [] });
  });

  app.get('/project/:project/features', (c) => {
    const { id } = findProject(c, deps);
    return c.json({ features: FEATURES.map((feature) => ({ projectId: Number(id), ...feature })) });
  });

  app.get('/project/:project/securitylevel', (c) => {
    findProject(c, deps);
    return c.json({ levels: [] });
  });
}

/** The only picture of projects that there is. */
const AVATAR_ID = 10_200;

function projectAvatar(baseUrl: string) {
  const url = `${baseUrl}/_connect-kit/assets/icons/project.svg`;
  return {
    id: String(AVATAR_ID),
    isSystemAvatar: true,
    isSelected: true,
    isDeletable: false,
    urls: { '16x16': url, '24x24': url, '32x32': url, '48x48': url },
  };
}

const FEATURES = [
  {
    state: 'ENABLED',
    localisedName: 'Releases',
    localisedDescription: 'Versions of the project, and what is in them.',
    feature: 'jsw.classic.releases',
    imageUri: '',
    prerequisites: [],
    toggleLocked: true,
  },
] as const;

const TYPES = [
  { key: 'software', formattedKey: 'Software', color: '#AAAAAA' },
  { key: 'service_desk', formattedKey: 'Service Desk', color: '#AAAAAA' },
  { key: 'business', formattedKey: 'Business', color: '#FFFFFF' },
] as const;

function typeJson({ key, formattedKey, color }: (typeof TYPES)[number]) {
  return { key, formattedKey, descriptionI18nKey: `jira.project.type.${key}.description`, icon: '', color };
}

function addTypes(app: Hono<InstanceEnv>): void {
  const find = (c: JiraContext) => {
    const type = TYPES.find(({ key }) => key === paramOf(c, 'typeKey'));
    if (type === undefined)
      throw jiraError(404, [`The project type '${paramOf(c, 'typeKey')}' does not exist.`]);
    return typeJson(type);
  };
  app.get('/project/type', (c) => c.json(TYPES.map(typeJson)));
  app.get('/project/type/accessible', (c) => c.json(TYPES.map(typeJson)));
  app.get('/project/type/:typeKey', (c) => c.json(find(c)));
  app.get('/project/type/:typeKey/accessible', (c) => c.json(find(c)));
}

function addValidation(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/projectvalidate/key', (c) => {
    c.set('honoured', ['key']);
    const problem = keyProblem(c.req.query('key') ?? '', deps);
    return c.json({ errorMessages: [], errors: problem === undefined ? {} : { projectKey: problem } });
  });

  // A key that is taken, or is none, becomes the next one that is free.
  app.get('/projectvalidate/validProjectKey', (c) => {
    c.set('honoured', ['key']);
    const given = (c.req.query('key') ?? '')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]/g, '')
      .replace(/^[0-9]+/, '');
    const base = given.length < 2 ? `${given}AA`.slice(0, 2) : given.slice(0, 10);
    return c.json(firstFree(base, 10, (key) => keyProblem(key, deps) === undefined));
  });

  app.get('/projectvalidate/validProjectName', (c) => {
    c.set('honoured', ['name']);
    const name = c.req.query('name')?.trim() ?? '';
    if (name === '') throw jiraError(400, ['You must specify a valid project name.']);
    return c.json(firstFree(name, 80, (one) => !isNameTaken(one, deps), ' '));
  });
}

/** The text itself, or the first with a number behind it that is free. */
function firstFree(text: string, most: number, isFree: (text: string) => boolean, between = ''): string {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `${between}${number}`;
    const candidate = `${text.slice(0, most - ending.length)}${ending}`;
    if (isFree(candidate)) return candidate;
  }
}

function addCategories(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;
  const find = (c: JiraContext) => {
    const category = store.categories.find(paramOf(c, 'id'));
    if (category !== undefined) return category;
    throw jiraError(404, [`Could not find the project category with id '${paramOf(c, 'id')}'.`]);
  };
  const read = async (
    c: JiraContext,
    known?: { readonly id: string; readonly name: string; readonly description: string },
  ) => {
    const body = await readRecord(c);
    const name = stringAt(body, 'name') ?? known?.name ?? '';
    const description = stringAt(body, 'description') ?? known?.description ?? '';
    if (name.trim() === '' || name.length > 255) {
      throw jiraError(400, [], { name: 'The project category name must have between 1 and 255 characters.' });
    }
    if (description.length > 1000) {
      throw jiraError(400, [], { description: 'The description must not exceed 1000 characters.' });
    }
    if (store.categories.isTaken(name, (one) => one.name, known?.id)) {
      throw jiraError(409, [], { name: `The project category name '${name}' is already used.` });
    }
    return { name, description };
  };

  app.get('/projectCategory', (c) =>
    c.json(store.categories.items.map((category) => projectCategoryJson(category, jsonContext(c, deps)))),
  );
  app.get('/projectCategory/:id', (c) => c.json(projectCategoryJson(find(c), jsonContext(c, deps))));

  app.post('/projectCategory', async (c) => {
    requireAdministrator(c, deps);
    const category = store.categories.put({ ...(await read(c)), id: store.categories.nextId() });
    return c.json(projectCategoryJson(category, jsonContext(c, deps)), 201);
  });

  app.put('/projectCategory/:id', async (c) => {
    requireAdministrator(c, deps);
    const category = find(c);
    const changed = store.categories.put({ id: category.id, ...(await read(c, category)) });
    return c.json(projectCategoryJson(changed, jsonContext(c, deps)));
  });

  app.delete('/projectCategory/:id', (c) => {
    requireAdministrator(c, deps);
    const { id } = find(c);
    store.changes.run(() => {
      store.categories.delete(id);
      for (const { categoryId, ...project } of store.catalog.list()) {
        if (categoryId === id) store.catalog.put(project);
      }
    });
    return c.body(null, 204);
  });
}
