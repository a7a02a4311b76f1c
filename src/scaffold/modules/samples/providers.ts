import { type EntryInput, type ModuleSample, text } from '../sample.ts';

const provider = (key: string) =>
  ({
    key,
    routes: [],
    entry: ({ key: chosen, name, homeUrl, iconUrl }: EntryInput) => ({
      key: chosen,
      name: text(name),
      homeUrl,
      logoUrl: iconUrl,
    }),
  }) as const satisfies ModuleSample;

/** Modules that let Jira show what the add-on sends to it. */
export const PROVIDER_SAMPLES = {
  jiraDevelopmentTool: {
    key: 'development-tool',
    routes: [],
    entry: ({ key, name, addonName, homeUrl, iconUrl }) => ({
      key,
      name: text(name),
      application: text(addonName),
      url: homeUrl,
      logoUrl: iconUrl,
      capabilities: ['commit', 'branch', 'pull_request'],
    }),
  },
  jiraBuildInfoProvider: provider('build-provider'),
  jiraDeploymentInfoProvider: provider('deployment-provider'),
  jiraFeatureFlagInfoProvider: provider('feature-flag-provider'),
  jiraRemoteLinkInfoProvider: provider('remote-link-provider'),
  jiraSecurityInfoProvider: provider('security-provider'),
  jiraOperationsInfoProvider: provider('operations-provider'),
  jiraDevOpsComponentProvider: provider('component-provider'),
} as const satisfies Readonly<Record<string, ModuleSample>>;
