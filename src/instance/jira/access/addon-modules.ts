import { isRecord, stringAt } from '../../../core/json.ts';
import type { InstallationStore } from '../../addons/installation.ts';

/** Modules of add-ons that Jira's data knows of. */
export type AddonModuleType = 'jiraGlobalPermissions' | 'jiraProjectPermissions' | 'jiraDashboardItems';

/** A module that an enabled add-on of Jira declares, with what all of these types have. */
export interface AddonJiraModule {
  readonly addonKey: string;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  /** The rest of it. */
  readonly module: Readonly<Record<string, unknown>>;
}

/** In the order of installation; modules that were registered at run time are among them. */
export function listAddonModules(
  installations: InstallationStore,
  type: AddonModuleType,
): readonly AddonJiraModule[] {
  return installations
    .list('jira')
    .filter(({ isEnabled }) => isEnabled)
    .flatMap(({ descriptor }) =>
      [descriptor.modules?.[type] ?? []]
        .flat()
        .filter(isRecord)
        .map((module) => ({
          addonKey: descriptor.key,
          key: stringAt(module, 'key') ?? '',
          name: stringAt(module['name'], 'value') ?? '',
          description: stringAt(module['description'], 'value') ?? '',
          module,
        })),
    );
}
