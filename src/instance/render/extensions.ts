import type { HostSigner } from '../addons/host-signer.ts';
import type { Installation, InstallationStore } from '../addons/installation.ts';
import { licenceOf } from '../addons/licence.ts';
import { type AddonModule, listModules } from '../addons/modules.ts';
import { decide } from '../conditions/decide.ts';
import type { ConditionDeps } from '../conditions/question.ts';
import type { Person } from '../people/people.ts';
import type { HostProduct, Site } from '../site.ts';
import type { ExtensionView } from '../ui/views.ts';
import { failingOf } from './conditions.ts';
import { createModuleUrl, type PageContext } from './module-url.ts';

/** Where modules stand on the pages that the dev instance has; decides what to show, not how. */
export const PLACES = {
  issueContent: (module: AddonModule) =>
    module.type === 'jiraIssueContents' ||
    (module.type === 'webPanels' && module.location === 'atl.jira.view.issue.left.context'),
  issueSide: (module: AddonModule) =>
    module.type === 'jiraIssueContexts' ||
    module.type === 'jiraIssueGlances' ||
    (module.type === 'webPanels' && module.location === 'atl.jira.view.issue.right.context'),
  contentByline: (module: AddonModule) => module.type === 'contentBylineItems',
  page: (module: AddonModule) => /(?:Pages|Page)$/.test(module.type),
} as const satisfies Record<string, (module: AddonModule) => boolean>;

/** True for modules that can be seen somewhere: in a place of their own, or, dialogs, when something opens them. */
export function isRendered(module: AddonModule): boolean {
  return module.type === 'dialogs' || Object.values(PLACES).some((belongs) => belongs(module));
}

/**
 * Path of a page module below the site's origin.
 * @param project the one that a project page is about
 */
export function pagePath(
  host: HostProduct,
  addonKey: string,
  module: AddonModule,
  project: { readonly key: string; readonly id: string } | undefined,
): string {
  const path = `${host.contextPath}/plugins/servlet/ac/${addonKey}/${module.key ?? ''}`;
  if (module.type !== 'jiraProjectPages' || project === undefined) return path;
  return `${path}?project.key=${project.key}&project.id=${project.id}`;
}

export interface ExtensionDeps extends ConditionDeps {
  readonly site: Site;
  readonly signer: HostSigner;
  readonly installations: InstallationStore;
}

/** The modules of all enabled add-ons that belong to a place and whose conditions hold, ready to be shown. */
export async function createExtensions(
  deps: ExtensionDeps,
  host: HostProduct,
  belongs: (module: AddonModule) => boolean,
  context: PageContext,
  person: Person | undefined,
): Promise<readonly ExtensionView[]> {
  const wanted = deps.installations
    .list(host.product)
    .filter(({ isEnabled }) => isEnabled)
    .flatMap((installation) =>
      listModules(installation.descriptor)
        .filter((module) => belongs(module) && isShown(deps, installation, module, context, person))
        .map((module) => ({ installation, module })),
    );
  return Promise.all(
    wanted.map(({ installation, module }) => createExtension(deps, installation, module, context, person)),
  );
}

/** One module, ready to be put into an iframe. */
export async function createExtension(
  deps: Pick<ExtensionDeps, 'site' | 'signer'>,
  installation: Installation,
  module: AddonModule,
  context: PageContext,
  person: Person | undefined,
): Promise<ExtensionView> {
  const { key, name } = installation.descriptor;
  return {
    addonKey: key,
    addonName: name ?? key,
    moduleKey: module.key ?? '',
    moduleType: module.type,
    location: module.location ?? '',
    title: module.name ?? module.key ?? module.type,
    url: await createModuleUrl(deps, installation, module, context, person?.accountId),
    ...(module.width === undefined ? {} : { width: module.width }),
    ...(module.height === undefined ? {} : { height: module.height }),
    isFullPage: PLACES.page(module),
    context,
  };
}

/** Whether the conditions of a module hold, on a page and for whoever looks at it. */
export function isShown(
  deps: ConditionDeps,
  installation: Installation,
  module: AddonModule,
  context: PageContext,
  person: Person | undefined,
): boolean {
  return failingConditions(deps, installation, module, context, person).length === 0;
}

/** The conditions of a module that do not hold, as its descriptor writes them. */
export function failingConditions(
  deps: ConditionDeps,
  installation: Installation,
  module: AddonModule,
  context: PageContext,
  person: Person | undefined,
): readonly unknown[] {
  const { product, descriptor } = installation;
  const isLicensed = licenceOf(installation) === 'active';
  const about = { person, product, addonKey: descriptor.key, isLicensed, context };
  return failingOf(module.conditions, (name, params) => decide(name, { ...about, params }, deps));
}
