import type { Hono } from 'hono';
import { jiraError } from '../../../product-error.ts';
import type { InstanceEnv } from '../../env.ts';
import { findProject, idIn, requireProjectAdministrator } from '../administration.ts';
import { actorOf, type JiraRestDeps, readRecord } from '../shared.ts';
import { findPermissionScheme, readExpand, schemeJson } from './permission-schemes.ts';
import { requireAdmin } from './shared.ts';

/** Which permission scheme a project goes by. */
export function addProjectPermissionSchemeRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { store } = deps;

  app.get('/project/:project/permissionscheme', (c) => {
    const project = findProject(c, deps);
    requireProjectAdministrator(c, deps, project);
    const scheme = store.permissions.schemes.byCode(store.catalog.schemeOf(project.id));
    if (scheme === undefined) throw jiraError(404, ['The project has no permission scheme.']);
    return c.json(schemeJson(c, deps, scheme, readExpand(c)));
  });

  app.put('/project/:project/permissionscheme', async (c) => {
    const project = findProject(c, deps);
    requireAdmin(c, deps);
    const scheme = findPermissionScheme(deps, idIn((await readRecord(c))['id']) ?? '');
    const { id: _, ...fields } = project;
    store.projectAdmin.update(project, fields, actorOf(c), scheme.code);
    return c.json(schemeJson(c, deps, scheme, readExpand(c)));
  });
}
