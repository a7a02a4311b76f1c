import { PRODUCT_NAMES } from '../../catalog/products.ts';
import { type AddonModule, listModules, listWebhooks } from '../addons/modules.ts';
import type { Session } from '../auth/sessions.ts';
import { adfToHtml, adfToText } from '../jira/adf.ts';
import type { Comment, Issue, Project } from '../jira/types.ts';
import type { Person } from '../people/people.ts';
import type { Services } from '../services.ts';
import type { HostProduct } from '../site.ts';
import type { AppsPageView, ChromeView, IssueView, LinkView, PersonView, ProjectView } from '../ui/views.ts';
import { isShown, PLACES, pagePath } from './extensions.ts';
import type { PageContext } from './module-url.ts';
import { projectContext } from './page-context.ts';
import { firstProjectKey, firstSpaceKey, overviewPath, visitorOf } from './start-pages.ts';

/** Fills the views of the pages from the site's data. */

export function chromeView(
  services: Services,
  host: HostProduct,
  session: Session,
  path: string,
): ChromeView {
  const person = services.people.find(session.accountId);
  return {
    product: host.product,
    siteName: `${PRODUCT_NAMES[host.product]} (${services.site.name})`,
    contextPath: host.contextPath,
    user: person && {
      ...personView(person),
      isAdmin: person.isAdmin,
      locale: person.locale,
      timeZone: person.timeZone,
    },
    xsrfToken: session.xsrfToken,
    path,
    navigation: navigation(services, host, person).map((link) => ({
      ...link,
      isActive: link.href === path.split('?')[0],
    })),
    apps: appLinks(services, host, person),
  };
}

export function personView({ accountId, displayName }: Person): PersonView {
  return { accountId, displayName, avatarUrl: `/_connect-kit/avatars/${accountId}.svg` };
}

export function projectView({ id, key, name }: Project): ProjectView {
  return { id, key, name, avatarUrl: '/_connect-kit/assets/icons/project.svg' };
}

/** @param comments those that are shown, the oldest first */
export function issueView(issue: Issue, comments: readonly Comment[], { people, jira }: Services): IssueView {
  const { issueTypes, statuses, priorities } = jira.configuration;
  const type = issueTypes.find(({ id }) => id === issue.issueTypeId);
  const status = statuses.find(({ id }) => id === issue.statusId);
  const priority = priorities.find(({ id }) => id === issue.priorityId);
  const personOf = (accountId: string | null) => {
    const person = people.find(accountId);
    return person && personView(person);
  };
  return {
    id: issue.id,
    key: issue.key,
    summary: issue.summary,
    descriptionHtml: adfToHtml(issue.description),
    descriptionText: adfToText(issue.description),
    issueType: { name: type?.name ?? '', iconUrl: icon(type?.icon ?? 'task') },
    status: { name: status?.name ?? '', category: status?.categoryKey ?? 'new' },
    transitions: jira
      .transitions()
      .filter(({ to }) => to.id !== issue.statusId)
      .map(({ id, name }) => ({ id, name })),
    priority: { name: priority?.name ?? '', iconUrl: icon(`priority-${priority?.icon ?? 'medium'}`) },
    assignee: personOf(issue.assigneeAccountId),
    reporter: personOf(issue.reporterAccountId),
    labels: issue.labels,
    created: new Date(issue.created).toISOString(),
    updated: new Date(issue.updated).toISOString(),
    comments: comments.map((comment) => ({
      id: comment.id,
      author: personOf(comment.authorAccountId) ?? {
        accountId: '',
        displayName: 'Former user',
        avatarUrl: '/_connect-kit/avatars/unknown.svg',
      },
      bodyHtml: adfToHtml(comment.body),
      created: new Date(comment.created).toISOString(),
    })),
  };
}

export function appsView({ installations }: Services, host: HostProduct): AppsPageView {
  return {
    addons: installations.list(host.product).map(({ descriptor, isEnabled }) => ({
      key: descriptor.key,
      name: descriptor.name ?? descriptor.key,
      version: descriptor.version ?? '1.0.0-AC',
      vendor: descriptor.vendor?.name,
      baseUrl: descriptor.baseUrl,
      scopes: descriptor.scopes ?? [],
      isEnabled,
      modules: [
        ...listModules(descriptor).map(({ type, key, name }) => ({ type, key, name })),
        ...listWebhooks(descriptor).map(({ event }) => ({ type: 'webhooks', key: undefined, name: event })),
      ],
    })),
  };
}

function navigation(
  { jira, confluence }: Services,
  { product, contextPath }: HostProduct,
  person: Person | undefined,
): readonly LinkView[] {
  return [
    product === 'jira'
      ? { label: 'Issues', href: `/projects/${firstProjectKey(jira, person)}` }
      : { label: 'Overview', href: overviewPath(firstSpaceKey(confluence, visitorOf(person))) },
    ...(person?.isAdmin === true
      ? [{ label: 'Manage apps', href: `${contextPath}/plugins/servlet/upm` }]
      : []),
  ];
}

/** Links to the pages of add-ons; a page with location `none` has none. */
function appLinks(services: Services, host: HostProduct, person: Person | undefined): readonly LinkView[] {
  const [project] = services.jira.projects();
  // Project pages are about the project that their link leads to.
  const contextOf = ({ type }: AddonModule): PageContext =>
    type === 'jiraProjectPages' && project !== undefined ? { jira: projectContext(project) } : {};
  return services.installations
    .list(host.product)
    .filter(({ isEnabled }) => isEnabled)
    .flatMap((installation) =>
      listModules(installation.descriptor)
        .filter(
          (module) =>
            PLACES.page(module) &&
            module.location !== 'none' &&
            isShown(services, installation, module, contextOf(module), person),
        )
        .map((module) => ({
          label: module.name ?? module.key ?? '',
          href: pagePath(host, installation.descriptor.key, module, project),
        })),
    );
}

function icon(name: string): string {
  return `/_connect-kit/assets/icons/${name}.svg`;
}
