import type { Hono } from 'hono';
import { CONTEXT_PATHS } from '../../../catalog/products.ts';
import { findModule } from '../../addons/modules.ts';
import { createExtension, isShown, PLACES } from '../../render/extensions.ts';
import type { PageContext } from '../../render/module-url.ts';
import { appsView } from '../../render/page-views.ts';
import { renderAddonPage } from '../../ui/addon-page.ts';
import { renderAppsPage } from '../../ui/apps-page.ts';
import type { InstanceEnv } from '../env.ts';
import type { PageKit, PageRequest } from './page-kit.ts';

/** The page modules of add-ons, and the administration of add-ons. */
export function addAddonPages(app: Hono<InstanceEnv>, kit: PageKit): void {
  const { services } = kit;
  for (const contextPath of Object.values(CONTEXT_PATHS)) {
    app.get(`${contextPath}/plugins/servlet/ac/:addonKey/:moduleKey`, modulePage);
    app.get(`${contextPath}/plugins/servlet/upm`, (c) => {
      if (kit.signedIn(c)?.isAdmin !== true) return kit.notAllowed(c, 'Only administrators manage apps.');
      return kit.page(c, (chrome) => renderAppsPage(chrome, appsView(services, kit.hostOf(c))));
    });
  }

  async function modulePage(c: PageRequest): Promise<Response> {
    const host = kit.hostOf(c);
    const installation = services.installations.find(host.product, c.req.param('addonKey') ?? '');
    const module = installation && findModule(installation.descriptor, c.req.param('moduleKey') ?? '');
    if (installation?.isEnabled !== true || module === undefined || !PLACES.page(module))
      return kit.notFound(c);
    const person = kit.signedIn(c);
    const context = contextOfQuery(new URL(c.req.url).searchParams, host.product);
    if (!isShown(services, installation, module, context, person))
      return kit.notAllowed(c, 'The conditions of this page do not hold for you.');
    const extension = await createExtension(services, installation, module, context, person);
    return kit.page(c, (chrome) => renderAddonPage(chrome, { extension }));
  }
}

/** `?project.id=1&ac.name=x` of a page's address becomes its context: `{ jira: { project: { id }, ac: { name } } }`. */
function contextOfQuery(query: URLSearchParams, product: string): PageContext {
  const groups = new Map<string, Record<string, string>>();
  for (const [name, value] of query) {
    const [, group, field] = /^([^.]+)\.([^.]+)$/.exec(name) ?? [];
    if (group !== undefined && field !== undefined)
      groups.set(group, { ...groups.get(group), [field]: value });
  }
  return { [product]: Object.fromEntries(groups) };
}
