import type { Descriptor } from '../descriptor/types.ts';
import { type AddonModule, listModules } from '../instance/addons/modules.ts';
import { isRendered, PLACES, pagePath } from '../instance/render/extensions.ts';
import { visitorOf } from '../instance/render/start-pages.ts';
import type { Services } from '../instance/services.ts';
import type { HostProduct } from '../instance/site.ts';
import type { DevAddonReady } from './events.ts';

/** Where modules of the add-on can be seen in the dev instance. */
export function pagesOf(
  descriptor: Descriptor,
  host: HostProduct,
  services: Services,
): DevAddonReady['pages'] {
  const { site, jira } = services;
  const modules = listModules(descriptor);
  const onIssues = modules.filter((module) => PLACES.issueContent(module) || PLACES.issueSide(module));
  const [project] = jira.projects();
  const [issue] = jira.table.list(jira.search.page('ORDER BY key ASC', 'site', { maxResults: 1 }).ids);
  return [
    ...(onIssues.length === 0 || host.product !== 'jira' || issue === undefined
      ? []
      : [
          {
            label: onIssues.map(({ name, key }) => name ?? key).join(', '),
            url: `${host.baseUrl}/browse/${issue.key}`,
          },
        ]),
    ...(host.product === 'confluence' ? contentPagesOf(modules, host, services) : []),
    ...modules
      .filter((module) => PLACES.page(module))
      .map((module) => ({
        label: module.name ?? module.key ?? '',
        url: `${site.origin}${pagePath(host, descriptor.key, module, project)}`,
      })),
  ];
}

/** The oldest page that there is, for what stands on pages of Confluence. */
function contentPagesOf(
  modules: readonly AddonModule[],
  host: HostProduct,
  { confluence, people }: Services,
): DevAddonReady['pages'] {
  const inByline = modules.filter((module) => PLACES.contentByline(module));
  // Whoever opens the instance first is signed in as its administrator.
  const viewer = visitorOf(people.list().find(({ isAdmin }) => isAdmin));
  const filter = { types: ['page'], statuses: ['current'] as const };
  const [page] = confluence.reader.list(viewer, filter, { column: 'id', isDescending: false }, { limit: 1 });
  if (inByline.length === 0 || page === undefined) return [];
  const space = confluence.spaces.byId(viewer, page.spaceId);
  return [
    {
      label: inByline.map(({ name, key }) => name ?? key).join(', '),
      url: `${host.baseUrl}/spaces/${encodeURIComponent(space.key)}/pages/${page.id}`,
    },
  ];
}

/** Types of the add-on's modules that the dev instance has no place for, each once. */
export function notRenderedOf(descriptor: Descriptor): readonly string[] {
  const types = listModules(descriptor)
    .filter((module) => !isRendered(module))
    .map(({ type }) => type);
  return [...new Set(types)];
}
