import type { JsonObject } from '../../../core/json.ts';
import { type EntryInput, type ModuleSample, type SampleOfProducts, text } from '../sample.ts';

const at = (location: string | undefined): JsonObject => (location === undefined ? {} : { location });

/** Without a location, the link goes where the product puts links of its kind. */
const page = ({ key, name, url, location }: EntryInput) => ({
  key,
  name: text(name),
  ...at(location),
  url: url(),
});

const generalPage = (standard: string) =>
  ({
    key: 'general-page',
    routes: [{ kind: 'page', about: 'none' }],
    entry: (given) => page({ ...given, location: given.location ?? standard }),
  }) as const satisfies ModuleSample;

/** Pages of an add-on, and links to them in menus of the product. */
export const PAGE_SAMPLES = {
  generalPages: {
    jira: generalPage('system.top.navigation.bar'),
    confluence: generalPage('system.header/left'),
  },
  adminPages: { key: 'admin-page', routes: [{ kind: 'page', about: 'none' }], entry: page },
  configurePage: {
    key: 'configure',
    name: 'Configure',
    routes: [{ kind: 'page', about: 'none' }],
    entry: page,
  },
  postInstallPage: {
    key: 'get-started',
    name: 'Get started',
    routes: [{ kind: 'page', about: 'none' }],
    entry: page,
  },
  jiraProjectPages: {
    key: 'project-page',
    routes: [{ kind: 'page', about: 'project' }],
    entry: ({ key, name, url, iconUrl }) => ({ key, name: text(name), iconUrl, url: url() }),
  },
  jiraProjectTabPanels: {
    key: 'project-tab',
    routes: [{ kind: 'page', about: 'project' }],
    entry: ({ key, name, url }) => ({ key, name: text(name), url: url() }),
  },
  jiraProjectAdminTabPanels: {
    key: 'project-settings',
    routes: [{ kind: 'page', about: 'project' }],
    entry: ({ key, name, url, location = 'projectgroup4' }) => ({
      key,
      name: text(name),
      location,
      url: url(),
    }),
  },
  jiraReports: {
    key: 'report',
    name: 'Report',
    routes: [{ kind: 'page', about: 'project' }],
    entry: ({ key, name, url, addonName, iconUrl }) => ({
      key,
      name: text(name),
      description: text(`What ${addonName} tells of a project`),
      reportCategory: 'other',
      thumbnailUrl: iconUrl,
      url: url(),
    }),
  },
  spaceToolsTabs: {
    key: 'space-tab',
    routes: [{ kind: 'page', about: 'space' }],
    entry: ({ key, name, url, location = 'contenttools' }) => ({
      key,
      name: text(name),
      location,
      url: url(),
    }),
  },
} as const satisfies Readonly<Record<string, SampleOfProducts>>;
