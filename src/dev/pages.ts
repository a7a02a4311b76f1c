import type { Descriptor } from '../descriptor/types.ts';
import { listModules } from '../instance/addons/modules.ts';
import { isRendered, PLACES, pagePath } from '../instance/render/extensions.ts';
import type { Services } from '../instance/services.ts';
import type { HostProduct } from '../instance/site.ts';
import type { DevAddonReady } from './events.ts';

/** Where modules of the add-on can be seen in the dev instance. */
export function pagesOf(
  descriptor: Descriptor,
  host: HostProduct,
  { site, jira }: Services,
): DevAddonReady['pages'] {
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
    ...modules
      .filter((module) => PLACES.page(module))
      .map((module) => ({
        label: module.name ?? module.key ?? '',
        url: `${site.origin}${pagePath(host, descriptor.key, module, project)}`,
      })),
  ];
}

/** Types of the add-on's modules that the dev instance has no place for, each once. */
export function notRenderedOf(descriptor: Descriptor): readonly string[] {
  const types = listModules(descriptor)
    .filter((module) => !isRendered(module))
    .map(({ type }) => type);
  return [...new Set(types)];
}
