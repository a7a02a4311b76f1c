import type { RouteSubject } from '../route.ts';
import { type EntryInput, icon, type ModuleSample, text } from '../sample.ts';

const panel = (key: string, about: RouteSubject = 'none') =>
  ({
    key,
    routes: [{ kind: 'page', about }],
    entry: (given: EntryInput) => ({ key: given.key, url: given.url() }),
  }) as const satisfies ModuleSample;

const action = (key: string, about: RouteSubject = 'none') =>
  ({
    key,
    routes: [{ kind: 'page', about }],
    entry: ({ key: chosen, name, url }: EntryInput) => ({
      key: chosen,
      name: text(name),
      target: { type: 'dialog', options: { size: 'medium', header: text(name) } },
      url: url(),
    }),
  }) as const satisfies ModuleSample;

const grouped = (key: string, group: 'serviceDeskQueueGroups' | 'serviceDeskReportGroups') =>
  ({
    key,
    routes: [{ kind: 'page', about: 'project' }],
    references: [{ role: 'group', targets: [group] }],
    entry: ({ key: chosen, name, url, reference }: EntryInput) => {
      const owner = reference('group');
      return { key: chosen, name: text(name), ...(owner === undefined ? {} : { group: owner }), url: url() };
    },
  }) as const satisfies ModuleSample;

/** Modules of Jira Service Management, and of assets that are connected with it. */
export const SERVICE_DESK_SAMPLES = {
  serviceDeskPortalHeaders: panel('portal-header'),
  serviceDeskPortalSubHeaders: panel('portal-sub-header'),
  serviceDeskPortalFooters: panel('portal-footer'),
  serviceDeskPortalProfilePanels: panel('portal-profile-panel'),
  serviceDeskPortalRequestCreatePropertyPanels: panel('request-create-panel'),
  serviceDeskPortalRequestViewDetailsPanels: panel('request-details-panel', 'request'),
  serviceDeskPortalRequestViewPanels: panel('request-panel', 'request'),
  serviceDeskOrganizationPanels: panel('organization-panel'),
  serviceDeskPortalUserMenuActions: action('user-menu-action'),
  serviceDeskPortalProfileActions: action('profile-action'),
  serviceDeskPortalRequestViewActions: {
    ...action('request-action', 'request'),
    entry: (given) => ({ icon: { url: icon(16)['url'] }, ...action('').entry(given) }),
  },
  serviceDeskOrganizationActions: action('organization-action'),
  serviceDeskQueues: grouped('queue', 'serviceDeskQueueGroups'),
  serviceDeskReports: grouped('service-report', 'serviceDeskReportGroups'),
  assetPanels: {
    key: 'asset-panel',
    routes: [{ kind: 'page', about: 'none' }],
    entry: ({ key, name, url }) => ({ key, name: text(name), url: url() }),
  },
} as const satisfies Readonly<Record<string, ModuleSample>>;
