import type { Hono } from 'hono';
import { stringAt } from '../../../core/json.ts';
import { baseUrlOf, joinUrl } from '../../addons/installation.ts';
import { listModules } from '../../addons/modules.ts';
import { JIRA_TIME_TRACKING } from '../../jira/admin/configuration-admin.ts';
import { jiraError } from '../../product-error.ts';
import type { InstanceEnv } from '../env.ts';
import { paramOf, requireAdministrator } from './administration.ts';
import { actorOf, type JiraRestDeps, readRecord } from './shared.ts';

/** How Jira as a whole is set up. Nothing of it can be changed but who tracks time. */
export function addSettingsRoutes(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  addGlobal(app, deps);
  addTimeTracking(app, deps);
  addAvatars(app, deps);
}

const TIME_TRACKING_OPTIONS = {
  workingHoursPerDay: 8,
  workingDaysPerWeek: 5,
  timeFormat: 'pretty',
  defaultUnit: 'minute',
} as const;

/** What Jira tells of to its notification schemes, in the order of its ids. */
const EVENTS = [
  'Issue Created',
  'Issue Updated',
  'Issue Assigned',
  'Issue Resolved',
  'Issue Closed',
  'Issue Commented',
  'Issue Reopened',
  'Issue Deleted',
  'Issue Moved',
  'Work Logged On Issue',
  'Work Started On Issue',
  'Work Stopped On Issue',
  'Generic Event',
  'Issue Comment Edited',
  'Issue Worklog Updated',
  'Issue Worklog Deleted',
  'Issue Comment Deleted',
] as const;

const COLUMNS = [
  ['issuetype', 'Issue Type'],
  ['issuekey', 'Key'],
  ['summary', 'Summary'],
  ['assignee', 'Assignee'],
  ['reporter', 'Reporter'],
  ['priority', 'Priority'],
  ['status', 'Status'],
  ['resolution', 'Resolution'],
  ['created', 'Created'],
  ['updated', 'Updated'],
  ['duedate', 'Due date'],
] as const;

function addGlobal(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  app.get('/configuration', (c) =>
    c.json({
      votingEnabled: true,
      watchingEnabled: true,
      unassignedIssuesAllowed: true,
      subTasksEnabled: true,
      issueLinkingEnabled: true,
      timeTrackingEnabled: true,
      attachmentsEnabled: true,
      timeTrackingConfiguration: TIME_TRACKING_OPTIONS,
    }),
  );

  app.get('/events', (c) => {
    requireAdministrator(c, deps);
    return c.json(EVENTS.map((name, index) => ({ id: index + 1, name })));
  });

  app.get('/settings/columns', (c) => {
    requireAdministrator(c, deps);
    return c.json(COLUMNS.map(([value, label]) => ({ label, value })));
  });
}

function addTimeTracking(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host, installations, store } = deps;
  // Add-ons bring theirs along with jiraTimeTrackingProviders.
  const providers = () => [
    {
      key: JIRA_TIME_TRACKING,
      name: 'JIRA provided time tracking',
      url: `${host.baseUrl}/secure/admin/TimeTrackingAdmin.jspa`,
    },
    ...installations
      .list('jira')
      .filter(({ isEnabled }) => isEnabled)
      .flatMap((installation) =>
        listModules(installation.descriptor)
          .filter(({ type }) => type === 'jiraTimeTrackingProviders')
          .map(({ key, name, url }) => ({
            key: `${installation.descriptor.key}__${key}`,
            name: name ?? '',
            ...(url === undefined ? {} : { url: joinUrl(baseUrlOf(installation), url) }),
          })),
      ),
  ];
  const find = (key: string) => providers().find((provider) => provider.key === key);

  // A provider that is gone with its add-on leaves the field to Jira.
  app.get('/configuration/timetracking', (c) =>
    c.json(find(store.configurationAdmin.timeTracking()) ?? find(JIRA_TIME_TRACKING)),
  );
  app.get('/configuration/timetracking/list', (c) => c.json(providers()));
  app.get('/configuration/timetracking/options', (c) => c.json(TIME_TRACKING_OPTIONS));

  app.put('/configuration/timetracking', async (c) => {
    requireAdministrator(c, deps);
    const key = stringAt(await readRecord(c), 'key') ?? '';
    if (find(key) === undefined) {
      throw jiraError(400, [`The time tracking provider '${key}' does not exist.`]);
    }
    store.configurationAdmin.chooseTimeTracking(key, actorOf(c));
    return c.body(null, 204);
  });
}

const AVATARS: Readonly<Record<string, { readonly id: string; readonly icon: string }>> = {
  project: { id: '10200', icon: 'project' },
  issuetype: { id: '10318', icon: 'task' },
  priority: { id: '10400', icon: 'priority-medium' },
};

/** There is one picture of every kind, and no other can be brought along. */
function addAvatars(app: Hono<InstanceEnv>, deps: JiraRestDeps): void {
  const { host } = deps;
  const systemAvatars = (type: string) => {
    const avatar = Object.hasOwn(AVATARS, type) ? AVATARS[type] : undefined;
    if (avatar === undefined) throw jiraError(404, [`There are no avatars of the type '${type}'.`]);
    const url = `${host.baseUrl}/_connect-kit/assets/icons/${avatar.icon}.svg`;
    return [
      {
        id: avatar.id,
        isSystemAvatar: true,
        isSelected: false,
        isDeletable: false,
        urls: { '16x16': url, '24x24': url, '32x32': url, '48x48': url },
      },
    ];
  };

  app.get('/avatar/:type/system', (c) => {
    requireAdministrator(c, deps);
    return c.json({ system: systemAvatars(paramOf(c, 'type')) });
  });

  app.get('/universal_avatar/type/:type/owner/:id', (c) =>
    c.json({ system: systemAvatars(paramOf(c, 'type')), custom: [] }),
  );
}
