import type {
  AppsPageView,
  ChromeView,
  ContentPageView,
  ExtensionView,
  IssuePageView,
  IssueView,
  PersonView,
  ProjectPageView,
  ProjectView,
  SpacePageView,
} from '../../src/instance/ui/views.ts';
import type { Exchange } from '../../src/proxy/exchange.ts';

/** Views for tests of the pages. Each can be changed in part. */

export const XSRF_TOKEN = 'xsrf-sample';
export const ADDON_KEY = 'com.example.release-checklist';

export function sampleChrome(changes: Partial<ChromeView> = {}): ChromeView {
  return {
    product: 'jira',
    siteName: 'Demo site',
    contextPath: '',
    user: { ...person('Alex Morgan'), isAdmin: true, locale: 'en_GB', timeZone: 'Europe/London' },
    xsrfToken: XSRF_TOKEN,
    path: '/browse/DEMO-1?focus=1',
    navigation: [
      { label: 'Issues', href: '/projects/DEMO', isActive: true },
      { label: 'Release dashboard', href: `/plugins/servlet/ac/${ADDON_KEY}/dashboard` },
      { label: 'Manage apps', href: '/apps' },
      { label: 'Traffic', href: '/_connect-kit/' },
    ],
    apps: [{ label: 'Release dashboard', href: `/plugins/servlet/ac/${ADDON_KEY}/dashboard` }],
    ...changes,
  };
}

export function sampleExtension(addonOrigin: string, changes: Partial<ExtensionView> = {}): ExtensionView {
  const moduleKey = changes.moduleKey ?? 'checklist';
  return {
    addonKey: ADDON_KEY,
    addonName: 'Release checklist',
    moduleKey,
    moduleType: 'webPanels',
    location: 'atl.jira.view.issue.right.context',
    title: 'Release checklist',
    url: `${addonOrigin}/${moduleKey}?jwt=${FRESH_JWT}`,
    isFullPage: false,
    context: { jira: { issue: { id: '10000', key: 'DEMO-1' }, project: { id: '10000', key: 'DEMO' } } },
    ...changes,
  };
}

export function sampleIssuePage(addonOrigin: string, changes: Partial<IssuePageView> = {}): IssuePageView {
  const extension = (change: Partial<ExtensionView>) => sampleExtension(addonOrigin, change);
  return {
    project: sampleProject,
    issue: sampleIssue(),
    canEdit: true,
    contentPanels: [extension({ moduleKey: 'checklist' })],
    sidePanels: [
      extension({ moduleKey: 'risk', title: 'Release risk' }),
      extension({ moduleKey: 'glance', title: 'Readiness', moduleType: 'jiraIssueGlances' }),
    ],
    tabPanels: [extension({ moduleKey: 'log', title: 'Release log', moduleType: 'jiraIssueTabPanels' })],
    webItems: [
      {
        addonKey: ADDON_KEY,
        moduleKey: 'plan',
        label: 'Plan the release',
        href: '#',
        target: 'dialog',
        options: { header: 'Plan the release', size: 'medium' },
        context: { jira: { issue: { key: 'DEMO-1' } } },
      },
    ],
    ...changes,
  };
}

const sampleProject: ProjectView = {
  id: '10000',
  key: 'DEMO',
  name: 'Demo project',
  avatarUrl: '/project-avatar/Demo%20project',
};

export function sampleIssue(changes: Partial<IssueView> = {}): IssueView {
  return {
    id: '10000',
    key: 'DEMO-1',
    summary: 'Plan the release of the mobile app',
    descriptionHtml:
      '<p>The mobile app is ready for its first public release. We need a plan that everybody can follow.</p><p>Agree on the date with marketing, freeze the scope a week before, and leave two days for the store review.</p>',
    descriptionText: 'The mobile app is ready.\n\nAgree on the date.',
    issueType: { name: 'Story', iconUrl: '/_connect-kit/assets/icons/story.svg' },
    status: { name: 'In Progress', category: 'indeterminate' },
    transitions: [
      { id: '11', name: 'To Do' },
      { id: '31', name: 'Done' },
    ],
    priority: { name: 'High', iconUrl: '/_connect-kit/assets/icons/priority-high.svg' },
    assignee: person('Mia Lindqvist'),
    reporter: person('Alex Morgan'),
    labels: ['mobile', 'release'],
    created: '2026-11-14T08:30:00.000Z',
    updated: '2026-11-20T15:12:00.000Z',
    comments: [
      {
        id: '10001',
        author: person('Tomás Rivera'),
        bodyHtml: '<p>The store review took three days last time, so let us plan for that.</p>',
        created: '2026-11-14T09:30:00.000Z',
      },
    ],
    ...changes,
  };
}

export function sampleProjectPage(): ProjectPageView {
  const todo = { name: 'To Do', category: 'new' } as const;
  const bug = { name: 'Bug', iconUrl: '/_connect-kit/assets/icons/bug.svg' };
  const summary = 'Search results are empty for names with an apostrophe';
  const second = sampleIssue({ key: 'DEMO-2', summary, status: todo, issueType: bug, assignee: undefined });
  return { project: sampleProject, canCreate: true, issues: [sampleIssue(), second] };
}

export function sampleApps(): AppsPageView {
  return {
    addons: [
      {
        key: ADDON_KEY,
        name: 'Release checklist',
        version: '1.4.0-AC',
        vendor: 'Example Ltd',
        baseUrl: 'http://localhost:3000',
        scopes: ['READ', 'WRITE'],
        isEnabled: true,
        modules: [{ type: 'webPanels', key: 'checklist', name: 'Release checklist' }],
      },
    ],
  };
}

const sampleSpace = { key: 'DOCS', name: 'Documentation' };

export function sampleSpacePage(): SpacePageView {
  const titles = ['Release plan', 'Onboarding checklist', 'How we work'];
  return {
    space: sampleSpace,
    pages: titles.map((title, index) => ({
      id: `${index}`,
      title,
      href: `/wiki/spaces/DOCS/pages/${index}`,
    })),
  };
}

export function sampleContentPage(): ContentPageView {
  return {
    space: sampleSpace,
    page: {
      id: '0',
      title: 'Release plan',
      bodyHtml: '<p>What we do in the week before a release.</p><h2>Monday</h2><p>Freeze the scope.</p>',
      author: person('Mia Lindqvist'),
      updated: '2026-11-20T15:12:00.000Z',
    },
    bylineItems: [],
  };
}

export function sampleExchange(id: string): Exchange {
  return {
    id,
    time: '2026-11-21T01:30:00.000Z',
    direction: 'to-addon',
    kind: 'webhook',
    method: 'POST',
    url: `http://localhost:3000/hooks/${id}`,
    status: 204,
    durationMs: 12.4,
    addonKey: ADDON_KEY,
    verdict: { valid: true, reason: 'valid', message: 'The token is valid.' },
  };
}

function person(displayName: string): PersonView {
  const accountId = displayName.toLowerCase().replace(/\W/g, '-');
  return { accountId, displayName, avatarUrl: `/avatar/${encodeURIComponent(displayName)}` };
}

/** Unsigned; the library in the page only looks at the expiry. */
const FRESH_JWT = ['{"alg":"none"}', '{"exp":4102444800}', 'signature']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');
