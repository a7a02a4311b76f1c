import type { Descriptor } from '../descriptor/types.ts';
import { listModules } from '../instance/addons/modules.ts';
import { PLACES } from '../instance/render/extensions.ts';
import type { HostProduct } from '../instance/site.ts';
import type { DevReady } from './events.ts';

/** Where modules of the add-on can be seen in the dev instance. */
export function pagesOf(descriptor: Descriptor, host: HostProduct): DevReady['pages'] {
  const modules = listModules(descriptor);
  const onIssues = modules.filter((module) => PLACES.issueContent(module) || PLACES.issueSide(module));
  const pages = modules.filter((module) => PLACES.page(module));
  return [
    ...(onIssues.length === 0 || host.product !== 'jira'
      ? []
      : [
          {
            label: onIssues.map(({ name, key }) => name ?? key).join(', '),
            url: `${host.baseUrl}/browse/DEMO-1`,
          },
        ]),
    ...pages.map(({ key, name }) => ({
      label: name ?? key ?? '',
      url: `${host.baseUrl}/plugins/servlet/ac/${descriptor.key}/${key}`,
    })),
  ];
}
